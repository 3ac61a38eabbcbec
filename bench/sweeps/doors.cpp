// Exact doors on junctions alone against snapping every place to a vertex of its street, as engines
// do that know corners only.

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "analysis/travel/links.hpp"
#include "analysis/travel/order.hpp"
#include "analysis/travel/street_doors.hpp"
#include "bench/plain_walks.hpp"
#include "bench/sweeps/ground.hpp"

namespace sweeps {
namespace {

constexpr Narrow quarter = 9000;

using Sums = std::vector<std::uint64_t>;

std::vector<Stop> stops_of(const geo::StreetGraph& streets, const Costs& costs,
                           const std::vector<geo::Door>& doors) {
  std::vector<Stop> stops;
  for (const geo::Door& door : doors) stops.push_back(stop(streets, costs, door));
  return stops;
}

/// Rows in the order of a corner of each, so that lanes side by side lie near each other.
template <class CornerOf>
std::vector<std::uint32_t> neighbours_together(const Hierarchy& tree, std::size_t rows,
                                               CornerOf corner_of) {
  std::vector<std::uint32_t> order(rows);
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
    return tree.rank(corner_of(a)) < tree.rank(corner_of(b));
  });
  return order;
}

/// Counts of lanes within the limit by door, all services as lanes. `start(batch, services)` lets
/// each of up to 64 services start a lane.
template <class Start>
Sums counts(const Hierarchy& tree, const ArcCosts<Narrow>& costs, const FiledDoors<Narrow>& homes,
            std::span<const std::uint32_t> services, Start start) {
  Sums by_door(homes.size()), by_home(homes.size());
  Sweep<Narrow> sweep(tree, costs, Towards::seeds);
  for (std::size_t first = 0; first < services.size(); first += lanes_in_row) {
    Batch batch;
    start(batch, services.subspan(first, std::min(lanes_in_row, services.size() - first)));
    sweep.scatter(homes, batch, {{&quarter, 1}, {}, by_door});
  }
  for (std::size_t door = 0; door < homes.size(); ++door) {
    by_home[homes.original(door)] = by_door[door];
  }
  return by_home;
}

/// The same for every 50th home from a drawn one, by a plain search from its door.
bool equal_to_plain(const Ground& ground, const std::vector<Stop>& homes,
                    const std::vector<Stop>& services, const Sums& sums) {
  std::vector<std::vector<Stop>> places;
  for (const Stop& service : services) places.push_back({service});
  const plain::Map map(ground.town.streets, ground.costs, places, plain::Map::Direction::along);
  plain::Walker walker(map);
  const std::uint32_t seed = std::random_device()();
  bool equal = true;
  for (std::size_t home = seed % 50; home < homes.size(); home += 50) {
    std::uint64_t found = 0;
    walker.walk(std::span(&homes[home], 1), quarter, false, [&](auto, auto) { ++found; });
    equal = equal && found == sums[home];
  }
  fmt::print(stderr, "doors: every 50th home from {}\n", seed % 50);
  return equal;
}

/// Seconds with every place at a vertex of its street.
double snapped_seconds(std::size_t rounds, const Town& town) {
  const Costs costs = quantise(town.streets, {});
  const Links links(town.streets);
  const auto tree = Hierarchy::build(links, elimination_order(links));
  const auto arcs = customise<Narrow>(*tree, town.streets, costs);
  const auto homes = FiledDoors<Narrow>::at_corners(*tree, town.home_corners);
  const auto services = neighbours_together(*tree, town.places.size(),
                                            [&](auto service) { return town.places[service]; });
  return median_seconds(rounds, [&] {
    counts(*tree, arcs, homes, services, [&](Batch& batch, auto together) {
      for (std::uint32_t lane = 0; lane < together.size(); ++lane) {
        batch.seeds.push_back({tree->rank(town.places[together[lane]]), lane, 0});
      }
    });
  });
}

}  // namespace

void doors(Ground& ground, const Town& vertices) {
  const auto& streets = ground.town.streets;
  const auto homes = stops_of(streets, ground.costs, ground.town.home_doors);
  const auto services = stops_of(streets, ground.costs, ground.town.place_doors);
  const StreetDoors<Narrow> filed(ground.tree, streets, homes, Towards::seeds);
  const auto order = neighbours_together(ground.tree, services.size(), [&](auto service) {
    return ground.tree.corner(lower_corner(ground.tree, streets.edges[services[service].edge]));
  });
  Sums exact;
  const double time = median_seconds(ground.rounds, [&] {
    exact =
        counts(ground.tree, ground.narrow, filed.filed(), order, [&](Batch& batch, auto together) {
          std::vector<LaneStart> starts;
          for (std::uint32_t lane = 0; lane < together.size(); ++lane) {
            starts.push_back({lane, services[together[lane]]});
          }
          filed.start(batch, starts);
        });
  });
  ground.row("services within 15 min of every home, exact doors",
             "every place snapped to a vertex of its street", time,
             snapped_seconds(ground.rounds, vertices),
             equal_to_plain(ground, homes, services, exact));
}

}  // namespace sweeps
