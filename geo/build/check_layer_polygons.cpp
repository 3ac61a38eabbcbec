#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geo/build/check_layer_parts.hpp"
#include "geo/shape/polygons.hpp"

namespace geo::build {
namespace {

constexpr Metres shortest_spike{50};
constexpr double notable_change = 0.01;
constexpr double metres_per_degree = 111319.49;  // of the equator, WGS 84

Point middle_of(const Layer& layer) {
  Box box;
  for (const auto& shape : layer.shapes) {
    if (shape.empty()) continue;
    const auto one = box_of(shape);
    box.add(one.low);
    box.add(one.high);
  }
  return {(box.low.x + box.high.x) / 2, (box.low.y + box.high.y) / 2};
}

std::string equal_area_round(const Layer& layer) {
  const auto place = Transform(layer.crs, "EPSG:4326")(middle_of(layer)).value_or(Point{0, 0});
  return fmt::format("+proj=laea +lat_0={:.4f} +lon_0={:.4f} +datum=WGS84 +units=m +type=crs",
                     place.y, place.x);
}

template <class F>
MultiPolygon map_points(MultiPolygon polygons, F f) {
  for (auto& polygon : polygons) {
    for (auto& point : polygon.shell) point = f(point);
    for (auto& hole : polygon.holes) {
      for (auto& point : hole) point = f(point);
    }
  }
  return polygons;
}

std::string before_and_after(double before, double after) {
  return fmt::format("before {:.1f} m2, after {:.1f} m2", before, after);
}

void report_repair(const Layer& layer, std::size_t row, const char* code, std::string what,
                   double before, double after, Findings& findings) {
  auto finding = about(layer, code, Severity::repair, row);
  finding.what = std::move(what) + ": " + before_and_after(before, after);
  const double change = std::abs(after - before) / std::max({before, after, 1e-9});
  if (change > notable_change) {
    finding.what +=
        fmt::format("; the area changes by {:.1f} %, which is more than 1 %", 100 * change);
  }
  finding.value = before_and_after(before, after);
  finding.remedy = "look at the feature and mend it in the source; the input is left as it is";
  findings.add(std::move(finding));
}

Finding overlap_finding(const Layer& layer, const char* code, std::size_t a, std::size_t b) {
  auto finding = about(layer, code, Severity::warning, a);
  finding.feature = feature_name(layer, a) + " and " + feature_name(layer, b);
  finding.remedy = "mend the border they share in the source";
  return finding;
}

void report_gaps(const Layer& layer, Purpose purpose, const LocalPolygons& local,
                 Findings& findings) {
  constexpr SquareMetres least_gap{1};
  if (local.polygons.size() < 2) return;
  for (const auto& gap : gaps(local.polygons, least_gap)) {
    const auto size = local.true_area({gap}).value;
    Finding finding;
    finding.code = "gap";
    finding.severity = purpose == Purpose::neighbourhoods ? Severity::warning : Severity::note;
    finding.file = layer.file;
    finding.layer = layer.name;
    finding.what = fmt::format("the polygons leave a hole of {:.1f} m2 between them", size);
    finding.value = fmt::format("{:.1f} m2", size);
    if (const auto label = label_point({gap})) {
      if (const auto place = local.degrees(*label)) {
        finding.place = fmt::format("{:.5f}, {:.5f}", place->x, place->y);
      }
    }
    finding.remedy = "nothing to do for water or a neighbouring town; else mend the borders";
    findings.add(std::move(finding));
  }
}

}  // namespace

LocalPolygons::LocalPolygons(const Layer& layer, Findings& findings)
    : to_equal_area_(layer.crs, equal_area_round(layer)), to_degrees_(layer.crs, "EPSG:4326") {
  if (is_geographic(layer.crs)) {
    constexpr double least_cosine = 0.01;  // near a pole a degree east is next to nothing
    const double latitude = middle_of(layer).y * std::acos(-1.0) / 180;
    east_ = metres_per_degree * std::max(least_cosine, std::cos(latitude));
    north_ = metres_per_degree;
  }
  for (std::size_t row = 0; row < layer.shapes.size(); ++row) {
    const auto& shape = layer.shapes[row];
    if (shape.kind != ShapeKind::polygons) continue;
    std::size_t lost = 0;
    to_equal_area_(shape, lost);
    if (lost > 0) {
      auto finding = about(layer, "vertices_do_not_project", Severity::warning, row);
      finding.what = fmt::format("{} vertices have no image in metres; they are left out", lost);
      finding.remedy = "mend the outline in the source";
      findings.add(std::move(finding));
    }
    rows.push_back(row);
    polygons.push_back(map_points(shape.polygons, [&](Point p) {
      return Point{p.x * east_, p.y * north_};
    }));
  }
}

SquareMetres LocalPolygons::true_area(const MultiPolygon& stretched) const {
  std::size_t lost = 0;
  const auto there = to_equal_area_(
      Geometry::of(map_points(stretched, [&](Point p) { return unstretched(p); })), lost);
  return SquareMetres{std::abs(area(there.polygons).value)};
}

std::optional<Point> LocalPolygons::degrees(Point stretched) const {
  return to_degrees_(unstretched(stretched));
}

void mend_polygons(const Layer& layer, LocalPolygons& local, Findings& findings) {
  for (std::size_t i = 0; i < local.rows.size(); ++i) {
    auto& polygons = local.polygons[i];
    auto smooth = without_spikes(polygons, shortest_spike);
    if (smooth != polygons) {
      report_repair(layer, local.rows[i], "spike_removed",
                    "the outline has a spike (it runs out and straight back); it is cut off",
                    local.true_area(polygons).value, local.true_area(smooth).value, findings);
      polygons = std::move(smooth);
    }
    const auto reason = invalid_reason(polygons);
    if (!reason) continue;
    auto valid = made_valid(polygons);
    report_repair(layer, local.rows[i], "polygon_mended",
                  fmt::format("the polygon is not valid ({}); it is mended", *reason),
                  local.true_area(polygons).value, local.true_area(valid).value, findings);
    polygons = std::move(valid);
  }
}

void check_overlaps(const Layer& layer, Purpose purpose, const LocalPolygons& local,
                    Findings& findings) {
  constexpr SquareMetres noise{1e-9};
  constexpr double worth_a_line = 0.1;  // m2: smaller ones are rounding, told together
  std::size_t slight = 0;
  Finding largest_slight;
  double largest = 0;
  for (const auto& overlap : overlaps(local.polygons, noise)) {
    const auto& first = local.polygons[overlap.first];
    const auto& second = local.polygons[overlap.second];
    const auto size = local.true_area(intersection(first, second)).value;
    const auto a = local.rows[overlap.first];
    const auto b = local.rows[overlap.second];
    if (size < worth_a_line) {
      ++slight;
      if (size <= largest) continue;
      largest = size;
      largest_slight = overlap_finding(layer, "overlap_slight", a, b);
      continue;
    }
    auto finding = overlap_finding(layer, "overlap", a, b);
    finding.what =
        fmt::format("two polygons share {:.1f} m2; people there count once, in the first", size);
    finding.value = fmt::format("{:.1f} m2", size);
    findings.add(std::move(finding));
  }
  if (slight > 0 && largest > 0) {
    largest_slight.what =
        fmt::format("{} {} of polygons overlap by less than {} m2; this pair most, by {:.2g} m2",
                    slight, slight == 1 ? "pair" : "pairs", worth_a_line, largest);
    largest_slight.value = fmt::format("{:.2g} m2", largest);
    findings.add(std::move(largest_slight));
  }
  report_gaps(layer, purpose, local, findings);
}

}  // namespace geo::build
