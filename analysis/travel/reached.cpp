#include "analysis/travel/reached.hpp"

#include <algorithm>

namespace analysis::travel {
namespace {

std::uint32_t sum(std::uint32_t a, std::uint32_t b) {
  return a >= far || b >= far ? far : a + b;
}

}  // namespace

Reached::Reached(const geo::StreetGraph& streets, const Costs& costs, const Arcs& arcs,
                 std::span<const geo::Door> place, Heading heading, geo::Deciseconds limit)
    : Reached(streets, costs, place, heading, limit, {}) {
  const auto from = seeds(streets, costs, place, heading);
  BucketSearch search(arcs, arcs.enough(limit_.count, furthest(from)));
  search.run(from);
  std::vector<Seed> corners;
  for (const auto corner : search.reached()) corners.push_back({corner, search.cost(corner)});
  keep(corners);
}

Reached::Reached(const geo::StreetGraph& streets, const Costs& costs,
                 std::span<const geo::Door> place, Heading heading, geo::Deciseconds limit,
                 std::span<const Seed> corners)
    : streets_(streets),
      costs_(costs),
      heading_(heading),
      limit_{std::min(limit.count, far / 2)},
      label_(streets.at.size(), far) {
  for (const geo::Door& door : place) {
    const double length = streets.edges[door.edge].length.value;
    const double share = length > 0 ? std::clamp(door.along.value / length, 0.0, 1.0) : 0;
    place_.push_back({stop(streets, costs, door), share});
    edges_.push_back(door.edge);
  }
  keep(corners);
}

std::vector<Seed> Reached::seeds(const geo::StreetGraph& streets, const Costs& costs,
                                 std::span<const geo::Door> place, Heading heading) {
  std::vector<Seed> seeds;
  for (const geo::Door& door : place) {
    const Stop here = stop(streets, costs, door);
    const geo::Edge& edge = streets.edges[door.edge];
    const bool away = heading == Heading::away;
    seeds.push_back({edge.from.row(), away ? here.to_from : here.from_from});
    seeds.push_back({edge.to.row(), away ? here.to_to : here.from_to});
  }
  return seeds;
}

void Reached::keep(std::span<const Seed> corners) {
  for (const Seed& reached : corners) {
    label_[reached.corner] = reached.cost;
    for (const geo::Street& street : streets_.streets[geo::NodeId{reached.corner}]) {
      edges_.push_back(street.edge);
    }
  }
  std::sort(edges_.begin(), edges_.end());
  edges_.erase(std::unique(edges_.begin(), edges_.end()), edges_.end());
}

std::uint32_t Reached::from_corners(const Stop& here) const {
  const geo::Edge& edge = streets_.edges[here.edge];
  const bool away = heading_ == Heading::away;
  return std::min(sum(label_[edge.from.row()], or_far(away ? here.from_from : here.to_from)),
                  sum(label_[edge.to.row()], or_far(away ? here.from_to : here.to_to)));
}

std::uint32_t Reached::direct(const Stop& place, const Stop& here) const {
  return or_far(heading_ == Heading::away ? along_edge(place, here) : along_edge(here, place));
}

std::uint32_t Reached::cost(const geo::Door& door) const {
  return cost(stop(streets_, costs_, door));
}

std::uint32_t Reached::cost(const Stop& here) const {
  std::uint32_t best = from_corners(here);
  for (const Place& place : place_) best = std::min(best, direct(place.stop, here));
  return best <= limit_.count ? best : far;
}

geo::Deciseconds Reached::at(geo::EdgeId edge, double share) const {
  return {std::min(cost(stop_at(edge, share)), limit_.count)};
}

geo::Cell<geo::Deciseconds> Reached::time(const geo::Door& door) const {
  const auto best = cost(door);
  if (best == far) return geo::Missing::out_of_reach;
  return geo::Deciseconds{best};
}

Stop Reached::stop_at(geo::EdgeId edge, double share) const {
  geo::Door door;
  door.edge = edge;
  door.along = streets_.edges[edge].length * share;
  return stop(streets_, costs_, door);
}

// A walk along the edge from either corner, or from a door on it, only grows longer, so the part
// that it reaches ends once.
void Reached::add_parts(geo::EdgeId id, geo::Deciseconds within,
                        std::vector<StreetPart>& parts) const {
  const EdgeCost& passing = costs_.edge[id];
  if (passing.forward == EdgeCost::closed && passing.backward == EdgeCost::closed) return;
  const std::uint32_t limit = std::min(within.count, limit_.count);
  const geo::Edge& edge = streets_.edges[id];
  const bool away = heading_ == Heading::away;
  const std::size_t first = parts.size();
  const auto add = [&](double from, double to) {
    if (to - from > shortest_part) parts.push_back({id, from, to});
  };
  const auto by_from = [&](double share) {
    const Stop here = stop_at(id, share);
    return sum(label_[edge.from.row()], or_far(away ? here.from_from : here.to_from)) <= limit;
  };
  const auto by_to = [&](double share) {
    const Stop here = stop_at(id, share);
    return sum(label_[edge.to.row()], or_far(away ? here.from_to : here.to_to)) <= limit;
  };
  if (by_from(0)) add(0, end_of(0, 1, by_from));
  if (by_to(1)) add(end_of(1, 0, by_to), 1);
  for (const Place& place : place_) {
    if (place.stop.edge != id) continue;
    const auto along = [&](double share) {
      return direct(place.stop, stop_at(id, share)) <= limit;
    };
    if (!along(place.share)) continue;
    add(end_of(place.share, 0, along), end_of(place.share, 1, along));
  }
  join(parts, first);
}

std::vector<StreetPart> Reached::parts(geo::Deciseconds limit) const {
  std::vector<StreetPart> parts;
  for (const geo::EdgeId edge : edges_) add_parts(edge, limit, parts);
  return parts;
}

}  // namespace analysis::travel
