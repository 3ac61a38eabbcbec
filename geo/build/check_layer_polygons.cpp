#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geo/build/check_layer_parts.hpp"
#include "geo/shape/polygons.hpp"
#include "geo/shape/projection.hpp"

namespace geo::build {
namespace {

constexpr Metres shortest_spike{50};
constexpr double notable_change = 0.01;

/// An equal-area projection centred on the layer, so that every square metre is true.
std::string local_projection(const Layer& layer) {
  Box box;
  for (const auto& shape : layer.shapes) {
    if (shape.empty()) continue;
    const auto one = box_of(shape);
    box.add(one.low);
    box.add(one.high);
  }
  const Point middle{(box.low.x + box.high.x) / 2, (box.low.y + box.high.y) / 2};
  const auto place = Transform(layer.crs, "EPSG:4326")(middle).value_or(Point{0, 0});
  return fmt::format("+proj=laea +lat_0={:.4f} +lon_0={:.4f} +datum=WGS84 +units=m +type=crs",
                     place.y, place.x);
}

double size(const MultiPolygon& polygons) {
  return std::abs(area(polygons).value);
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

}  // namespace

LocalPolygons local_polygons(const Layer& layer, Findings& findings) {
  LocalPolygons local;
  if (layer.crs.empty()) return local;
  const Transform to_metres(layer.crs, local_projection(layer));
  for (std::size_t row = 0; row < layer.shapes.size(); ++row) {
    if (layer.shapes[row].kind != ShapeKind::polygons) continue;
    std::size_t lost = 0;
    auto shape = to_metres(layer.shapes[row], lost);
    if (lost > 0) {
      auto finding = about(layer, "vertices_do_not_project", Severity::warning, row);
      finding.what = fmt::format("{} vertices have no image in metres; they are left out", lost);
      finding.remedy = "mend the outline in the source";
      findings.add(std::move(finding));
    }
    local.rows.push_back(row);
    local.polygons.push_back(std::move(shape.polygons));
  }
  return local;
}

void mend_polygons(const Layer& layer, LocalPolygons& local, Findings& findings) {
  for (std::size_t i = 0; i < local.rows.size(); ++i) {
    auto& polygons = local.polygons[i];
    const auto before = size(polygons);
    auto smooth = without_spikes(polygons, shortest_spike);
    if (smooth != polygons) {
      report_repair(layer, local.rows[i], "spike_removed",
                    "the outline has a spike (it runs out and straight back); it is cut off",
                    before, size(smooth), findings);
      polygons = std::move(smooth);
    }
    const auto reason = invalid_reason(polygons);
    if (!reason) continue;
    const auto bad = size(polygons);
    auto valid = made_valid(polygons);
    report_repair(layer, local.rows[i], "polygon_mended",
                  fmt::format("the polygon is not valid ({}); it is mended", *reason), bad,
                  size(valid), findings);
    polygons = std::move(valid);
  }
}

void check_overlaps(const Layer& layer, Purpose purpose, const LocalPolygons& local,
                    Findings& findings) {
  constexpr SquareMetres least_overlap{0.1};
  constexpr SquareMetres least_gap{1};
  for (const auto& overlap : overlaps(local.polygons, least_overlap)) {
    const auto a = local.rows[overlap.first];
    const auto b = local.rows[overlap.second];
    auto finding = about(layer, "overlap", Severity::warning, a);
    finding.feature = feature_name(layer, a) + " and " + feature_name(layer, b);
    finding.what = fmt::format(
        "two polygons share {:.1f} m2; people there count once, in the first", overlap.area.value);
    finding.value = fmt::format("{:.1f} m2", overlap.area.value);
    finding.remedy = "mend the border they share in the source";
    findings.add(std::move(finding));
  }
  constexpr std::size_t enough_for_a_cover = 2;
  if (local.polygons.size() < enough_for_a_cover) return;
  for (const auto& gap : gaps(local.polygons, least_gap)) {
    const auto place = label_point({gap});
    Finding finding;
    finding.code = "gap";
    finding.severity = purpose == Purpose::neighbourhoods ? Severity::warning : Severity::note;
    finding.file = layer.file;
    finding.layer = layer.name;
    finding.what = fmt::format("the polygons leave a hole of {:.1f} m2 between them", size({gap}));
    finding.value = fmt::format("{:.1f} m2", size({gap}));
    if (place) {
      const auto there =
          Transform(local_projection(layer), "EPSG:4326")(*place).value_or(Point{0, 0});
      finding.place = fmt::format("{:.5f}, {:.5f}", there.x, there.y);
    }
    finding.remedy = "nothing to do for water or a neighbouring town; else mend the borders";
    findings.add(std::move(finding));
  }
}

}  // namespace geo::build
