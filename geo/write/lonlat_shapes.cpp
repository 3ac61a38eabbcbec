#include "geo/write/lonlat_shapes.hpp"

#include <algorithm>
#include <cmath>

#include "geo/core/error.hpp"
#include "geo/shape/polygons.hpp"
#include "geo/shape/projection.hpp"

namespace geo::write {
namespace {

constexpr double grid = 1e7;  // seven decimals of a degree: about a centimetre

Point on_grid(Point point) {
  const auto snap = [](double degrees) {
    const double snapped = std::round(degrees * grid) / grid;
    return snapped == 0 ? 0.0 : snapped;
  };
  return {snap(point.x), snap(point.y)};
}

std::vector<Point> on_grid(const std::vector<Point>& points) {
  std::vector<Point> snapped;
  snapped.reserve(points.size());
  for (const Point point : points) {
    const Point there = on_grid(point);
    if (snapped.empty() || snapped.back() != there) snapped.push_back(there);
  }
  return snapped;
}

double turning(const Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
             (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
  }
  return twice;
}

Ring wound(Ring ring, bool anticlockwise) {
  if ((turning(ring) > 0) != anticlockwise) std::reverse(ring.begin(), ring.end());
  return ring;
}

MultiPolygon snapped(const MultiPolygon& polygons) {
  MultiPolygon other;
  for (const Polygon& polygon : polygons) {
    Polygon there{wound(on_grid(polygon.shell), true), {}};
    if (there.shell.size() < 4 || turning(there.shell) == 0) continue;
    for (const Ring& hole : polygon.holes) {
      auto ring = wound(on_grid(hole), false);
      if (ring.size() >= 4 && turning(ring) != 0) there.holes.push_back(std::move(ring));
    }
    other.push_back(std::move(there));
  }
  return other;
}

// Rounding may fold a thin polygon over itself; repairing may leave the grid, so twice in turn.
MultiPolygon valid_on_grid(const MultiPolygon& polygons) {
  MultiPolygon shape = snapped(polygons);
  constexpr int attempts = 4;
  for (int attempt = 0; attempt < attempts && invalid_reason(shape); ++attempt) {
    shape = snapped(made_valid(shape));
  }
  return shape;
}

void refuse_antimeridian(const ReleasedLayer& layer, std::size_t row, const Geometry& shape) {
  const Box box = box_of(shape);
  if (shape.empty() || box.high.x - box.low.x < 180) return;
  Finding finding;
  finding.code = "crosses_antimeridian";
  finding.layer = layer.name;
  finding.feature = layer.keys[row];
  finding.what = "this shape lies on both sides of 180 degrees, which is not supported";
  finding.remedy = "cut the shape at 180 degrees";
  throw Error(std::move(finding));
}

}  // namespace

std::vector<Geometry> lonlat_shapes(const Release& release, const ReleasedLayer& layer) {
  const Transform to_degrees(release.projection(), "EPSG:4326");
  std::vector<Geometry> shapes;
  shapes.reserve(layer.shapes.size());
  for (std::size_t row = 0; row < layer.shapes.size(); ++row) {
    std::size_t lost = 0;
    Geometry there = to_degrees(layer.shapes[row], lost);
    there.polygons = valid_on_grid(there.polygons);
    for (Line& line : there.lines) line = on_grid(line);
    for (Point& point : there.points) point = on_grid(point);
    if (there.kind != ShapeKind::points) refuse_antimeridian(layer, row, there);
    shapes.push_back(std::move(there));
  }
  return shapes;
}

}  // namespace geo::write
