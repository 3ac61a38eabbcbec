#include "analysis/travel/nearest_trips.hpp"

#include <algorithm>
#include <compare>
#include <functional>
#include <queue>

#include "analysis/travel/nearest_sweep.hpp"
#include "analysis/travel/sweep.hpp"

namespace analysis::travel {
namespace {

struct Waiting {
  std::uint32_t cost, row, corner;
  auto operator<=>(const Waiting&) const = default;
};

}  // namespace

NearestTrips::NearestTrips(const HomeEdges& homes, const Arcs& against,
                           const Destinations& destinations, std::span<const std::uint32_t> rows,
                           std::size_t k, std::uint32_t limit)
    : k_(std::min(k, rows.size())),
      trips_(homes.corners.size() * k_),
      count_(homes.corners.size(), 0) {
  std::vector<Trip> first(against.corners() * k_);
  std::vector<std::uint32_t> known(against.corners(), 0);
  std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting;
  const auto push = [&](std::uint32_t cost, std::uint32_t row, std::uint32_t corner) {
    if (cost <= limit && known[corner] < k_) waiting.push({cost, row, corner});
  };
  for (const auto row : rows) {
    for (const Seed& seed : destinations.seeds(row)) push(seed.cost, row, seed.corner);
  }
  while (!waiting.empty()) {
    const auto [cost, row, corner] = waiting.top();
    waiting.pop();
    const std::span<const Trip> nearer(first.data() + corner * k_, known[corner]);
    const auto same = [row = row](const Trip& trip) { return trip.to == row; };
    if (nearer.size() == k_ || std::any_of(nearer.begin(), nearer.end(), same)) continue;
    first[corner * k_ + known[corner]++] = {row, {cost}};
    for (const Arcs::Arc& arc : against.at(corner)) push(cost + arc.cost, row, arc.to);
  }
  for (std::size_t slot = 0; slot < homes.corners.size(); ++slot) {
    const std::size_t corner = homes.corners[slot];
    count_[slot] = known[corner];
    std::copy_n(first.begin() + static_cast<std::ptrdiff_t>(corner * k_), known[corner],
                trips_.begin() + static_cast<std::ptrdiff_t>(slot * k_));
  }
}

bool NearestTrips::can_sweep(const Wanted& wanted) {
  return std::min(wanted.k, wanted.rows.size()) <= NearestSweep::most_k &&
         wanted.rows.size() <= NearestSweep::most_members && wanted.limit <= SweptStreets::longest;
}

std::vector<NearestTrips> NearestTrips::by_sweep(const HomeEdges& homes, const SweptStreets& swept,
                                                 const Destinations& destinations,
                                                 std::span<const Wanted> wanted) {
  const Hierarchy& tree = *swept.tree;
  const auto corners = FiledDoors<std::uint16_t>::at_corners(tree, homes.corners);
  std::vector<KindSeed> seeds;
  std::vector<NearestTrips> result;
  std::size_t most = 1;
  std::uint32_t furthest = 0;
  for (std::uint32_t lane = 0; lane < wanted.size(); ++lane) {
    const auto& [rows, k, limit] = wanted[lane];
    result.push_back(NearestTrips(corners.size(), std::min(k, rows.size())));
    most = std::max(most, result.back().k_);
    furthest = std::max(furthest, limit);
    for (std::size_t member = 0; member < rows.size(); ++member) {
      for (const Seed& seed : destinations.seeds(rows[member])) {
        seeds.push_back(
            {tree.rank(seed.corner), lane, seed.cost, static_cast<std::uint16_t>(member)});
      }
    }
  }
  std::vector<LaneRow<std::uint32_t>> room(corners.size() * most * kinds_in_row / lanes_in_row + 1);
  const std::span<std::uint32_t> keys(room[0].lane, corners.size() * most * kinds_in_row);
  NearestSweep(tree, swept.costs, Towards::seeds)
      .nearest(corners, seeds, most, static_cast<std::uint16_t>(furthest), keys);
  for (std::size_t lane = 0; lane < wanted.size(); ++lane) {
    NearestTrips& trips = result[lane];
    for (std::uint32_t door = 0; door < corners.size(); ++door) {
      const auto slot = corners.original(door);
      auto& count = trips.count_[slot];
      for (; count < trips.k_; ++count) {
        const auto key = keys[(door * most + count) * kinds_in_row + lane];
        if (key >> 16 > wanted[lane].limit) break;
        trips.trips_[slot * trips.k_ + count] = {wanted[lane].rows[key & 0xffff], {key >> 16}};
      }
    }
  }
  return result;
}

}  // namespace analysis::travel
