#pragma once

#include <optional>
#include <vector>

namespace geo {

/// A place in metres of the city's projection: what we compute with.
struct Point {
  double x = 0;
  double y = 0;
  auto operator<=>(const Point&) const = default;
};

/// A place in degrees, longitude first: lives at the borders, in files.
struct LonLat {
  double lon = 0;
  double lat = 0;
  auto operator<=>(const LonLat&) const = default;
};

using Line = std::vector<Point>;  ///< two points or more
using Ring = std::vector<Point>;  ///< closed: first point repeated at the end

struct Polygon {
  Ring shell;
  std::vector<Ring> holes;
  bool operator==(const Polygon&) const = default;
};
using MultiPolygon = std::vector<Polygon>;

enum class ShapeKind { none, points, lines, polygons };

/// The shape of one feature, of one kind; a multi-part shape has several members.
///
/// In a layer as read, coordinates are in the layer's own reference system, x east or longitude,
/// y north or latitude (traditional order whatever the authority says); after
/// `geo::to_metres` they are metres.
struct Geometry {
  ShapeKind kind = ShapeKind::none;
  std::vector<Point> points;
  std::vector<Line> lines;
  MultiPolygon polygons;
  /// Heights of the vertices of `lines`, a list for each line; empty unless the reader was asked
  /// for them and the source has some.
  std::vector<std::vector<std::optional<float>>> heights{};

  static Geometry of(Point point) { return {ShapeKind::points, {point}, {}, {}}; }
  static Geometry of(Line line) { return {ShapeKind::lines, {}, {std::move(line)}, {}}; }
  static Geometry of(MultiPolygon polygons) {
    return {ShapeKind::polygons, {}, {}, std::move(polygons)};
  }
  bool empty() const { return points.empty() && lines.empty() && polygons.empty(); }
  bool operator==(const Geometry&) const = default;
};

}  // namespace geo
