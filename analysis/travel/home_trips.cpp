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

void HomeTrips::add(std::uint32_t row, std::uint32_t from, std::uint32_t to) {
  if (!asked_.is_asked(row)) return;
  rows_.push_back(row);
  from_.push_back(from);
  to_.push_back(to);
}

void HomeTrips::enter(const HomeEdges::Stretch& stretch, const CornerTrips::Block& block) {
  rows_.clear();
  from_.clear();
  to_.clear();
  on_stretch_.clear();
  entrances_.clear();
  for (const Entrance& entrance : asked_.family->destinations.on(stretch.edge)) {
    if (std::binary_search(asked_.rows.begin(), asked_.rows.end(), entrance.row)) {
      entrances_.push_back(&entrance);
    }
  }
  const auto a = asked_part(block.from(stretch.from_slot));
  const auto b = asked_part(block.from(stretch.to_slot));
  constexpr auto end = BucketSearch::unreached;
  const auto row_at = [](std::span<const Trip> trips, std::size_t i) {
    return i < trips.size() ? trips[i].to : end;
  };
  std::size_t i = 0, j = 0, e = 0;
  for (;;) {
    const std::uint32_t from = row_at(a, i), to = row_at(b, j);
    const std::uint32_t here = e < entrances_.size() ? entrances_[e]->row : end;
    const std::uint32_t row = std::min({from, to, here});
    if (row == end) break;
    add(row, from == row ? a[i++].cost.count : far, to == row ? b[j++].cost.count : far);
    for (; e < entrances_.size() && entrances_[e]->row == row; ++e) {
      on_stretch_.emplace_back(rows_.size() - 1, entrances_[e]);
    }
  }
}

std::span<const Trip> HomeTrips::of(const Stop& home) {
  const std::uint32_t to_from = or_far(home.to_from), to_to = or_far(home.to_to);
  costs_.resize(rows_.size());
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    costs_[i] = std::min(to_from + from_[i], to_to + to_[i]);
  }
  for (const auto& [position, entrance] : on_stretch_) {
    costs_[position] = std::min(costs_[position], along_edge(home, entrance->stop));
  }
  // Without a branch: half of the trips may be beyond the limit, in no order.
  trips_.resize(rows_.size());
  std::size_t within = 0;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    trips_[within] = {rows_[i], {costs_[i]}};
    within += costs_[i] <= asked_.limit ? 1 : 0;
  }
  return std::span<const Trip>(trips_).first(within);
}

}  // namespace analysis::travel
