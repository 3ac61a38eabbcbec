#pragma once

#include <vector>

#include "geo/release.hpp"
#include "geo/shape/geometry.hpp"

namespace geo::write {

/// A layer's shapes as RFC 7946 wants them: longitude and latitude (WGS 84) on a grid of seven
/// decimals, outer rings anticlockwise and holes clockwise, valid after rounding. `x` is longitude.
/// Throws Error (code `crosses_antimeridian`) for a shape on both sides of 180 degrees.
std::vector<Geometry> lonlat_shapes(const Release& release, const ReleasedLayer& layer);

}  // namespace geo::write
