#include "analysis/travel/nearest_trips.hpp"

#include <algorithm>
#include <compare>
#include <functional>
#include <queue>

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

}  // namespace analysis::travel
