#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <unordered_map>

#include "geo/build/check_layer_parts.hpp"
#include "geo/shape/polygons.hpp"

namespace geo::build {
namespace {

constexpr double widest_sliver = 0.5;  // metres: no border of a city is drawn to be that near
constexpr double narrowest = 0.02;     // metres: rounding, corners on a straight border
constexpr double cell = 20;            // metres: a few segments of an outline in each
constexpr std::size_t most_corners = 1000000;

struct Segment {
  Point a, b;
  std::uint32_t polygon;
};

Point nearest_on(const Segment& segment, Point p) {
  const double dx = segment.b.x - segment.a.x;
  const double dy = segment.b.y - segment.a.y;
  const double length = dx * dx + dy * dy;
  double along = 0;
  if (length > 0) {
    along = ((p.x - segment.a.x) * dx + (p.y - segment.a.y) * dy) / length;
    along = std::clamp(along, 0.0, 1.0);
  }
  return {segment.a.x + along * dx, segment.a.y + along * dy};
}

double distance(Point p, Point q) {
  return std::hypot(p.x - q.x, p.y - q.y);
}

std::uint64_t key(double x, double y) {
  const auto column = static_cast<std::int32_t>(std::floor(x / cell));
  const auto row = static_cast<std::int32_t>(std::floor(y / cell));
  return (std::uint64_t{static_cast<std::uint32_t>(column)} << 32) |
         static_cast<std::uint32_t>(row);
}

/// Outlines cut into cells; looked up cell by cell, never walked.
class Borders {
 public:
  explicit Borders(const std::vector<MultiPolygon>& polygons) {
    for (std::size_t i = 0; i < polygons.size(); ++i) {
      for (const auto& polygon : polygons[i]) {
        add(polygon.shell, static_cast<std::uint32_t>(i));
        for (const auto& hole : polygon.holes) add(hole, static_cast<std::uint32_t>(i));
      }
    }
  }

  /// For each other polygon whose border comes within `widest_sliver`, its nearest place.
  std::map<std::uint32_t, Point> near(Point p, std::uint32_t self) const {
    std::map<std::uint32_t, Point> nearest;
    const auto found = cells_.find(key(p.x, p.y));
    if (found == cells_.end()) return nearest;
    for (const auto index : found->second) {
      const auto& segment = segments_[index];
      if (segment.polygon == self) continue;
      const auto place = nearest_on(segment, p);
      if (distance(p, place) > widest_sliver) continue;
      const auto [known, fresh] = nearest.try_emplace(segment.polygon, place);
      if (!fresh && distance(p, place) < distance(p, known->second)) known->second = place;
    }
    return nearest;
  }

 private:
  void add(const Ring& ring, std::uint32_t polygon) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) add(Segment{ring[i], ring[i + 1], polygon});
  }
  void add(const Segment& segment) {
    const auto index = static_cast<std::uint32_t>(segments_.size());
    segments_.push_back(segment);
    // Steps shorter than a cell, and the corners of the tolerance round each, touch every cell.
    const double length = std::hypot(segment.b.x - segment.a.x, segment.b.y - segment.a.y);
    constexpr double most_steps = 5000;  // beyond 50 km an edge is no border between streets
    const auto steps = static_cast<int>(std::min(most_steps, std::ceil(length / (cell / 2)) + 1));
    for (int step = 0; step <= steps; ++step) {
      const double t = static_cast<double>(step) / steps;
      const Point p{segment.a.x + t * (segment.b.x - segment.a.x),
                    segment.a.y + t * (segment.b.y - segment.a.y)};
      for (const double dx : {-cell / 2, 0.0, cell / 2}) {
        for (const double dy : {-cell / 2, 0.0, cell / 2}) {
          auto& list = cells_[key(p.x + dx, p.y + dy)];
          if (list.empty() || list.back() != index) list.push_back(index);
        }
      }
    }
  }

  std::vector<Segment> segments_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> cells_;
};

std::size_t corners(const LocalPolygons& local) {
  std::size_t count = 0;
  for (const auto& polygons : local.polygons) {
    for (const auto& polygon : polygons) {
      count += polygon.shell.size();
      for (const auto& hole : polygon.holes) count += hole.size();
    }
  }
  return count;
}

/// Extent in metres: a layer of a whole country is not compared at half a metre.
double extent(const LocalPolygons& local) {
  Box box;
  for (const auto& polygons : local.polygons) {
    for (const auto& polygon : polygons) {
      for (const auto p : polygon.shell) box.add(p);
    }
  }
  return std::max(box.high.x - box.low.x, box.high.y - box.low.y);
}

}  // namespace

void check_slivers(const Layer& layer, const LocalPolygons& local, Findings& findings) {
  constexpr double city_wide = 200000;  // metres
  if (local.rows.size() < 2 || corners(local) > most_corners || extent(local) > city_wide) return;
  const Borders borders(local.polygons);
  const PolygonIndex index(local.polygons);
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> widest;
  for (std::uint32_t i = 0; i < local.polygons.size(); ++i) {
    for (const auto& polygon : local.polygons[i]) {
      for (const auto p : polygon.shell) {
        for (const auto& [other, place] : borders.near(p, i)) {
          if (distance(p, place) <= narrowest) continue;
          // Between two corners of one border lies a polygon; between two borders that should be
          // one lies nothing.
          const Point between{(p.x + place.x) / 2, (p.y + place.y) / 2};
          if (index.holding(between)) continue;
          auto& width = widest[std::minmax(i, other)];
          width = std::max(width, distance(p, place));
        }
      }
    }
  }
  for (const auto& [pair, width] : widest) {
    const auto a = local.rows[pair.first];
    const auto b = local.rows[pair.second];
    auto finding = about(layer, "sliver", Severity::warning, a);
    finding.feature = feature_name(layer, a) + " and " + feature_name(layer, b);
    finding.what =
        fmt::format("the borders of two polygons nearly meet: a gap of up to {:.3f} m", width);
    finding.value = fmt::format("{:.3f} m", width);
    finding.remedy = "snap the borders together in the source; nothing is moved here";
    findings.add(std::move(finding));
  }
}

}  // namespace geo::build
