#include "geo/shape/buffers.hpp"

#include <vector>

#include "geo/shape/geos.hpp"

namespace geo {

MultiPolygon around(std::span<const Line> lines, Metres reach) {
  constexpr int corners_a_quarter = 2;
  const auto handle = geos::handle();
  std::vector<GEOSGeometry*> parts;
  for (const Line& line : lines) {
    const auto size = static_cast<unsigned>(line.size());
    GEOSCoordSequence* places = GEOSCoordSeq_create_r(handle, size, 2);
    for (unsigned i = 0; i < size; ++i) {
      GEOSCoordSeq_setXY_r(handle, places, i, line[i].x, line[i].y);
    }
    parts.push_back(GEOSGeom_createLineString_r(handle, places));
  }
  const geos::Owned all(GEOSGeom_createCollection_r(handle, GEOS_MULTILINESTRING, parts.data(),
                                                    static_cast<unsigned>(parts.size())));
  const geos::Owned ground(GEOSBuffer_r(handle, all.get(), reach.value, corners_a_quarter));
  return geos::polygons_of(ground.get());
}

}  // namespace geo
