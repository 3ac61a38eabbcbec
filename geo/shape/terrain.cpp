#include "geo/shape/terrain.hpp"

#include <algorithm>
#include <cmath>

namespace geo {

std::optional<float> Terrain::at(Point point) const {
  const double determinant = place[1] * place[5] - place[2] * place[4];
  if (determinant == 0 || columns == 0 || rows == 0) return std::nullopt;
  const double dx = point.x - place[0], dy = point.y - place[3];
  // Cells hold the height of their middle.
  const double column = (dx * place[5] - dy * place[2]) / determinant - 0.5;
  const double row = (dy * place[1] - dx * place[4]) / determinant - 0.5;
  const auto outside = [](double at, std::size_t count) {
    return !(at >= -0.5 && at <= static_cast<double>(count) - 0.5);
  };
  if (outside(column, columns) || outside(row, rows)) return std::nullopt;
  const auto cell_before = [](double at, std::size_t count) {
    return static_cast<std::size_t>(
        std::clamp(std::floor(at), 0.0, static_cast<double>(count - 1)));
  };
  const std::size_t west = cell_before(column, columns), north = cell_before(row, rows);
  const std::size_t east = std::min(west + 1, columns - 1), south = std::min(north + 1, rows - 1);
  const double right = std::clamp(column - static_cast<double>(west), 0.0, 1.0);
  const double down = std::clamp(row - static_cast<double>(north), 0.0, 1.0);
  const auto height = [&](std::size_t r, std::size_t c) {
    return static_cast<double>(heights[r * columns + c]);
  };
  const double above = height(north, west) * (1 - right) + height(north, east) * right;
  const double below = height(south, west) * (1 - right) + height(south, east) * right;
  const double between = above * (1 - down) + below * down;
  if (!std::isfinite(between)) return std::nullopt;
  return static_cast<float>(between);
}

double Terrain::cell() const {
  return std::min(std::hypot(place[1], place[4]), std::hypot(place[2], place[5]));
}

}  // namespace geo
