#include <algorithm>
#include <array>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "analysis/travel/ask.hpp"
#include "analysis/travel/order.hpp"
#include "analysis/travel/search.hpp"
#include "analysis/travel/street_doors.hpp"
#include "analysis/travel/sweep.hpp"

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

using Matrix = std::vector<std::vector<Cell<Deciseconds>>>;

/// What a matrix is between.
struct MatrixDoors {
  std::vector<Stop> from, to;
  std::uint32_t longest;

  Matrix out_of_reach() const {
    return Matrix(from.size(), std::vector<Cell<Deciseconds>>(
                                   to.size(), Cell<Deciseconds>(Missing::out_of_reach)));
  }
};

Matrix by_buckets(const geo::StreetGraph& streets, const Arcs& arcs, const MatrixDoors& doors) {
  Matrix rows = doors.out_of_reach();
  std::uint32_t furthest_seed = 0;
  for (const Stop& here : doors.from) {
    furthest_seed = std::max(furthest_seed, furthest(seeds_at(leaving(streets, here))));
  }
  tbb::enumerable_thread_specific<BucketSearch> searches(
      [&] { return BucketSearch(arcs, arcs.enough(doors.longest, furthest_seed)); });
  tbb::parallel_for(std::size_t{0}, doors.from.size(), [&](std::size_t row) {
    BucketSearch& search = searches.local();
    search.run(seeds_at(leaving(streets, doors.from[row])));
    for (std::size_t column = 0; column < doors.to.size(); ++column) {
      const Stop& there = doors.to[column];
      const geo::Edge& edge = streets.edges[there.edge];
      const auto via = [&](geo::NodeId corner, std::uint32_t rest) {
        const auto walked = search.cost(corner.row());
        return walked == BucketSearch::unreached ? far : walked + or_far(rest);
      };
      const auto cost = std::min({along_edge(doors.from[row], there),
                                  via(edge.from, there.from_from), via(edge.to, there.from_to)});
      if (cost <= doors.longest) rows[row][column] = Deciseconds{cost};
    }
  });
  return rows;
}

// Origins near each other go side by side, 64 at a time.
template <class Lane>
Matrix by_sweeps(const geo::StreetGraph& streets, const Costs& costs, const Hierarchy& tree,
                 const MatrixDoors& doors) {
  const auto arcs = customise<Lane>(tree, streets, costs);
  const StreetDoors<Lane> filed(tree, streets, doors.to, Towards::targets);
  std::vector<std::pair<std::uint32_t, std::size_t>> origins;  // rank of a corner, row
  for (std::size_t row = 0; row < doors.from.size(); ++row) {
    origins.emplace_back(tree.rank(leaving(streets, doors.from[row]).a), row);
  }
  std::sort(origins.begin(), origins.end());
  Matrix rows = doors.out_of_reach();
  using Times = std::vector<LaneRow<Lane>>;
  tbb::enumerable_thread_specific<Times> rooms([&] { return Times(doors.to.size()); });
  tbb::enumerable_thread_specific<Sweep<Lane>> sweeps(
      [&] { return Sweep<Lane>(tree, arcs, Towards::targets); });
  tbb::parallel_for(
      std::size_t{0}, (origins.size() + lanes_in_row - 1) / lanes_in_row, [&](std::size_t tile) {
        const auto part = std::span(origins).subspan(
            tile * lanes_in_row, std::min(lanes_in_row, origins.size() - tile * lanes_in_row));
        Batch batch;
        for (std::uint32_t lane = 0; lane < part.size(); ++lane) {
          filed.start(batch, lane, doors.from[part[lane].second]);
        }
        Times& times = rooms.local();
        sweeps.local().times(
            filed.filed(), batch, static_cast<Lane>(doors.longest),
            {times.empty() ? nullptr : times[0].lane, times.size() * lanes_in_row});
        for (std::size_t door = 0; door < times.size(); ++door) {
          const auto column = filed.filed().original(door);
          for (std::size_t lane = 0; lane < part.size(); ++lane) {
            const auto cost = times[door].lane[lane];
            if (cost <= doors.longest) rows[part[lane].second][column] = Deciseconds{cost};
          }
        }
      });
  return rows;
}

std::vector<std::uint32_t> corners_of(const geo::StreetGraph& streets,
                                      const std::vector<Stop>& doors) {
  std::vector<std::uint32_t> corners;
  for (const Stop& door : doors) corners.push_back(streets.edges[door.edge].from.row());
  return corners;
}

geo::Column<geo::NodeId, Deciseconds> costs_of(const BucketSearch& search, std::size_t corners) {
  geo::Column<geo::NodeId, Deciseconds> column(corners, Cell<Deciseconds>(Missing::out_of_reach));
  for (const auto corner : search.reached()) {
    column[geo::NodeId{corner}] = Deciseconds{search.cost(corner)};
  }
  return column;
}

}  // namespace

Matrix matrix(const geo::StreetGraph& streets, const Costs& costs,
              std::span<const geo::Door> origins, std::span<const geo::Door> destinations,
              geo::Minutes limit, By answered_by) {
  const MatrixDoors doors{stops(streets, costs, origins), stops(streets, costs, destinations),
                          whole_limit(limit)};
  const Arcs arcs(streets, costs, Arcs::Direction::along);
  if (answered_by != By::buckets) {
    const auto corners = corners_of(streets, doors.from);
    if (sweeps_wanted(answered_by, expected(arcs, {origins.size(), doors.longest, 0, corners}))) {
      const Links links(streets);
      if (const auto tree = Hierarchy::build(links, elimination_order(links))) {
        return doors.longest < no_way<std::uint16_t>
                   ? by_sweeps<std::uint16_t>(streets, costs, *tree, doors)
                   : by_sweeps<std::uint32_t>(streets, costs, *tree, doors);
      }
    }
  }
  return by_buckets(streets, arcs, doors);
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
