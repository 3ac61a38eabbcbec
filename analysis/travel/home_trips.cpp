#include "analysis/travel/home_trips.hpp"

#include <algorithm>

namespace analysis::travel {

std::span<const Trip> HomeTrips::asked_part(std::span<const Trip> trips) const {
  if (asked_.rows.empty()) return {};
  const auto before = [](const Trip& trip, std::uint32_t row) { return trip.to < row; };
  const auto first = std::lower_bound(trips.begin(), trips.end(), asked_.rows.front(), before);
  const auto last = std::lower_bound(first, trips.end(), asked_.rows.back() + 1, before);
  return {first, last};
}

// The part asked for, and one that ends it.
void HomeTrips::take(std::span<const Trip> trips, std::vector<Trip>& to) const {
  const auto asked = asked_part(trips);
  to.assign(asked.begin(), asked.end());
  to.push_back({BucketSearch::unreached, {far}});
}

void HomeTrips::enter(const HomeEdges::Stretch& stretch, const CornerTrips::Block& block) {
  on_stretch_.clear();
  entrances_.clear();
  for (const Entrance& entrance : asked_.family->destinations.on(stretch.edge)) {
    if (std::binary_search(asked_.rows.begin(), asked_.rows.end(), entrance.row)) {
      entrances_.push_back(&entrance);
    }
  }
  take(block.from(stretch.from_slot), at_from_);
  take(block.from(stretch.to_slot), at_to_);
  const std::size_t most = at_from_.size() + at_to_.size() + entrances_.size();
  for (auto* column : {&rows_, &from_, &to_}) column->resize(std::max(column->size(), most));
  constexpr auto end = BucketSearch::unreached;
  const auto next_entrance = [&](std::size_t e) {
    return e < entrances_.size() ? entrances_[e]->row : end;
  };
  std::size_t i = 0, j = 0, e = 0;
  std::uint32_t here = next_entrance(0);
  size_ = 0;
  for (;;) {
    // Without a branch on which of the two corners knows a destination, which nobody can guess.
    const Trip from = at_from_[i], to = at_to_[j];
    const std::uint32_t row = std::min({from.to, to.to, here});
    if (row == end) break;
    rows_[size_] = row;
    from_[size_] = from.to == row ? from.cost.count : far;
    to_[size_] = to.to == row ? to.cost.count : far;
    i += from.to == row ? 1 : 0;
    j += to.to == row ? 1 : 0;
    if (row == here) {
      for (; next_entrance(e) == row; ++e) on_stretch_.emplace_back(size_, entrances_[e]);
      here = next_entrance(e);
    }
    size_ += asked_.is_asked(row) ? 1 : 0;
  }
}

std::span<const Trip> HomeTrips::of(const Stop& home) {
  const std::uint32_t to_from = or_far(home.to_from), to_to = or_far(home.to_to);
  costs_.resize(rows_.size());
  trips_.resize(rows_.size());
  for (std::size_t i = 0; i < size_; ++i) {
    costs_[i] = std::min(to_from + from_[i], to_to + to_[i]);
  }
  for (const auto& [position, entrance] : on_stretch_) {
    costs_[position] = std::min(costs_[position], along_edge(home, entrance->stop));
  }
  // Without a branch: half of the trips may be beyond the limit, in no order.
  std::size_t within = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    trips_[within] = {rows_[i], {costs_[i]}};
    within += costs_[i] <= asked_.limit ? 1 : 0;
  }
  return std::span<const Trip>(trips_).first(within);
}

}  // namespace analysis::travel
