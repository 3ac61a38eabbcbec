#include <algorithm>
#include <cassert>
#include <cmath>

#include "analysis/transit/no_time.hpp"
#include "analysis/transit/quickest.hpp"
#include "analysis/transit/search.hpp"

namespace analysis::transit {

std::uint32_t Arrivals::at(geo::StopId stop, std::size_t minute) const {
  const std::uint32_t row = (*rows_)[stop];
  if (row == never) return never;
  const std::size_t place = row * stride_ + minute;
  const auto left = static_cast<std::uint32_t>(minute) * tenths_in_minute;
  const auto arrival = [&](auto time) {
    return time == no_time<decltype(time)> ? never : time + left;
  };
  return wide_.empty() ? arrival(narrow_[place]) : arrival(wide_[place]);
}

void times_to(const Arrivals& arrivals, std::span<const Walk> from_stops, std::uint32_t on_foot,
              std::uint32_t longest, std::span<std::uint32_t> by_minute) {
  assert(by_minute.size() == arrivals.minutes());
  const Ways ways{from_stops, arrivals.rows_->values(), arrivals.stride_, on_foot, longest};
  if (arrivals.wide_.empty()) {
    quickest(arrivals.narrow_, ways, by_minute);
  } else {
    quickest(arrivals.wide_, ways, by_minute);
  }
}

std::uint32_t percentile(std::span<const std::uint32_t> by_minute, geo::Share share) {
  assert(!by_minute.empty());
  // The product of two that are exact on paper may lie a little above a whole number.
  const double in_order = std::ceil(share.value * static_cast<double>(by_minute.size()) - 1e-9);
  const auto last = static_cast<double>(by_minute.size());
  return nth_least(by_minute, static_cast<std::size_t>(std::clamp(in_order, 1.0, last)));
}

}  // namespace analysis::transit
