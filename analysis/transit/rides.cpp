#include "analysis/transit/rides.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace analysis::transit {

std::size_t place_in_order(std::size_t times, geo::Share share) {
  assert(times > 0);
  // The product of two that are exact on paper may lie a little above a whole number.
  const auto all = static_cast<double>(times);
  return static_cast<std::size_t>(std::clamp(std::ceil(share.value * all - 1e-9), 1.0, all));
}

std::uint32_t percentile(std::vector<std::uint32_t> times, geo::Share share) {
  const auto place = static_cast<std::ptrdiff_t>(place_in_order(times.size(), share) - 1);
  std::nth_element(times.begin(), times.begin() + place, times.end());
  return times[static_cast<std::size_t>(place)];
}

void Rides::enter(std::size_t home, std::span<const Arrivals> draws, const UsefulWalks& useful,
                  std::size_t most) {
  home_ = home;
  draws_ = draws;
  all_useful_ = &useful;
  most_th_ = most;
}

void Rides::look(std::size_t place, std::span<const Walk> from_stops, std::uint32_t on_foot,
                 std::uint32_t longest) {
  found_ = false;
  from_stops_ = from_stops;
  longest_ = longest;
  const auto& known = all_useful_->places[place];
  most_ = std::min({known.most[home_], on_foot, longest + 1});
  least_ = std::min(known.least[home_], most_);
  count_ = 0;
  if (least_ == most_) return;
  const auto useful = all_useful_->to(place);
  useful_.resize(std::max(useful_.size(), useful.size()));
  for (const auto& [number, homes] : useful) {
    useful_[count_] = number;  // without a branch that nobody could guess
    count_ += homes >> home_ & 1;
  }
}

template <class Time>
std::span<const Time> Rides::found(std::vector<Time>& quickest) {
  const std::size_t stride = draws_.front().stride_;
  quickest.resize(draws_.size() * stride);
  const std::span all(quickest);
  if (found_) return all;
  const auto numbers = std::span<const std::uint32_t>(useful_).first(count_);
  for (std::size_t draw = 0; draw < draws_.size(); ++draw) {
    const Arrivals& from = draws_[draw];
    transit::quickest(
        WaysOn<Time>{numbers, from_stops_, from.rows_->values(), from.times<Time>(), stride},
        all.subspan(draw * stride, stride));
  }
  found_ = true;
  return all;
}

std::uint32_t Rides::nth(std::size_t n) {
  assert(n <= most_th_);
  std::uint32_t time = most_;
  // From one stop alone the bound is the time itself.
  if (count_ > 1 || (count_ == 1 && n < most_th_)) {
    time = draws_.front().is_narrow() ? nth_least(found(narrow_), n, least_, most_)
                                      : nth_least(found(wide_), n, least_, most_);
  }
  return time > longest_ ? never : time;
}

void Rides::write(std::span<std::uint32_t> times) {
  assert(most_th_ == this->times() && times.size() == most_th_);
  const auto write_all = [&](const auto found) {
    const std::size_t minutes = draws_.front().minutes(), stride = draws_.front().stride_;
    // Copies, or each time written might change them.
    const std::uint32_t most = most_, longest = longest_;
    for (std::size_t draw = 0; draw < draws_.size(); ++draw) {
      for (std::size_t minute = 0; minute < minutes; ++minute) {
        const auto ride = static_cast<std::uint32_t>(found[draw * stride + minute]);
        const std::uint32_t time = std::min(ride, most);
        times[draw * minutes + minute] = time > longest ? never : time;
      }
    }
  };
  draws_.front().is_narrow() ? write_all(found(narrow_)) : write_all(found(wide_));
}

}  // namespace analysis::transit
