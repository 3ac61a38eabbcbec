#include <algorithm>
#include <array>

#include "analysis/travel/ask.hpp"
#include "analysis/travel/search.hpp"
#include "analysis/travel/street_doors.hpp"
#include "analysis/travel/trip_rows.hpp"

namespace analysis::travel {
namespace {

using geo::Cell;
using geo::Deciseconds;
using geo::Missing;

std::uint32_t whole_limit(geo::Minutes limit) {
  const double most = std::clamp(limit.value, 0.0, far / 2 / 600.0);
  return geo::deciseconds_within(geo::Minutes{most}).count;
}

// Where searches start that leave a door, or that look for who can come to it.
std::array<Seed, 2> seeds_at(const DoorEnds& door) {
  return {{{door.a, door.by_a}, {door.b, door.by_b}}};
}

std::vector<Stop> stops(const geo::StreetGraph& streets, const Costs& costs,
                        std::span<const geo::Door> doors) {
  std::vector<Stop> result;
  for (const geo::Door& door : doors) result.push_back(stop(streets, costs, door));
  return result;
}

// Each door a place of its own.
PlaceStops places(const std::vector<Stop>& stops) {
  PlaceStops places;
  for (const Stop& stop : stops) places.append(std::span(&stop, 1));
  return places;
}

geo::Column<geo::NodeId, Deciseconds> costs_of(const BucketSearch& search, std::size_t corners) {
  geo::Column<geo::NodeId, Deciseconds> column(corners, Cell<Deciseconds>(Missing::out_of_reach));
  for (const auto corner : search.reached()) {
    column[geo::NodeId{corner}] = Deciseconds{search.cost(corner)};
  }
  return column;
}

}  // namespace

std::vector<std::vector<Cell<Deciseconds>>> matrix(const geo::StreetGraph& streets,
                                                   const Costs& costs,
                                                   std::span<const geo::Door> origins,
                                                   std::span<const geo::Door> destinations,
                                                   geo::Minutes limit, By answered_by) {
  const TripRows rows(streets, costs,
                      {places(stops(streets, costs, origins)),
                       places(stops(streets, costs, destinations)), whole_limit(limit)},
                      {.by = answered_by});
  std::vector<std::uint32_t> times(origins.size() * destinations.size());
  rows.times(0, origins.size(), times);
  std::vector<std::vector<Cell<Deciseconds>>> table(origins.size());
  for (std::size_t at = 0; at < times.size(); ++at) {
    table[at / destinations.size()].push_back(times[at] < far
                                                  ? Cell<Deciseconds>(Deciseconds{times[at]})
                                                  : Cell<Deciseconds>(Missing::out_of_reach));
  }
  return table;
}

geo::Column<geo::NodeId, Deciseconds> nearest(const geo::StreetGraph& streets, const Costs& costs,
                                              std::span<const geo::Door> destinations,
                                              geo::Minutes limit) {
  const Arcs arcs(streets, costs, Arcs::Direction::against);
  std::vector<Seed> from;
  for (const Stop& there : stops(streets, costs, destinations)) {
    for (const Seed& seed : seeds_at(coming(streets, there))) from.push_back(seed);
  }
  BucketSearch search(arcs, arcs.enough(whole_limit(limit), furthest(from)));
  search.run(from);
  return costs_of(search, streets.at.size());
}

geo::Column<geo::NodeId, Deciseconds> reach(const geo::StreetGraph& streets, const Costs& costs,
                                            const geo::Door& origin, geo::Minutes limit) {
  const Arcs arcs(streets, costs, Arcs::Direction::along);
  const auto from = seeds_at(leaving(streets, stop(streets, costs, origin)));
  BucketSearch search(arcs, arcs.enough(whole_limit(limit), furthest(from)));
  search.run(from);
  return costs_of(search, streets.at.size());
}

}  // namespace analysis::travel
