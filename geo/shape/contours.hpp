#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "geo/shape/geometry.hpp"
#include "geo/shape/polygons.hpp"

namespace geo {

/// Corners of squares laid over a piece of ground, at whole multiples of `step` metres, so that two
/// pieces which overlap share their corners.
struct Grid {
  /// Covers `box` with an empty square or more all around.
  Grid(const Box& box, double step);

  Point at(std::size_t corner) const;
  std::size_t size() const { return columns * rows; }

  Point low;
  double step;
  std::size_t columns, rows;
};

/// A measure of ground, such as a time: at any place, in whole units.
using Measure = std::function<std::uint32_t(Point)>;

/// The corners of `grid` at which `values` is at most `level`, lone ones apart: a corner or two
/// with none of their kind around them go with their surroundings. What is within a level is within
/// every higher one.
std::vector<bool> corners_within(const Grid& grid, std::span<const std::uint32_t> values,
                                 std::uint32_t level);

/// The ground around `within` (corners of `grid`, none at its rim). The border crosses between two
/// corners where `measure` crosses `level`, to a sixteenth of the step, and runs straight from
/// there to the next side of the square. The ground of a lower level lies within that of a higher.
/// Shells run anticlockwise, holes clockwise; the order depends on the ground alone.
/// Lorensen and Cline (1987), doi:10.1145/37402.37422, in the plane.
MultiPolygon ground_within(const Grid& grid, const std::vector<bool>& within,
                           const Measure& measure, std::uint32_t level);

}  // namespace geo
