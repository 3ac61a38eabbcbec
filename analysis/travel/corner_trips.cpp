#include "analysis/travel/corner_trips.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

namespace analysis::travel {

/// Searches from a corner and gathers the destinations around the corners it reached.
class CornerTrips::Searcher {
 public:
  Searcher(const Arcs& along, const Destinations& destinations)
      : destinations_(destinations),
        search_(along, along.enough(destinations.longest)),
        best_(destinations.size(), BucketSearch::unreached),
        found_(destinations.size() / 64 + 1, 0) {}

  void append_trips(std::uint32_t corner, Lists& lists) {
    const Seed seed{corner, 0};
    search_.run({&seed, 1});
    for (const auto reached : search_.reached()) {
      const auto walked = search_.cost(reached);
      for (const auto& [row, cost] : destinations_.from(reached)) offer(row, walked + cost);
    }
    for (std::size_t word = 0; word < found_.size(); ++word) {
      for (; found_[word] != 0; found_[word] &= found_[word] - 1) {
        const auto row = word * 64 + static_cast<std::size_t>(std::countr_zero(found_[word]));
        lists.trips.push_back({static_cast<std::uint32_t>(row), {best_[row]}});
        best_[row] = BucketSearch::unreached;
      }
    }
    lists.first.push_back(lists.trips.size());
  }

 private:
  void offer(std::uint32_t row, std::uint32_t cost) {
    if (cost > destinations_.limit[row] || cost >= best_[row]) return;
    best_[row] = cost;
    found_[row / 64] |= std::uint64_t{1} << (row % 64);
  }

  const Destinations& destinations_;
  BucketSearch search_;
  std::vector<std::uint32_t> best_;
  std::vector<std::uint64_t> found_;
};

CornerTrips::CornerTrips(const HomeEdges& homes, const Arcs& along, const Arcs& against,
                         const Destinations& destinations, std::size_t keep_at_most)
    : homes_(homes), along_(along), against_(against), destinations_(destinations) {
  const auto wanted =
      static_cast<std::size_t>(std::count_if(destinations.limit.begin(), destinations.limit.end(),
                                             [](std::uint32_t limit) { return limit > 0; }));
  if (estimated_trips() > keep_at_most) {
    plan_ = Plan::block_by_block;
  } else if (2 * wanted < homes.corners.size()) {  // trips are held twice while lists are turned
    plan_ = Plan::from_destinations;
    keep_from_destinations();
  } else {
    keep_from_corners();
  }
}

CornerTrips::Lists CornerTrips::lists_from(std::span<const std::uint32_t> slots,
                                           Searcher& searcher) const {
  Lists lists;
  for (const auto slot : slots) searcher.append_trips(homes_.corners[slot], lists);
  return lists;
}

// From every hundredth corner or so; the plan may be off by that, the answer is not.
std::size_t CornerTrips::estimated_trips() const {
  constexpr std::size_t samples = 100;
  const std::size_t corners = homes_.corners.size();
  if (corners == 0) return 0;
  const std::size_t step = std::max<std::size_t>(1, corners / samples);
  std::vector<std::uint32_t> sample;
  for (std::size_t slot = 0; slot < corners; slot += step) {
    sample.push_back(static_cast<std::uint32_t>(slot));
  }
  Searcher searcher(along_, destinations_);
  return lists_from(sample, searcher).trips.size() / sample.size() * corners;
}

void CornerTrips::keep_from_corners() {
  const std::size_t corners = homes_.corners.size();
  kept_.resize((corners + per_piece_ - 1) / per_piece_);
  tbb::enumerable_thread_specific<Searcher> searchers(
      [&] { return Searcher(along_, destinations_); });
  tbb::parallel_for(std::size_t{0}, kept_.size(), [&](std::size_t piece) {
    std::vector<std::uint32_t> slots(std::min(per_piece_, corners - piece * per_piece_));
    std::iota(slots.begin(), slots.end(), static_cast<std::uint32_t>(piece * per_piece_));
    kept_[piece] = lists_from(slots, searchers.local());
    kept_[piece].trips.shrink_to_fit();
  });
}

void CornerTrips::keep_from_destinations() {
  struct Reached {
    std::uint32_t slot;
    std::uint32_t cost;
  };
  std::vector<std::vector<Reached>> by_row(destinations_.size());
  tbb::enumerable_thread_specific<BucketSearch> searches(
      [&] { return BucketSearch(against_, destinations_.longest); });
  tbb::parallel_for(std::size_t{0}, destinations_.size(), [&](std::size_t row) {
    const auto limit = destinations_.limit[row];
    if (limit == 0) return;
    BucketSearch& search = searches.local();
    search.run(destinations_.seeds(static_cast<std::uint32_t>(row)));
    for (const auto corner : search.reached()) {
      const auto slot = homes_.slot_of[corner];
      const auto cost = search.cost(corner);
      if (slot != HomeEdges::no_slot && cost <= limit) by_row[row].push_back({slot, cost});
    }
    by_row[row].shrink_to_fit();
  });

  per_piece_ = std::max<std::size_t>(1, homes_.corners.size());
  Lists& lists = kept_.emplace_back();
  lists.first.assign(homes_.corners.size() + 1, 0);
  for (const auto& reached : by_row) {
    for (const Reached& at : reached) ++lists.first[at.slot + 1];
  }
  std::partial_sum(lists.first.begin(), lists.first.end(), lists.first.begin());
  lists.trips.resize(lists.first.back());
  auto next = lists.first;
  for (std::uint32_t row = 0; row < by_row.size(); ++row) {
    for (const Reached& at : by_row[row]) lists.trips[next[at.slot]++] = {row, {at.cost}};
    std::vector<Reached>().swap(by_row[row]);
  }
}

std::span<const Trip> CornerTrips::Block::from(std::uint32_t slot) const {
  if (kept_) return kept_->kept_[slot / kept_->per_piece_][slot % kept_->per_piece_];
  const auto at = std::lower_bound(slots_.begin(), slots_.end(), slot);
  return lists_[static_cast<std::size_t>(at - slots_.begin())];
}

CornerTrips::Block CornerTrips::block(std::size_t first_stretch, std::size_t last_stretch) const {
  Block block;
  if (plan_ != Plan::block_by_block) {
    block.kept_ = this;
    return block;
  }
  for (std::size_t row = first_stretch; row < last_stretch; ++row) {
    const HomeEdges::Stretch& stretch = homes_.stretches[row];
    block.slots_.push_back(stretch.from_slot);
    block.slots_.push_back(stretch.to_slot);
  }
  std::sort(block.slots_.begin(), block.slots_.end());
  block.slots_.erase(std::unique(block.slots_.begin(), block.slots_.end()), block.slots_.end());
  Searcher searcher(along_, destinations_);
  block.lists_ = lists_from(block.slots_, searcher);
  return block;
}

}  // namespace analysis::travel
