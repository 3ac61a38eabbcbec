#pragma once

#include <geos_c.h>

#include <memory>

#include "geo/shape/geometry.hpp"

namespace geo::geos {

/// GEOS's handle of this thread. Errors inside GEOS come back as null and are ours to read.
GEOSContextHandle_t handle();

struct Free {
  void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(handle(), geometry); }
};
using Owned = std::unique_ptr<GEOSGeometry, Free>;

/// A GEOS geometry of the same ground; rings shorter than four points are left out.
Owned from(const MultiPolygon& polygons);

/// The polygons inside a GEOS geometry of any kind, lines and points left out.
MultiPolygon polygons_of(const GEOSGeometry* geometry);

}  // namespace geo::geos
