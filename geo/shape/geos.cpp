#include "geo/shape/geos.hpp"

#include <vector>

namespace geo::geos {
namespace {

struct Handle {
  GEOSContextHandle_t raw = GEOS_init_r();
  Handle() = default;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { GEOS_finish_r(raw); }
};

GEOSGeometry* ring_from(const Ring& ring) {
  const auto size = static_cast<unsigned>(ring.size());
  GEOSCoordSequence* places = GEOSCoordSeq_create_r(handle(), size, 2);
  for (unsigned i = 0; i < size; ++i) {
    GEOSCoordSeq_setXY_r(handle(), places, i, ring[i].x, ring[i].y);
  }
  return GEOSGeom_createLinearRing_r(handle(), places);
}

GEOSGeometry* polygon_from(const Polygon& polygon) {
  std::vector<GEOSGeometry*> holes;
  for (const Ring& hole : polygon.holes) {
    if (hole.size() >= 4) holes.push_back(ring_from(hole));
  }
  return GEOSGeom_createPolygon_r(handle(), ring_from(polygon.shell), holes.data(),
                                  static_cast<unsigned>(holes.size()));
}

Ring ring_of(const GEOSGeometry* ring) {
  const GEOSCoordSequence* places = GEOSGeom_getCoordSeq_r(handle(), ring);
  unsigned size = 0;
  GEOSCoordSeq_getSize_r(handle(), places, &size);
  Ring points(size);
  for (unsigned i = 0; i < size; ++i) {
    GEOSCoordSeq_getXY_r(handle(), places, i, &points[i].x, &points[i].y);
  }
  return points;
}

void collect(const GEOSGeometry* geometry, MultiPolygon& polygons) {
  const int type = GEOSGeomTypeId_r(handle(), geometry);
  if (type == GEOS_POLYGON) {
    if (GEOSisEmpty_r(handle(), geometry)) return;
    Polygon polygon{ring_of(GEOSGetExteriorRing_r(handle(), geometry)), {}};
    const int holes = GEOSGetNumInteriorRings_r(handle(), geometry);
    for (int i = 0; i < holes; ++i) {
      polygon.holes.push_back(ring_of(GEOSGetInteriorRingN_r(handle(), geometry, i)));
    }
    polygons.push_back(std::move(polygon));
  } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
    const int parts = GEOSGetNumGeometries_r(handle(), geometry);
    for (int i = 0; i < parts; ++i) collect(GEOSGetGeometryN_r(handle(), geometry, i), polygons);
  }
}

}  // namespace

GEOSContextHandle_t handle() {
  thread_local const Handle mine;
  return mine.raw;
}

Owned from(const MultiPolygon& polygons) {
  std::vector<GEOSGeometry*> parts;
  for (const Polygon& polygon : polygons) {
    if (polygon.shell.size() >= 4) parts.push_back(polygon_from(polygon));
  }
  return Owned(GEOSGeom_createCollection_r(handle(), GEOS_MULTIPOLYGON, parts.data(),
                                           static_cast<unsigned>(parts.size())));
}

MultiPolygon polygons_of(const GEOSGeometry* geometry) {
  MultiPolygon polygons;
  if (geometry) collect(geometry, polygons);
  return polygons;
}

}  // namespace geo::geos
