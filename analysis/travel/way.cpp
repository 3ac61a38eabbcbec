#include "analysis/travel/way.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace analysis::travel {
namespace {

constexpr auto closed = EdgeCost::closed;
constexpr double longest_edge = 1 << 30;  // three years on foot: keeps sums of costs in 32 bits

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

bool closed_steps(const geo::Edge& edge, const Way& way) {
  return edge.steps && !way.takes_steps;
}

// A door on steps that the way does not take. At their very end it opens on the corner; elsewhere
// nobody gets away from it.
Stop stop_on_closed_steps(geo::EdgeId edge, double share, std::uint32_t off) {
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

Costs quantise(const geo::StreetGraph& streets, const Way& way) {
  Costs costs{way, geo::Per<geo::EdgeId, EdgeCost>(streets.edges.size())};
  for (const geo::EdgeId id : streets.edges.rows()) {
    const geo::Edge& edge = streets.edges[id];
    if (!edge.walkable || closed_steps(edge, way)) continue;
    const double slower = edge.steps ? way.steps_factor : 1;
    const auto cost = whole(edge.length.value / way.pace.value * 600 * slower);
    EdgeCost& both = costs.edge[id];
    if (edge.on_foot != geo::OneWay::backward) both.forward = cost;
    if (edge.on_foot != geo::OneWay::forward) both.backward = cost;
  }
  return costs;
}

Stop stop(const geo::StreetGraph& streets, const Costs& costs, const geo::Door& door) {
  const double length = streets.edges[door.edge].length.value;
  const double share = length > 0 ? std::clamp(door.along.value / length, 0.0, 1.0) : 0;
  const auto off = whole(door.off_network.value / costs.way.pace.value * 600);
  if (closed_steps(streets.edges[door.edge], costs.way)) {
    return stop_on_closed_steps(door.edge, share, off);
  }
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
