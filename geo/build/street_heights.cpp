#include "geo/build/street_heights.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "geo/shape/projection.hpp"

namespace geo::build {
namespace {

/// A course with places between its vertices, at most `step` apart.
Line with_places_between(const Line& course, double step) {
  Line all;
  for (std::size_t i = 0; i + 1 < course.size(); ++i) {
    const Point from = course[i], to = course[i + 1];
    const double length = std::hypot(to.x - from.x, to.y - from.y);
    const auto parts = static_cast<int>(std::max(1.0, std::ceil(length / step)));
    for (int part = 0; part < parts; ++part) {
      const double share = static_cast<double>(part) / parts;
      all.push_back({from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)});
    }
  }
  all.push_back(course.back());
  return all;
}

Finding about(const Layers& layers, std::string code, Severity severity) {
  Finding finding;
  finding.code = std::move(code);
  finding.severity = severity;
  finding.file = layers.terrain ? layers.terrain->file : layers.description.streets.source.path;
  return finding;
}

}  // namespace

void take_heights(const Terrain& terrain, const std::string& projection, StreetGraph& streets) {
  const Transform to_grid(projection, terrain.crs);
  const auto height = [&](Point place) -> std::optional<float> {
    const auto there = to_grid(place);
    return there ? terrain.at(*there) : std::nullopt;
  };
  // A finer grid than the slopes that count would only cost time.
  const double cell = is_geographic(terrain.crs) ? terrain.cell() * 111'000 : terrain.cell();
  const double step = std::max(cell, shortest_rise);
  Lists<EdgeId, Rise> all;
  for (const EdgeId edge : streets.edges.rows()) {
    const Line course = streets.edges[edge].traits.is_even
                            ? streets.lines[edge]
                            : with_places_between(streets.lines[edge], step);
    Heights heights(course.size());
    for (std::size_t i = 0; i < course.size(); ++i) {
      const bool is_end = i == 0 || i + 1 == course.size();
      if (is_end || !streets.edges[edge].traits.is_even) heights[i] = height(course[i]);
    }
    const auto found = rises(course, heights);
    all.append(found.empty() ? streets.rises_of(edge) : std::span<const Rise>(found));
  }
  streets.rises = std::move(all);
}

void report_heights(const StreetGraph& streets, const Layers& layers, Findings& findings) {
  if (streets.rises.size() == 0) return;
  std::size_t missing = 0;
  for (const EdgeId edge : streets.edges.rows()) missing += streets.rises_of(edge).empty();
  auto used = about(layers, "street_heights_used", Severity::note);
  used.value =
      fmt::format("{} of {} stretches", streets.edges.size() - missing, streets.edges.size());
  used.what = "these stretches of street have heights, so walks uphill take longer";
  used.remedy = "nothing to do";
  findings.add(std::move(used));
  if (missing == 0) return;
  auto finding = about(layers, "street_heights_missing", Severity::warning);
  finding.value = fmt::format("{} of {} stretches", missing, streets.edges.size());
  finding.what = "these stretches of street have no height and are taken as flat";
  finding.remedy = "give heights for all of the city, with [terrain] file = \"...\"";
  findings.add(std::move(finding));
}

}  // namespace geo::build
