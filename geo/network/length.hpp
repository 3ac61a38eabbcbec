#pragma once

#include "geo/core/units.hpp"
#include "geo/shape/geometry.hpp"

#include <cmath>
#include <span>

namespace geo {

/// Length of a line as drawn, in metres of its projection.
inline Metres drawn_length(std::span<const Point> line) {
  Metres length;
  for (std::size_t i = 1; i < line.size(); ++i) {
    length += Metres{std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y)};
  }
  return length;
}

}  // namespace geo
