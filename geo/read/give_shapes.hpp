#pragma once

#include "geo/core/finding.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/layer.hpp"

namespace geo::read {

/// Gives a table its shapes when it has them in columns: well-known text, or a pair of coordinates
/// (the ones named in `options`, else a pair with telling names, longitude and latitude first).
/// A row without coordinates keeps its place with no shape. Throws Error where the
/// coordinates are named but cannot be read, or no reference system can be told.
void give_shapes(Layer& layer, const LayerOptions& options, Findings& findings);

/// Checks that the coordinates and the reference system of a layer agree, and settles the system:
/// `options.crs` first, then what the file said. Throws Error `crs_missing`, `crs_contradicts`,
/// `coordinate_out_of_range`.
void settle_crs(Layer& layer, const LayerOptions& options, Findings& findings);

}  // namespace geo::read
