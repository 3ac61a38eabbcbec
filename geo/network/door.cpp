#include "geo/network/door.hpp"

#include "geo/network/length.hpp"

#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace geo {
namespace {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;
using Spot = bg::model::point<double, 2, bg::cs::cartesian>;
using Segment = bg::model::segment<Spot>;
using Box2 = bg::model::box<Spot>;

/// One straight piece of a street: vertex `vertex` to the next.
struct Stretch {
  Segment segment;
  std::uint32_t edge;
  std::uint32_t vertex;
};
struct SegmentOf {
  using result_type = const Segment&;
  result_type operator()(const Stretch& stretch) const { return stretch.segment; }
};
using Tree = bgi::rtree<Stretch, bgi::rstar<16>, SegmentOf>;

/// Distances closer than this are a tie: far below any survey, far above rounding.
constexpr double tie = 1e-6;  // m

/// The point of a straight piece closest to a place.
struct Closest {
  double share;  ///< of the way along the piece, 0 to 1
  double distance;
};

Closest closest(Point place, Point from, Point to) {
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double square = dx * dx + dy * dy;
  double share = 0;
  if (square > 0) {
    share = std::clamp(((place.x - from.x) * dx + (place.y - from.y) * dy) / square, 0.0, 1.0);
  }
  // At an end the end itself, so that streets which meet there are exactly as far.
  const Point at = share == 1 ? to : Point{from.x + share * dx, from.y + share * dy};
  return {share, std::hypot(place.x - at.x, place.y - at.y)};
}

struct Found {
  EdgeId edge;
  std::uint32_t vertex = 0;
  double share = 0;
  double distance = 0;
};

Point point_of(const Spot& spot) {
  return {bg::get<0>(spot), bg::get<1>(spot)};
}

/// The stretch closest to `place`; among equals that of the lowest edge, then nearest its start.
std::optional<Found> nearest_in(const Tree& tree, Point place) {
  const Spot spot{place.x, place.y};
  std::vector<Stretch> close;
  tree.query(bgi::nearest(spot, 1U), std::back_inserter(close));
  if (close.empty()) return std::nullopt;
  const auto measure = [&](const Stretch& stretch) {
    return closest(place, point_of(stretch.segment.first), point_of(stretch.segment.second));
  };
  const double about = measure(close.front()).distance + 2 * tie;
  const Box2 around{{place.x - about, place.y - about}, {place.x + about, place.y + about}};
  close.clear();
  tree.query(bgi::intersects(around), std::back_inserter(close));
  double least = about;
  for (const Stretch& stretch : close) least = std::min(least, measure(stretch).distance);
  std::optional<Found> best;
  for (const Stretch& stretch : close) {
    const auto [share, distance] = measure(stretch);
    if (distance > least + tie) continue;
    const EdgeId edge{stretch.edge};
    if (!best || std::pair(edge, stretch.vertex) < std::pair(best->edge, best->vertex)) {
      best = Found{edge, stretch.vertex, share, distance};
    }
  }
  return best;
}

/// How far along the edge a position lies, in the edge's own (stated) length.
Metres along(const StreetGraph& streets, const Found& found) {
  const Line& line = streets.lines[found.edge];
  const Metres drawn = drawn_length(line);
  if (drawn.value == 0) return Metres{0};
  const auto points = std::span(line);
  const Metres before = drawn_length(points.first(found.vertex + 1));
  const Metres piece = drawn_length(points.subspan(found.vertex, 2)) * found.share;
  const double share = std::min((before + piece) / drawn, 1.0);
  return streets.edges[found.edge].length * share;
}

}  // namespace

std::string_view word(DoorAction action) {
  switch (action) {
    case DoorAction::nearest_edge:
      return "nearest_edge";
    case DoorAction::small_part:
      return "small_part";
    case DoorAction::moved_to_main:
      return "moved_to_main";
  }
  return "nearest_edge";
}

struct DoorFinder::Impl {
  Impl(const StreetGraph& graph, DoorRule how) : streets(&graph), rule(how) {}

  const StreetGraph* streets;
  DoorRule rule;
  // A large part that is not the first, the far bank of a river, is as good a place to be joined
  // to as the main one.
  Tree main;   ///< streets of the main part, and of any part that is not small
  Tree small;  ///< streets of small disconnected parts

  ComponentId component(EdgeId edge) const { return streets->component[streets->edges[edge].from]; }
  bool is_small(EdgeId edge) const {
    const ComponentId part = component(edge);
    return part.row() != 0 && streets->component_nodes[part.row()] < rule.small_part;
  }
  Door door(const Found& found, DoorAction action) const {
    return {found.edge, along(*streets, found), Metres{found.distance}, component(found.edge),
            action};
  }
};

DoorFinder::DoorFinder(const StreetGraph& streets, DoorRule rule)
    : impl_(std::make_unique<Impl>(streets, rule)) {
  std::vector<Stretch> main;
  std::vector<Stretch> small;
  for (const EdgeId edge : streets.edges.rows()) {
    if (!streets.edges[edge].walkable) continue;
    auto& stretches = impl_->is_small(edge) ? small : main;
    const Line& line = streets.lines[edge];
    for (std::uint32_t vertex = 0; vertex + 1 < line.size(); ++vertex) {
      stretches.push_back(
          {Segment{{line[vertex].x, line[vertex].y}, {line[vertex + 1].x, line[vertex + 1].y}},
           edge.row(), vertex});
    }
  }
  impl_->main = Tree(main);
  impl_->small = Tree(small);
}

DoorFinder::~DoorFinder() = default;
DoorFinder::DoorFinder(DoorFinder&&) noexcept = default;

Cell<Door> DoorFinder::door(Point place) const {
  if (!std::isfinite(place.x) || !std::isfinite(place.y)) return Missing::off_network;
  const auto main = nearest_in(impl_->main, place);
  const auto small = nearest_in(impl_->small, place);
  if (!main && !small) return Missing::off_network;
  const bool small_is_nearer =
      small && (!main || small->distance < main->distance - tie ||
                (small->distance <= main->distance + tie && small->edge < main->edge));
  const Found& nearest = small_is_nearer ? *small : *main;
  if (nearest.distance > impl_->rule.furthest.value) return Missing::off_network;
  if (!small_is_nearer) {
    const bool in_main = impl_->component(nearest.edge).row() == 0;
    return impl_->door(nearest, in_main ? DoorAction::nearest_edge : DoorAction::small_part);
  }
  if (main && main->distance <= impl_->rule.main_within.value) {
    return impl_->door(*main, DoorAction::moved_to_main);
  }
  return impl_->door(nearest, DoorAction::small_part);
}

Point DoorFinder::at(const StreetGraph& streets, const Door& door) {
  const Line& line = streets.lines[door.edge];
  const Metres length = streets.edges[door.edge].length;
  const double share = length.value > 0 ? std::clamp(door.along / length, 0.0, 1.0) : 0;
  double left = drawn_length(line).value * share;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const Point from = line[i - 1];
    const Point to = line[i];
    const double step = std::hypot(to.x - from.x, to.y - from.y);
    if (left <= step && step > 0) {
      const double part = left / step;
      return {from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)};
    }
    left -= step;
  }
  return line.back();
}

}  // namespace geo
