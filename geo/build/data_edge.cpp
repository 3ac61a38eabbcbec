#include "geo/build/data_edge.hpp"

#include <algorithm>
#include <cmath>

namespace geo::build {
namespace {

constexpr double metres_per_minute = 80;  // 4.8 km/h, an adult on the flat

double turn(Point a, Point b, Point c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// Corners of the convex hull, anticlockwise, the first not repeated.
std::vector<Point> hull(std::vector<Point> points) {
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  if (points.size() < 3) return points;
  std::vector<Point> out(2 * points.size());
  std::size_t n = 0;
  const auto add = [&](Point point, std::size_t least) {
    while (n >= least && turn(out[n - 2], out[n - 1], point) <= 0) --n;
    out[n++] = point;
  };
  for (const Point point : points) add(point, 2);
  const std::size_t upper = n + 1;
  for (auto point = points.rbegin() + 1; point != points.rend(); ++point) add(*point, upper);
  out.resize(n - 1);
  return out;
}

/// How far inside the line from a to b a place lies; negative outside.
double inside(Point a, Point b, Point place) {
  const double length = std::hypot(b.x - a.x, b.y - a.y);
  return length > 0 ? turn(a, b, place) / length : 0;
}

}  // namespace

Metres longest_walk(const Description& description) {
  double most = 0;
  for (const Minutes minutes : description.analysis.minutes) most = std::max(most, minutes.value);
  return Metres{most * metres_per_minute};
}

std::vector<bool> near_edge(const StreetGraph& streets, std::span<const Point> places,
                            Metres reach) {
  const auto edge = hull({streets.at.begin(), streets.at.end()});
  std::vector<bool> near(places.size(), edge.size() < 3);
  if (edge.size() < 3) return near;
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::size_t corner = 0; corner < edge.size() && !near[i]; ++corner) {
      near[i] = inside(edge[corner], edge[(corner + 1) % edge.size()], places[i]) < reach.value;
    }
  }
  return near;
}

}  // namespace geo::build
