#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/core/units.hpp"
#include "geo/shape/geometry.hpp"

namespace geo {

/// Area in square metres; holes taken away.
SquareMetres area(const MultiPolygon& polygons);

struct Box {
  Point low{1e300, 1e300};
  Point high{-1e300, -1e300};
  void add(Point point);
  bool contains(Point point) const;
};
Box box_of(const Geometry& geometry);

/// Why a polygon is not valid (GEOS's words and place), or nothing when it is.
std::optional<std::string> invalid_reason(const MultiPolygon& polygons);

/// A valid polygon covering the same ground (GEOS MakeValid, structure method, lower dimensions
/// dropped). Empty when nothing with an area remains.
MultiPolygon made_valid(const MultiPolygon& polygons);

/// `polygons` without outward spikes: vertices where the ring turns back on itself within
/// `angle` degrees by more than `length` metres.
MultiPolygon without_spikes(const MultiPolygon& polygons, Metres length);

MultiPolygon union_of(std::span<const MultiPolygon> polygons);
MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b);
MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b);

/// A point inside, for a label; nothing for an empty polygon.
std::optional<Point> label_point(const MultiPolygon& polygons);

/// Outlines thinned to `tolerance` metres for drawing; neighbours keep their shared borders.
std::vector<MultiPolygon> thinned(std::span<const MultiPolygon> coverage, Metres tolerance);

/// Two of the polygons that share more ground than `least`.
struct Overlap {
  std::size_t first;
  std::size_t second;
  SquareMetres area;
};
std::vector<Overlap> overlaps(std::span<const MultiPolygon> polygons, SquareMetres least);

/// The holes in the union of the polygons larger than `least` and lying inside its outline.
std::vector<Polygon> gaps(std::span<const MultiPolygon> polygons, SquareMetres least);

/// Finds the polygon that holds a point, fast for many points.
class PolygonIndex {
 public:
  explicit PolygonIndex(std::span<const MultiPolygon> polygons);
  ~PolygonIndex();
  PolygonIndex(PolygonIndex&&) noexcept;
  /// The lowest position among the polygons that cover the point: a point in an overlap or on a
  /// shared border belongs to one polygon only, always the same.
  std::optional<std::size_t> holding(Point point) const;
  std::vector<std::size_t> all_holding(Point point) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace geo
