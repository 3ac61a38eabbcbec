#pragma once

#include <span>

#include "geo/core/units.hpp"
#include "geo/shape/geometry.hpp"

namespace geo {

/// The ground no further than `reach` from any of the lines; a line may be one point twice. Round
/// ends drawn with eight corners a turn, a little inside the circle.
MultiPolygon around(std::span<const Line> lines, Metres reach);

}  // namespace geo
