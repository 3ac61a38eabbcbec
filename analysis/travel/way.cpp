#include "analysis/travel/way.hpp"

#include "analysis/travel/slope.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace analysis::travel {
namespace {

using geo::Toll;

constexpr auto closed = EdgeCost::closed;
constexpr double longest_edge = 1 << 30;  // three years on foot: keeps sums of costs in 32 bits

template <std::size_t n, class Attribute>
const Toll& of(const std::array<Toll, n>& tolls, Attribute attribute) {
  return tolls[static_cast<std::size_t>(attribute)];
}

std::uint32_t whole(double deciseconds) {
  assert(deciseconds >= 0);
  return static_cast<std::uint32_t>(std::lround(std::min(deciseconds, longest_edge)));
}

std::uint32_t plus(std::uint32_t cost, std::uint32_t walk) {
  return cost == closed ? closed : cost + walk;
}

std::uint32_t part(std::uint32_t cost, double share) {
  return cost == closed ? closed : whole(cost * share);
}

std::uint32_t rest(std::uint32_t cost, std::uint32_t part_of_it) {
  return cost == closed ? closed : cost - part_of_it;
}

bool is_passable(const geo::StreetGraph& streets, geo::EdgeId id, const Way& way) {
  const geo::Edge& edge = streets.edges[id];
  const geo::StreetTraits& traits = edge.traits;
  if (way.heeds_wheelchair_signs && traits.for_wheelchair) return *traits.for_wheelchair;
  if (edge.steps && !way.takes_steps) return false;
  if (traits.width_dm && way.width_least && *traits.width_dm < way.width_least->value * 10) {
    return false;
  }
  // Written as whole per cents: one in twelve is stated as 8.
  constexpr double rounding = 0.005;
  if (way.incline_most && steepest(streets, id) > *way.incline_most + rounding) return false;
  return !of(way.surface, traits.surface).closed && !of(way.kerb, traits.kerb).closed &&
         !of(way.obstacle, traits.obstacle).closed;
}

bool is_allowed(const geo::Edge& edge, const Way& way, bool forward) {
  if (way.uses == geo::Mode::foot) {
    const auto against = forward ? geo::OneWay::backward : geo::OneWay::forward;
    return edge.walkable && edge.on_foot != against;
  }
  const auto open = way.uses == geo::Mode::bicycle ? edge.traits.by_bicycle : edge.traits.by_car;
  const auto needed = forward ? geo::Passage::forward : geo::Passage::backward;
  return (static_cast<int>(open) & static_cast<int>(needed)) != 0;
}

double pace_on(const geo::StreetTraits& traits, const Way& way) {
  const auto of_road = way.speed.find(traits.road);
  double pace = of_road == way.speed.end() ? way.pace.value : of_road->second.value;
  if (way.uses != geo::Mode::foot && traits.max_speed_kmh) {
    pace = std::min(pace, *traits.max_speed_kmh * 1000.0 / 60);
  }
  return pace;
}

// Tenths of a second along the whole of an open edge, before rounding.
double time_along(const geo::StreetGraph& streets, geo::EdgeId id, const Way& way, bool forward) {
  const geo::Edge& edge = streets.edges[id];
  const geo::StreetTraits& traits = edge.traits;
  // On steps the slope is already in their factor.
  const double slower = edge.steps ? way.steps_factor : slowness(way, streets, id, forward);
  const Toll& ground = of(way.surface, traits.surface);
  const Toll& kerb = of(way.kerb, traits.kerb);
  const Toll& obstacle = of(way.obstacle, traits.obstacle);
  const double waiting = ground.seconds + kerb.seconds + obstacle.seconds +
                         (traits.is_crossing ? way.crossing_seconds : 0);
  return edge.length.value / pace_on(traits, way) * 600 * edge.slower * slower * ground.times *
             kerb.times * obstacle.times +
         waiting * 10;
}

// Vehicles are left at the street; from there one walks.
double pace_off_network(const Way& way) {
  return way.uses == geo::Mode::foot ? way.pace.value : std::min(way.pace, Way{}.pace).value;
}

// A door on a stretch that the way cannot pass (steps, a slope, a kerb). At its very end the door
// opens on the corner; elsewhere nobody gets away from it.
Stop stop_on_barred(geo::EdgeId edge, double share, std::uint32_t off) {
  const auto at_from = share == 0 ? off : closed, at_to = share == 1 ? off : closed;
  return {.edge = edge,
          .to_from = at_from,
          .to_to = at_to,
          .from_from = at_from,
          .from_to = at_to,
          .along_forward = closed,
          .along_backward = closed,
          .off_network = off};
}

}  // namespace

EdgeCost quantise(const geo::StreetGraph& streets, const Way& way, geo::EdgeId street) {
  EdgeCost both;
  if (!is_passable(streets, street, way)) return both;
  const geo::Edge& edge = streets.edges[street];
  if (is_allowed(edge, way, true)) both.forward = whole(time_along(streets, street, way, true));
  if (is_allowed(edge, way, false)) both.backward = whole(time_along(streets, street, way, false));
  return both;
}

Costs quantise(const geo::StreetGraph& streets, const Way& way) {
  Costs costs{way, geo::Per<geo::EdgeId, EdgeCost>(streets.edges.size())};
  for (const geo::EdgeId id : streets.edges.rows()) {
    costs.edge[id] = quantise(streets, way, id);
    if (!streets.edges[id].through) costs.cut.push_back(id);
  }
  return costs;
}

Stop stop(const geo::StreetGraph& streets, const Costs& costs, const geo::Door& door) {
  const double length = streets.edges[door.edge].length.value;
  const double share = length > 0 ? std::clamp(door.along.value / length, 0.0, 1.0) : 0;
  const auto off = whole(door.off_network.value / pace_off_network(costs.way) * 600);
  if (!is_passable(streets, door.edge, costs.way)) return stop_on_barred(door.edge, share, off);
  const EdgeCost& edge = costs.edge[door.edge];
  const auto behind = part(edge.forward, share);
  const auto ahead = rest(edge.backward, part(edge.backward, share));
  return {
      .edge = door.edge,
      .to_from = plus(rest(edge.backward, ahead), off),
      .to_to = plus(rest(edge.forward, behind), off),
      .from_from = plus(behind, off),
      .from_to = plus(ahead, off),
      .along_forward = behind,
      .along_backward = ahead,
      .off_network = off,
  };
}

std::uint32_t along_edge(const Stop& origin, const Stop& destination) {
  if (origin.edge != destination.edge) return closed;
  const auto off = origin.off_network + destination.off_network;
  std::uint32_t best = closed;
  if (origin.along_forward != closed && destination.along_forward >= origin.along_forward) {
    best = destination.along_forward - origin.along_forward + off;
  }
  if (origin.along_backward != closed && destination.along_backward >= origin.along_backward) {
    best = std::min(best, destination.along_backward - origin.along_backward + off);
  }
  return best;
}

}  // namespace analysis::travel
