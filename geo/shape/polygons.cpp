#include "geo/shape/polygons.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "geo/shape/geos.hpp"

namespace geo {
namespace {

double signed_area(const Ring& ring) {
  if (ring.size() < 4) return 0;
  double twice = 0;
  // Relative to the first corner, so that metres far from the origin lose no digits.
  const Point origin = ring.front();
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    twice += (ring[i].x - origin.x) * (ring[i + 1].y - origin.y) -
             (ring[i + 1].x - origin.x) * (ring[i].y - origin.y);
  }
  return twice / 2;
}

bool is_spike(Point before, Point tip, Point after, double length) {
  const double ax = before.x - tip.x, ay = before.y - tip.y;
  const double bx = after.x - tip.x, by = after.y - tip.y;
  const double a = std::hypot(ax, ay), b = std::hypot(bx, by);
  if (a == 0 || b == 0) return true;
  constexpr double sine_of_half_degree = 0.0087265;
  const double sine = std::fabs(ax * by - ay * bx) / (a * b);
  return ax * bx + ay * by > 0 && sine < sine_of_half_degree && std::min(a, b) > length;
}

Ring without_spikes(const Ring& ring, double length) {
  if (ring.size() < 5) return ring;
  Ring open(ring.begin(), ring.end() - 1);
  for (bool found = true; found && open.size() > 3;) {
    found = false;
    for (std::size_t i = 0; i < open.size(); ++i) {
      const Point before = open[(i + open.size() - 1) % open.size()];
      const Point after = open[(i + 1) % open.size()];
      if (!is_spike(before, open[i], after, length)) continue;
      open.erase(open.begin() + static_cast<std::ptrdiff_t>(i));
      found = true;
      break;
    }
  }
  open.push_back(open.front());
  return open;
}

using Overlay = GEOSGeometry* (*)(GEOSContextHandle_t, const GEOSGeometry*, const GEOSGeometry*);
using OverlayOnGrid = GEOSGeometry* (*)(GEOSContextHandle_t, const GEOSGeometry*,
                                        const GEOSGeometry*, double);

// OverlayNG first, then once more on a millimetre grid, which cannot fail on near-coincident edges.
MultiPolygon overlay(Overlay exact, OverlayOnGrid on_grid, const MultiPolygon& a,
                     const MultiPolygon& b) {
  constexpr double millimetre = 0.001;
  const auto first = geos::from(a);
  const auto second = geos::from(b);
  geos::Owned result(exact(geos::handle(), first.get(), second.get()));
  if (!result) {
    result.reset(on_grid(geos::handle(), first.get(), second.get(), millimetre));
  }
  return geos::polygons_of(result.get());
}

}  // namespace

void Box::add(Point point) {
  low = {std::min(low.x, point.x), std::min(low.y, point.y)};
  high = {std::max(high.x, point.x), std::max(high.y, point.y)};
}

bool Box::contains(Point point) const {
  return point.x >= low.x && point.x <= high.x && point.y >= low.y && point.y <= high.y;
}

Box box_of(const Geometry& geometry) {
  Box box;
  for (const Point point : geometry.points) box.add(point);
  for (const Line& line : geometry.lines) {
    for (const Point point : line) box.add(point);
  }
  for (const Polygon& polygon : geometry.polygons) {
    for (const Point point : polygon.shell) box.add(point);
  }
  return box;
}

SquareMetres area(const MultiPolygon& polygons) {
  double total = 0;
  for (const Polygon& polygon : polygons) {
    total += std::fabs(signed_area(polygon.shell));
    for (const Ring& hole : polygon.holes) total -= std::fabs(signed_area(hole));
  }
  return SquareMetres{total};
}

std::optional<std::string> invalid_reason(const MultiPolygon& polygons) {
  for (const Polygon& polygon : polygons) {
    if (polygon.shell.size() < 4) return "Too few points in ring";
  }
  const auto geometry = geos::from(polygons);
  if (!geometry) return "Ring is not closed";
  if (GEOSisValid_r(geos::handle(), geometry.get()) == 1) return std::nullopt;
  char* text = GEOSisValidReason_r(geos::handle(), geometry.get());
  std::string reason = text ? text : "not valid";
  GEOSFree_r(geos::handle(), text);
  return reason;
}

MultiPolygon made_valid(const MultiPolygon& polygons) {
  const auto geometry = geos::from(polygons);
  if (!geometry) return {};
  GEOSMakeValidParams* how = GEOSMakeValidParams_create_r(geos::handle());
  GEOSMakeValidParams_setMethod_r(geos::handle(), how, GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed_r(geos::handle(), how, 0);
  const geos::Owned valid(GEOSMakeValidWithParams_r(geos::handle(), geometry.get(), how));
  GEOSMakeValidParams_destroy_r(geos::handle(), how);
  return geos::polygons_of(valid.get());
}

MultiPolygon without_spikes(const MultiPolygon& polygons, Metres length) {
  MultiPolygon smooth;
  for (const Polygon& polygon : polygons) {
    Polygon other{without_spikes(polygon.shell, length.value), {}};
    for (const Ring& hole : polygon.holes) {
      other.holes.push_back(without_spikes(hole, length.value));
    }
    smooth.push_back(std::move(other));
  }
  return smooth;
}

MultiPolygon union_of(std::span<const MultiPolygon> polygons) {
  MultiPolygon all;
  for (const MultiPolygon& one : polygons) all.insert(all.end(), one.begin(), one.end());
  const auto geometry = geos::from(all);
  geos::Owned united(GEOSUnaryUnion_r(geos::handle(), geometry.get()));
  if (!united) united.reset(GEOSUnaryUnionPrec_r(geos::handle(), geometry.get(), 0.001));
  return geos::polygons_of(united.get());
}

MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b) {
  return overlay(GEOSIntersection_r, GEOSIntersectionPrec_r, a, b);
}

MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b) {
  return overlay(GEOSDifference_r, GEOSDifferencePrec_r, a, b);
}

std::optional<Point> label_point(const MultiPolygon& polygons) {
  const auto geometry = geos::from(polygons);
  if (!geometry || GEOSisEmpty_r(geos::handle(), geometry.get())) return std::nullopt;
  const geos::Owned inside(GEOSPointOnSurface_r(geos::handle(), geometry.get()));
  Point point;
  if (!inside || GEOSGeomGetX_r(geos::handle(), inside.get(), &point.x) != 1 ||
      GEOSGeomGetY_r(geos::handle(), inside.get(), &point.y) != 1) {
    return std::nullopt;
  }
  return point;
}

std::vector<Overlap> overlaps(std::span<const MultiPolygon> polygons, SquareMetres least) {
  std::vector<Box> boxes;
  for (const MultiPolygon& one : polygons) boxes.push_back(box_of(Geometry::of(one)));
  std::vector<std::size_t> by_west(polygons.size());
  for (std::size_t i = 0; i < by_west.size(); ++i) by_west[i] = i;
  std::sort(by_west.begin(), by_west.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(boxes[a].low.x, a) < std::tie(boxes[b].low.x, b);
  });

  std::vector<Overlap> found;
  for (std::size_t i = 0; i < by_west.size(); ++i) {
    const std::size_t a = by_west[i];
    for (std::size_t j = i + 1; j < by_west.size(); ++j) {
      const std::size_t b = by_west[j];
      if (boxes[b].low.x >= boxes[a].high.x) break;
      if (boxes[b].low.y >= boxes[a].high.y || boxes[b].high.y <= boxes[a].low.y) continue;
      const auto shared = area(intersection(polygons[a], polygons[b]));
      if (shared > least) found.push_back({std::min(a, b), std::max(a, b), shared});
    }
  }
  std::sort(found.begin(), found.end(), [](const Overlap& a, const Overlap& b) {
    return std::tie(a.first, a.second) < std::tie(b.first, b.second);
  });
  return found;
}

std::vector<Polygon> gaps(std::span<const MultiPolygon> polygons, SquareMetres least) {
  std::vector<Polygon> found;
  for (const Polygon& outline : union_of(polygons)) {
    for (const Ring& hole : outline.holes) {
      if (std::fabs(signed_area(hole)) > least.value) found.push_back({hole, {}});
    }
  }
  return found;
}

}  // namespace geo
