#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "geo/build/check_layer_parts.hpp"
#include "geo/shape/polygons.hpp"
#include "geo/shape/projection.hpp"

namespace geo::build {
namespace {

Point middle(const Box& box) {
  return {(box.low.x + box.high.x) / 2, (box.low.y + box.high.y) / 2};
}

void report_null_island(const Layer& layer, std::size_t row, Findings& findings) {
  auto finding = about(layer, "place_at_zero", Severity::warning, row);
  finding.what =
      "the place is at 0, 0 in the Gulf of Guinea, which usually means that it is not "
      "known; it is left out of the map";
  finding.place = "0, 0";
  finding.remedy = "leave the coordinates empty, or put in the right ones";
  findings.add(std::move(finding));
}

using Cell = std::pair<int, int>;

Cell cell_of(Point point) {
  constexpr double tenth_of_a_degree = 0.1;
  return {static_cast<int>(std::floor(point.x / tenth_of_a_degree)),
          static_cast<int>(std::floor(point.y / tenth_of_a_degree))};
}

std::size_t around(const std::map<Cell, std::size_t>& counts, Point point) {
  const auto [x, y] = cell_of(point);
  std::size_t sum = 0;
  for (int dx = -1; dx <= 1; ++dx) {
    for (int dy = -1; dy <= 1; ++dy) {
      const auto found = counts.find({x + dx, y + dy});
      if (found != counts.end()) sum += found->second;
    }
  }
  return sum;
}

/// Places that lie alone where they are, and among others when x and y change places.
void check_swapped(const Layer& layer, const std::vector<std::pair<std::size_t, Point>>& places,
                   Findings& findings) {
  std::map<Cell, std::size_t> counts;
  for (const auto& [row, place] : places) ++counts[cell_of(place)];
  for (const auto& [row, place] : places) {
    const Point turned{place.y, place.x};
    if (std::abs(place.x) > 90 || cell_of(turned) == cell_of(place)) continue;
    const auto here = around(counts, place);
    const auto there = around(counts, turned);
    if (there < here || (there == here && here > 1) || there == 0) continue;
    auto finding = about(layer, "coordinates_swapped", Severity::warning, row);
    finding.what =
        "the place lies apart from the others and looks swapped: longitude and latitude "
        "in the wrong order";
    finding.place = fmt::format("{:.6g}, {:.6g}", place.x, place.y);
    finding.remedy = "write longitude (east) and latitude (north) in their own columns";
    findings.add(std::move(finding));
  }
}

double median(std::vector<double> values) {
  const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), half, values.end());
  return *half;
}

/// Places further from the middle of the layer than a city is wide and than nearly all others.
void check_far(const Layer& layer, const std::vector<std::pair<std::size_t, Point>>& places,
               double city_wide, Findings& findings) {
  constexpr std::size_t enough = 5;
  if (places.size() < enough) return;
  std::vector<double> xs, ys, distances;
  for (const auto& [row, place] : places) {
    xs.push_back(place.x);
    ys.push_back(place.y);
  }
  const Point centre{median(xs), median(ys)};
  for (const auto& [row, place] : places) {
    distances.push_back(std::hypot(place.x - centre.x, place.y - centre.y));
  }
  const auto bound = std::max(city_wide, 20 * median(distances));
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (distances[i] <= bound) continue;
    auto finding = about(layer, "place_far_away", Severity::warning, places[i].first);
    finding.what = "the place lies far outside, away from all the others";
    finding.place = fmt::format("{:.6g}, {:.6g}", places[i].second.x, places[i].second.y);
    finding.remedy = "check its coordinates; outside the city it will not count";
    findings.add(std::move(finding));
  }
}

void check_world(const Layer& layer, std::size_t row, const Box& box, Findings& findings) {
  if (box.low.y <= -89.9999 || box.high.y >= 89.9999) {
    auto finding = about(layer, "vertices_do_not_project", Severity::warning, row);
    finding.what =
        "the outline runs through a pole, where a place has no image on most maps; such "
        "vertices are left out";
    finding.place = fmt::format("latitude {}", box.low.y <= -89.9999 ? -90 : 90);
    finding.remedy = "cut the outline short of the pole";
    findings.add(std::move(finding));
  }
  if (box.high.x - box.low.x > 180) {
    auto finding = about(layer, "crosses_antimeridian", Severity::warning, row);
    finding.what = "the shape is wider than half the globe: it crosses the antimeridian";
    finding.place = fmt::format("longitude {:.6g} to {:.6g}", box.low.x, box.high.x);
    finding.remedy = "split it at 180 degrees (RFC 7946, section 3.1.9)";
    findings.add(std::move(finding));
  }
}

}  // namespace

void check_places(const Layer& layer, Findings& findings) {
  const bool degrees = !layer.crs.empty() && is_geographic(layer.crs);
  std::vector<std::pair<std::size_t, Point>> places;
  for (std::size_t row = 0; row < layer.shapes.size(); ++row) {
    const auto& shape = layer.shapes[row];
    if (shape.empty()) continue;
    const auto box = box_of(shape);
    const auto place = middle(box);
    if (shape.kind == ShapeKind::points && place.x == 0 && place.y == 0) {
      report_null_island(layer, row, findings);
      continue;
    }
    if (degrees) check_world(layer, row, box, findings);
    if (shape.kind == ShapeKind::points) places.emplace_back(row, place);
  }
  if (degrees) check_swapped(layer, places, findings);
  if (!findings.has("coordinates_swapped")) {
    check_far(layer, places, degrees ? 1.0 : 100000.0, findings);
  }
}

}  // namespace geo::build
