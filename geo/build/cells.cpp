#include "geo/build/cells.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace geo::build {
namespace {

constexpr double reach_in_spacings = 0.75;  // corner of a square cell: 0.71; of a hexagon: 0.58
constexpr int corners_of_disc = 48;

double distance(Point a, Point b) {
  return std::hypot(a.x - b.x, a.y - b.y);
}

/// Points by squares of a grid, for those near a place.
class Grid {
 public:
  Grid(std::span<const std::optional<Point>> points, double side) : points_(points), side_(side) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (points[i]) squares_[square(*points[i])].push_back(i);
    }
  }
  template <class Visit>
  void near(Point place, long rings, Visit visit) const {
    const auto [column, row] = square(place);
    for (long x = column - rings; x <= column + rings; ++x) {
      for (long y = row - rings; y <= row + rings; ++y) {
        const auto found = squares_.find({x, y});
        if (found == squares_.end()) continue;
        for (const std::size_t i : found->second) visit(i, *points_[i]);
      }
    }
  }

 private:
  std::pair<long, long> square(Point point) const {
    return {std::lround(std::floor(point.x / side_)), std::lround(std::floor(point.y / side_))};
  }
  std::span<const std::optional<Point>> points_;
  double side_;
  std::map<std::pair<long, long>, std::vector<std::size_t>> squares_;
};

/// Side of the squares that hold one point each on average, at least a metre.
double usual_side(std::span<const std::optional<Point>> points) {
  Point low{1e300, 1e300}, high{-1e300, -1e300};
  double n = 0;
  for (const auto& point : points) {
    if (!point) continue;
    low = {std::min(low.x, point->x), std::min(low.y, point->y)};
    high = {std::max(high.x, point->x), std::max(high.y, point->y)};
    ++n;
  }
  if (n == 0) return 1;
  return std::max(1.0, std::max(high.x - low.x, high.y - low.y) / std::sqrt(n));
}

double usual_spacing(std::span<const std::optional<Point>> points) {
  const double side = usual_side(points);
  const Grid grid(points, side);
  std::vector<double> nearest;
  for (const auto& point : points) {
    if (!point) continue;
    double least = 1e300;
    // Nothing nearer can lie beyond the rings already looked at.
    for (long rings = 1; rings <= 64 && least > static_cast<double>(rings - 1) * side; rings *= 2) {
      grid.near(*point, rings, [&](std::size_t, Point other) {
        const double apart = distance(*point, other);
        if (apart > 0) least = std::min(least, apart);
      });
    }
    if (least < 1e300) nearest.push_back(least);
  }
  if (nearest.empty()) return 500 / reach_in_spacings;  // a single point: a short walk around it
  const auto middle = nearest.begin() + static_cast<std::ptrdiff_t>(nearest.size() / 2);
  std::nth_element(nearest.begin(), middle, nearest.end());
  return *middle;
}

Ring disc(Point centre, double radius) {
  Ring ring;
  for (int i = 0; i < corners_of_disc; ++i) {
    const double angle = 2 * std::numbers::pi * i / corners_of_disc;
    ring.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
  }
  return ring;
}

/// What of an open convex ring is nearer to `own` than to `other`.
Ring nearer_part(const Ring& ring, Point own, Point other) {
  const Point middle{(own.x + other.x) / 2, (own.y + other.y) / 2};
  const Point towards{other.x - own.x, other.y - own.y};
  const auto beyond = [&](Point p) {
    return (p.x - middle.x) * towards.x + (p.y - middle.y) * towards.y;
  };
  Ring out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = ring[i];
    const Point b = ring[(i + 1) % ring.size()];
    const double from = beyond(a);
    const double to = beyond(b);
    if (from <= 0) out.push_back(a);
    if ((from < 0 && to > 0) || (from > 0 && to < 0)) {
      const double share = from / (from - to);
      out.push_back({a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)});
    }
  }
  return out;
}

}  // namespace

Cells nearest_cells(std::span<const std::optional<Point>> points) {
  Cells cells;
  cells.radius = Metres{usual_spacing(points) * reach_in_spacings};
  const Grid grid(points, 2 * cells.radius.value);
  for (const auto& point : points) {
    if (!point) {
      cells.shapes.emplace_back();
      continue;
    }
    Ring ring = disc(*point, cells.radius.value);
    grid.near(*point, 1, [&](std::size_t, Point other) {
      if (other != *point) ring = nearer_part(ring, *point, other);
    });
    if (ring.size() < 3) {
      cells.shapes.emplace_back();
      continue;
    }
    ring.push_back(ring.front());
    cells.shapes.push_back({Polygon{std::move(ring), {}}});
  }
  return cells;
}

}  // namespace geo::build
