#pragma once

#include <optional>
#include <string>

#include "geo/core/finding.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/layer.hpp"

namespace geo::read {

/// A GeoTIFF as a layer: each cell that holds a value is a square polygon, its bands are columns
/// ("value" for one band, else the band's description, else "band_1", ...). So people counted on a
/// grid are read like people in any other areas. Scale and offset of a band are applied. Of a
/// raster that is larger than the city only the cells within `window` are read, and those they
/// touch, in the raster's own projection. Cells without a value and beyond the window are counted
/// in a note.
///
/// Throws Error for a raster without a place on Earth, for one that does not reach the window
/// (`raster_elsewhere`), and beyond 250,000 cells with a value.
Layer raster(const std::string& path, const std::string& name, const std::optional<Window>& window,
             Findings& findings);

}  // namespace geo::read
