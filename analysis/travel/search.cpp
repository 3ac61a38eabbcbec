#include "analysis/travel/search.hpp"

#include <algorithm>
#include <bit>

namespace analysis::travel {
namespace {

constexpr auto none = std::numeric_limits<std::uint32_t>::max();

std::uint32_t cost_of(const EdgeCost& edge, bool forward) {
  return forward ? edge.forward : edge.backward;
}

}  // namespace

Arcs::Arcs(const geo::StreetGraph& streets, const Costs& costs, Direction direction) {
  first_.reserve(streets.at.size() + 1);
  first_.push_back(0);
  for (const geo::NodeId corner : streets.at.rows()) {
    for (const geo::Street& street : streets.streets[corner]) {
      const bool forward = (direction == Direction::along) == street.forward;
      const auto cost = cost_of(costs.passing(street.edge), forward);
      if (cost == EdgeCost::closed || street.to == corner) continue;
      arcs_.push_back({street.to.row(), cost});
    }
    first_.push_back(static_cast<std::uint32_t>(arcs_.size()));
  }
  for (const Arc& arc : arcs_) all_costs_ += arc.cost;
}

std::uint32_t Arcs::enough(std::uint32_t limit, std::uint32_t furthest_seed) const {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(limit, all_costs_ + furthest_seed));
}

std::uint32_t furthest(std::span<const Seed> seeds) {
  std::uint32_t cost = 0;
  for (const Seed& seed : seeds) {
    if (seed.cost != EdgeCost::closed) cost = std::max(cost, seed.cost);
  }
  return cost;
}

BucketSearch::BucketSearch(const Arcs& arcs, std::uint32_t limit)
    : arcs_(arcs),
      limit_(limit),
      cost_(arcs.corners(), unreached),
      bucket_(std::size_t{limit} + 1, none),
      occupied_(std::size_t{limit} / 64 + 1, 0) {}

void BucketSearch::push(std::uint32_t corner, std::uint32_t cost) {
  if (cost > limit_ || cost >= cost_[corner]) return;
  if (cost_[corner] == unreached) reached_.push_back(corner);
  cost_[corner] = cost;
  waiting_.push_back({corner, bucket_[cost]});
  bucket_[cost] = static_cast<std::uint32_t>(waiting_.size() - 1);
  occupied_[cost / 64] |= std::uint64_t{1} << (cost % 64);
}

void BucketSearch::empty_bucket(std::uint32_t cost) {
  // A stretch of no length adds to the bucket that is being emptied.
  while (bucket_[cost] != none) {
    const Waiting first = waiting_[bucket_[cost]];
    bucket_[cost] = first.next;
    if (cost_[first.corner] != cost) continue;  // reached sooner on another way
    for (const Arcs::Arc& arc : arcs_.at(first.corner)) push(arc.to, cost + arc.cost);
  }
  occupied_[cost / 64] &= ~(std::uint64_t{1} << (cost % 64));
}

void BucketSearch::run(std::span<const Seed> seeds) {
  for (const auto corner : reached_) cost_[corner] = unreached;
  reached_.clear();
  waiting_.clear();
  for (const Seed& seed : seeds) push(seed.corner, seed.cost);
  for (std::size_t word = 0; word < occupied_.size(); ++word) {
    while (occupied_[word] != 0) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(occupied_[word]));
      empty_bucket(static_cast<std::uint32_t>(word * 64 + bit));
    }
  }
}

}  // namespace analysis::travel
