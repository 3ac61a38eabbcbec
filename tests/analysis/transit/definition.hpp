#pragma once

#include <algorithm>
#include <vector>

#include "analysis/transit/search.hpp"

/// Times to a place by their definition.
namespace definition {

using analysis::transit::Arrivals;
using analysis::transit::never;
using analysis::transit::Walk;

/// The quicker of the rides and walking all the way, minute by minute and stop by stop.
inline std::vector<std::uint32_t> times_to(const Arrivals& arrivals, const std::vector<Walk>& place,
                                           std::uint32_t on_foot, std::uint32_t longest) {
  std::vector<std::uint32_t> times;
  for (std::uint32_t minute = 0; minute < arrivals.minutes(); ++minute) {
    const std::uint32_t left = minute * analysis::transit::tenths_in_minute;
    std::uint32_t least = on_foot;
    for (const Walk& walk : place) {
      const auto there = arrivals.at(walk.stop, minute);
      if (there != never) least = std::min(least, there + walk.takes - left);
    }
    times.push_back(least > longest ? never : least);
  }
  return times;
}

/// In order, from 1 on.
inline std::uint32_t nth(std::vector<std::uint32_t> times, std::size_t n) {
  const auto place = times.begin() + static_cast<std::ptrdiff_t>(n - 1);
  std::nth_element(times.begin(), place, times.end());
  return *place;
}

}  // namespace definition
