#include "geo/network/crossings.hpp"

#include "geo/shape/polygons.hpp"

#include <fmt/format.h>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace geo {
namespace {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;
using Corner = bg::model::point<double, 2, bg::cs::cartesian>;
using Frame = bg::model::box<Corner>;
using Framed = std::pair<Frame, std::uint32_t>;

/// Where the stretches a-b and c-d meet in one point, or miss each other by `slack` at most;
/// nothing when they do not or run along each other.
std::optional<Point> meeting(Point a, Point b, Point c, Point d, double slack) {
  const double across = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
  if (across == 0) return std::nullopt;
  const double along_first = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / across;
  const double along_second = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / across;
  const auto inside = [&](double share, Point from, Point to) {
    const double more = slack / std::hypot(to.x - from.x, to.y - from.y);
    return share >= -more && share <= 1 + more;
  };
  if (!inside(along_first, a, b) || !inside(along_second, c, d)) return std::nullopt;
  return Point{a.x + along_first * (b.x - a.x), a.y + along_first * (b.y - a.y)};
}

/// The first place in drawing order where two streets cross away from a corner that both have.
class CrossingFinder {
 public:
  CrossingFinder(const StreetGraph& graph, Metres tolerance)
      : graph_(graph), tolerance_(std::max(tolerance.value, 1e-6)) {}

  std::optional<Point> operator()(EdgeId first, EdgeId second) const {
    const Line& a = graph_.lines[first];
    const Line& b = graph_.lines[second];
    const Box box = box_of(Geometry::of(b));
    for (std::size_t i = 1; i < a.size(); ++i) {
      if (apart(a[i - 1], a[i], box)) continue;
      for (std::size_t j = 1; j < b.size(); ++j) {
        const auto place = meeting(a[i - 1], a[i], b[j - 1], b[j], tolerance_);
        if (place && !at_shared_corner(first, second, *place)) return place;
      }
    }
    return std::nullopt;
  }

 private:
  bool apart(Point from, Point to, const Box& box) const {
    return std::max(from.x, to.x) + tolerance_ < box.low.x ||
           std::min(from.x, to.x) - tolerance_ > box.high.x ||
           std::max(from.y, to.y) + tolerance_ < box.low.y ||
           std::min(from.y, to.y) - tolerance_ > box.high.y;
  }
  bool at_shared_corner(EdgeId first, EdgeId second, Point place) const {
    const Edge& a = graph_.edges[first];
    const Edge& b = graph_.edges[second];
    const auto shared = [&](NodeId node) {
      if (node != b.from && node != b.to) return false;
      return close(graph_.at[node], place) || ends_there(first, node, place) ||
             ends_there(second, node, place);
    };
    return shared(a.from) || shared(a.to);
  }
  /// Whether the edge is drawn to end at `place` where it joins `node`: a source's ids may join
  /// ends that are drawn apart.
  bool ends_there(EdgeId edge, NodeId node, Point place) const {
    const Line& line = graph_.lines[edge];
    return (graph_.edges[edge].from == node && close(line.front(), place)) ||
           (graph_.edges[edge].to == node && close(line.back(), place));
  }
  bool close(Point a, Point b) const { return std::hypot(a.x - b.x, a.y - b.y) <= 2 * tolerance_; }

  const StreetGraph& graph_;
  double tolerance_;
};

}  // namespace

void report_crossings(const StreetGraph& graph, const StreetLines& source, Findings& findings) {
  std::vector<Framed> frames;
  frames.reserve(graph.edges.size());
  for (const EdgeId edge : graph.edges.rows()) {
    const Box box = box_of(Geometry::of(graph.lines[edge]));
    const double more = source.tolerance.value;
    frames.emplace_back(
        Frame{{box.low.x - more, box.low.y - more}, {box.high.x + more, box.high.y + more}},
        edge.row());
  }
  const bgi::rtree<Framed, bgi::rstar<16>> tree(frames);
  const CrossingFinder crossing(graph, source.tolerance);
  std::vector<Framed> close;
  for (const auto& [frame, row] : frames) {
    close.clear();
    tree.query(bgi::intersects(frame), std::back_inserter(close));
    std::sort(close.begin(), close.end(),
              [](const Framed& a, const Framed& b) { return a.second < b.second; });
    for (const auto& other : close) {
      if (other.second <= row) continue;
      const auto place = crossing(EdgeId{row}, EdgeId{other.second});
      if (!place) continue;
      findings.add({.code = "crossing_without_node",
                    .severity = Severity::warning,
                    .what = "two streets cross without a shared corner",
                    .file = source.file,
                    .feature = fmt::format("{} and {}", graph.ids[EdgeId{row}],
                                           graph.ids[EdgeId{other.second}]),
                    .place = fmt::format("{:.2f} {:.2f}", place->x, place->y),
                    .remedy = "if it is no bridge or tunnel, add a vertex to both lines there"});
    }
  }
}

}  // namespace geo
