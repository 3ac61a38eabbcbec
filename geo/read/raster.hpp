#pragma once

#include <string>

#include "geo/core/finding.hpp"
#include "geo/shape/layer.hpp"

namespace geo::read {

/// A GeoTIFF as a layer: each cell that holds a value is a square polygon, its bands are columns
/// ("value" for one band, else the band's description, else "band_1", ...). So people counted on a
/// grid are read like people in any other areas. Cells without a value are counted in a note.
/// Throws Error for a raster without a place on Earth, and beyond 250,000 cells with a value.
Layer raster(const std::string& path, const std::string& name, Findings& findings);

}  // namespace geo::read
