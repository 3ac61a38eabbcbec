#include "geo/read/gtfs_shapes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "geo/read/gtfs_table.hpp"

namespace geo::read {
namespace {

constexpr double radians = std::numbers::pi / 180;
constexpr double earth_radius = 6371008.8;  // metres, mean radius R1 of GRS 80 (IUGG)

/// Metres east and north of a place nearby: flat, which is right to centimetres within a city.
class Plane {
 public:
  explicit Plane(LonLat middle) : middle_(middle), shrink_(std::cos(middle.lat * radians)) {}
  Point operator()(LonLat at) const {
    return {(at.lon - middle_.lon) * radians * earth_radius * shrink_,
            (at.lat - middle_.lat) * radians * earth_radius};
  }

 private:
  LonLat middle_;
  double shrink_;
};

/// Where a stop lies on one segment of the shape.
struct Footing {
  double squared = 0;  ///< distance to the segment
  double along = 0;    ///< from the start of the shape
};

Footing footing(Point stop, Point from, Point to, double before) {
  const double dx = to.x - from.x, dy = to.y - from.y;
  const double length = std::hypot(dx, dy);
  double share = 0;
  if (length > 0) {
    share = ((stop.x - from.x) * dx + (stop.y - from.y) * dy) / (length * length);
    share = std::clamp(share, 0.0, 1.0);
  }
  const double x = from.x + share * dx - stop.x, y = from.y + share * dy - stop.y;
  return {x * x + y * y, before + share * length};
}

/// The best way to put the stops up to one of them on the shape with this one on a given segment.
struct Step {
  double sum = std::numeric_limits<double>::infinity();
  double along = 0;
  std::size_t from = 0;  ///< segment of the stop before
};

}  // namespace

double metres_between(LonLat a, LonLat b) {
  const double lat = (b.lat - a.lat) * radians, lon = (b.lon - a.lon) * radians;
  const double h = std::pow(std::sin(lat / 2), 2) + std::cos(a.lat * radians) *
                                                        std::cos(b.lat * radians) *
                                                        std::pow(std::sin(lon / 2), 2);
  return 2 * earth_radius * std::asin(std::min(1.0, std::sqrt(h)));
}

std::map<std::string, std::vector<LonLat>> feed_shapes(const FeedFiles& files,
                                                       const std::set<std::string>& wanted,
                                                       Findings& findings) {
  std::map<std::string, std::vector<LonLat>> shapes;
  if (wanted.empty() || !files.has("shapes.txt") || files.size("shapes.txt") == 0) return shapes;
  struct Vertex {
    int sequence;
    LonLat at;
  };
  std::map<std::string, std::vector<Vertex>, std::less<>> found;
  FeedTable table(files, "shapes.txt", findings, Severity::warning);
  const auto id = table.needed("shape_id"), lat = table.needed("shape_pt_lat"),
             lon = table.needed("shape_pt_lon"), order = table.needed("shape_pt_sequence");
  while (table.next()) {
    const std::string key{table[id]};
    if (!wanted.contains(key)) continue;
    const auto north = table.number(lat), east = table.number(lon);
    const auto sequence = table.whole(order, 0, std::numeric_limits<int>::max());
    if (north && east && sequence) found[key].push_back({*sequence, {*east, *north}});
  }
  for (auto& [key, vertices] : found) {
    std::stable_sort(vertices.begin(), vertices.end(),
                     [](const Vertex& a, const Vertex& b) { return a.sequence < b.sequence; });
    for (const Vertex& vertex : vertices) shapes[key].push_back(vertex.at);
  }
  return shapes;
}

std::vector<double> metres_along(std::span<const LonLat> shape, std::span<const LonLat> stops) {
  constexpr double farthest = 500;  // metres from stop to shape: further, the shape is another's
  constexpr std::size_t most_steps = 10'000'000;
  if (shape.size() < 2 || stops.empty() || stops.size() > most_steps / shape.size()) return {};
  const Plane plane(shape[shape.size() / 2]);
  const std::size_t segments = shape.size() - 1;
  std::vector<Point> corners;
  for (const LonLat at : shape) corners.push_back(plane(at));
  std::vector<double> before(segments, 0);
  for (std::size_t k = 1; k < segments; ++k) {
    before[k] = before[k - 1] +
                std::hypot(corners[k].x - corners[k - 1].x, corners[k].y - corners[k - 1].y);
  }
  std::vector<std::vector<Step>> steps(stops.size(), std::vector<Step>(segments));
  for (std::size_t stop = 0; stop < stops.size(); ++stop) {
    const Point place = plane(stops[stop]);
    std::size_t best = 0;  // of the segments so far, for the stop before
    for (std::size_t k = 0; k < segments; ++k) {
      const Footing foot = footing(place, corners[k], corners[k + 1], before[k]);
      Step& step = steps[stop][k];
      step.along = foot.along;
      if (stop == 0) {
        step.sum = foot.squared;
        continue;
      }
      const auto& last = steps[stop - 1];
      // The stop before lies on an earlier segment, or earlier on this one.
      if (k > 0 && last[k - 1].sum < last[best].sum) best = k - 1;
      step.sum = last[best].sum + foot.squared;
      step.from = best;
      if (last[k].sum + foot.squared < step.sum && last[k].along <= foot.along) {
        step.sum = last[k].sum + foot.squared;
        step.from = k;
      }
      if (k == 0 && last[0].along > foot.along) step.sum = std::numeric_limits<double>::infinity();
    }
  }
  const auto& ends = steps.back();
  auto at = static_cast<std::size_t>(
      std::min_element(ends.begin(), ends.end(),
                       [](const Step& a, const Step& b) { return a.sum < b.sum; }) -
      ends.begin());
  if (!std::isfinite(ends[at].sum)) return {};
  std::vector<double> along(stops.size());
  for (std::size_t stop = stops.size(); stop-- > 0;) {
    along[stop] = steps[stop][at].along;
    const Footing foot = footing(plane(stops[stop]), corners[at], corners[at + 1], before[at]);
    if (foot.squared > farthest * farthest) return {};
    at = steps[stop][at].from;
  }
  return along;
}

}  // namespace geo::read
