#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "geo/shape/geometry.hpp"

namespace geo {

/// Heights above the sea on a grid, in metres.
struct Terrain {
  std::string file;
  std::string crs;
  std::size_t columns = 0, rows = 0;
  /// Where cells lie, by GDAL's six numbers: x = [0] + [1] column + [2] row, y alike.
  std::array<double, 6> place{};
  std::vector<float> heights;  ///< row by row; not a number where the grid has none

  /// Height at a place of the grid's own reference system, between the four nearest cells in
  /// proportion to how near they are; nothing where one of them has none, or beyond the grid.
  std::optional<float> at(Point point) const;
  /// Side of a cell in the units of its reference system; the shorter one.
  double cell() const;
};

}  // namespace geo
