#include "geo/shape/coast.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "geo/shape/geos.hpp"

namespace geo {
namespace {

constexpr double furthest_cut = 0.33;  // of the box's shorter side: beyond it we would draw a guess
constexpr double all_but = 0.01;       // of a part's coast may lie on the wrong hand
constexpr double beside = 0.05;  // metres off the coast: nearer than any other line, most likely

geos::Owned line_from(const Line& line) {
  const auto size = static_cast<unsigned>(line.size());
  GEOSCoordSequence* places = GEOSCoordSeq_create_r(geos::handle(), size, 2);
  for (unsigned i = 0; i < size; ++i) {
    GEOSCoordSeq_setXY_r(geos::handle(), places, i, line[i].x, line[i].y);
  }
  return geos::Owned(GEOSGeom_createLineString_r(geos::handle(), places));
}

Ring outline(const Box& box) {
  const Point low = box.low, high = box.high;
  return {low, {high.x, low.y}, high, {low.x, high.y}, low};
}

/// From where a coast ends inside the box, cut off with its extract, on to the nearest side.
std::vector<Line> led_out(const Box& box, std::span<const Line> coastline) {
  std::map<Point, int> ends;
  for (const Line& line : coastline) {
    if (line.size() < 2) continue;
    ++ends[line.front()];
    ++ends[line.back()];
  }
  const double longest = furthest_cut * std::min(box.high.x - box.low.x, box.high.y - box.low.y);
  std::vector<Line> out;
  for (const auto& [end, times] : ends) {
    if (times > 1 || !box.contains(end)) continue;
    const std::array<Point, 4> sides{Point{box.low.x, end.y}, Point{box.high.x, end.y},
                                     Point{end.x, box.low.y}, Point{end.x, box.high.y}};
    const auto away = [&](Point side) { return std::hypot(side.x - end.x, side.y - end.y); };
    const Point nearest = *std::min_element(sides.begin(), sides.end(),
                                            [&](Point a, Point b) { return away(a) < away(b); });
    if (away(nearest) > 0 && away(nearest) <= longest) out.push_back({end, nearest});
  }
  return out;
}

/// The pieces into which the lines part the box.
std::vector<MultiPolygon> parts_of(const Box& box, std::span<const Line> lines) {
  std::vector<GEOSGeometry*> all{line_from(outline(box)).release()};
  for (const Line& line : lines) {
    if (line.size() > 1) all.push_back(line_from(line).release());
  }
  const geos::Owned together(GEOSGeom_createCollection_r(
      geos::handle(), GEOS_MULTILINESTRING, all.data(), static_cast<unsigned>(all.size())));
  const geos::Owned crossed(GEOSUnaryUnion_r(geos::handle(), together.get()));
  if (!crossed) return {};
  const GEOSGeometry* edges = crossed.get();
  const geos::Owned faces(GEOSPolygonize_r(geos::handle(), &edges, 1));
  std::vector<MultiPolygon> parts;
  for (Polygon& face : geos::polygons_of(faces.get())) parts.push_back({std::move(face)});
  return parts;
}

}  // namespace

MultiPolygon sea_within(const Box& box, std::span<const Line> coastline) {
  if (coastline.empty()) return {};
  std::vector<Line> lines = led_out(box, coastline);
  lines.insert(lines.end(), coastline.begin(), coastline.end());
  const auto parts = parts_of(box, lines);
  const PolygonIndex index(parts);
  std::vector<double> as_sea(parts.size()), as_land(parts.size());  // metres of coast
  for (const Line& line : coastline) {
    for (std::size_t i = 1; i < line.size(); ++i) {
      const Point a = line[i - 1], b = line[i];
      const double length = std::hypot(b.x - a.x, b.y - a.y);
      if (length == 0) continue;
      const Point middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
      const Point right{(b.y - a.y) / length * beside, (a.x - b.x) / length * beside};
      const auto here = index.holding({middle.x + right.x, middle.y + right.y});
      const auto there = index.holding({middle.x - right.x, middle.y - right.y});
      if (here) as_sea[*here] += length;
      if (there) as_land[*there] += length;
    }
  }
  MultiPolygon sea;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (as_sea[i] == 0 || as_land[i] > all_but * as_sea[i]) continue;
    for (const Polygon& part : intersection(parts[i], {{outline(box), {}}})) sea.push_back(part);
  }
  return sea;
}

}  // namespace geo
