#include <algorithm>
#include <cassert>
#include <cmath>

#include "analysis/transit/search.hpp"

namespace analysis::transit {

void times_to(const Arrivals& arrivals, std::span<const Walk> from_stops, std::uint32_t on_foot,
              std::uint32_t longest, std::span<std::uint32_t> by_minute) {
  assert(by_minute.size() == arrivals.minutes());
  std::fill(by_minute.begin(), by_minute.end(), never);
  for (const Walk& walk : from_stops) {
    for (std::size_t minute = 0; minute < by_minute.size(); ++minute) {
      const std::uint32_t there = arrivals.at(walk.stop, minute);
      if (there != never) by_minute[minute] = std::min(by_minute[minute], there + walk.takes);
    }
  }
  for (std::size_t minute = 0; minute < by_minute.size(); ++minute) {
    auto& time = by_minute[minute];
    if (time != never) time -= static_cast<std::uint32_t>(minute) * tenths_in_minute;
    time = std::min(time, on_foot);
    if (time > longest) time = never;
  }
}

std::uint32_t percentile(std::span<const std::uint32_t> by_minute, geo::Share share) {
  assert(!by_minute.empty());
  // The product of two that are exact on paper may lie a little above a whole number.
  const double in_order = std::ceil(share.value * static_cast<double>(by_minute.size()) - 1e-9);
  const auto last = static_cast<double>(by_minute.size());
  const auto nth = static_cast<std::ptrdiff_t>(std::clamp(in_order, 1.0, last)) - 1;
  std::vector<std::uint32_t> times(by_minute.begin(), by_minute.end());
  std::nth_element(times.begin(), times.begin() + nth, times.end());
  return times[static_cast<std::size_t>(nth)];
}

}  // namespace analysis::transit
