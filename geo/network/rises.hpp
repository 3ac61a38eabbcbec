#pragma once

#include <optional>
#include <span>
#include <vector>

#include "geo/shape/geometry.hpp"

namespace geo {

/// Heights above the sea, in metres, of places along a line; nothing where none is known.
using Heights = std::vector<std::optional<float>>;

/// A part of a stretch along which it rises evenly, in drawing order.
struct Rise {
  float along;  ///< metres, on the map
  float up;     ///< metres, below 0 where it falls
  double slope() const { return static_cast<double>(up) / static_cast<double>(along); }
  auto operator<=>(const Rise&) const = default;
};

/// A slope over less than this is no slope of a street but of its survey: a kerb, a rounded height.
inline constexpr double shortest_rise = 10;  // m: 0.1 m of rounding is then 1 % at most

/// The rises of a line whose vertices lie so high. Pieces between vertices are joined until they
/// are `shortest_rise` long. A vertex without a height lies on the slope between its neighbours.
/// Empty where an end has no height, or the line no length.
std::vector<Rise> rises(std::span<const Point> line, std::span<const std::optional<float>> heights);

}  // namespace geo
