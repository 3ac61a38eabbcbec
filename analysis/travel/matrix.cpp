#include <algorithm>
#include <array>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "analysis/travel/ask.hpp"
#include "analysis/travel/search.hpp"

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
std::array<Seed, 2> leaving(const geo::StreetGraph& streets, const Stop& door) {
  const geo::Edge& edge = streets.edges[door.edge];
  return {{{edge.from.row(), door.to_from}, {edge.to.row(), door.to_to}}};
}
std::array<Seed, 2> coming(const geo::StreetGraph& streets, const Stop& door) {
  const geo::Edge& edge = streets.edges[door.edge];
  return {{{edge.from.row(), door.from_from}, {edge.to.row(), door.from_to}}};
}

std::vector<Stop> stops(const geo::StreetGraph& streets, const Costs& costs,
                        std::span<const geo::Door> doors) {
  std::vector<Stop> result;
  for (const geo::Door& door : doors) result.push_back(stop(streets, costs, door));
  return result;
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
                                                   geo::Minutes limit) {
  const Arcs arcs(streets, costs, Arcs::Direction::along);
  const auto from = stops(streets, costs, origins), to = stops(streets, costs, destinations);
  const std::uint32_t longest = whole_limit(limit);
  std::vector<std::vector<Cell<Deciseconds>>> rows(
      origins.size(), std::vector<Cell<Deciseconds>>(destinations.size(),
                                                     Cell<Deciseconds>(Missing::out_of_reach)));
  std::uint32_t furthest_seed = 0;
  for (const Stop& here : from) {
    furthest_seed = std::max(furthest_seed, furthest(leaving(streets, here)));
  }
  tbb::enumerable_thread_specific<BucketSearch> searches(
      [&] { return BucketSearch(arcs, arcs.enough(longest, furthest_seed)); });
  tbb::parallel_for(std::size_t{0}, from.size(), [&](std::size_t row) {
    BucketSearch& search = searches.local();
    search.run(leaving(streets, from[row]));
    for (std::size_t column = 0; column < to.size(); ++column) {
      const Stop& there = to[column];
      const geo::Edge& edge = streets.edges[there.edge];
      const auto via = [&](geo::NodeId corner, std::uint32_t rest) {
        const auto walked = search.cost(corner.row());
        return walked == BucketSearch::unreached ? far : walked + or_far(rest);
      };
      const auto cost = std::min({along_edge(from[row], there), via(edge.from, there.from_from),
                                  via(edge.to, there.from_to)});
      if (cost <= longest) rows[row][column] = Deciseconds{cost};
    }
  });
  return rows;
}

geo::Column<geo::NodeId, Deciseconds> nearest(const geo::StreetGraph& streets, const Costs& costs,
                                              std::span<const geo::Door> destinations,
                                              geo::Minutes limit) {
  const Arcs arcs(streets, costs, Arcs::Direction::against);
  std::vector<Seed> seeds;
  for (const Stop& there : stops(streets, costs, destinations)) {
    for (const Seed& seed : coming(streets, there)) seeds.push_back(seed);
  }
  BucketSearch search(arcs, arcs.enough(whole_limit(limit), furthest(seeds)));
  search.run(seeds);
  return costs_of(search, streets.at.size());
}

geo::Column<geo::NodeId, Deciseconds> reach(const geo::StreetGraph& streets, const Costs& costs,
                                            const geo::Door& origin, geo::Minutes limit) {
  const Arcs arcs(streets, costs, Arcs::Direction::along);
  const auto seeds = leaving(streets, stop(streets, costs, origin));
  BucketSearch search(arcs, arcs.enough(whole_limit(limit), furthest(seeds)));
  search.run(seeds);
  return costs_of(search, streets.at.size());
}

}  // namespace analysis::travel
