#pragma once

#include <string>

#include "geo/shape/terrain.hpp"

namespace geo::read {

/// Heights from the first band of a GeoTIFF; `crs` where it is given by hand. Throws Error for a
/// raster without a place on Earth or a reference system, and beyond 100 million cells.
Terrain terrain(const std::string& path, const std::string& name, const std::string& crs);

}  // namespace geo::read
