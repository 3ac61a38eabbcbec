#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/transit/quickest.hpp"
#include "analysis/transit/search.hpp"

namespace analysis::transit {

/// One home's times to stop after stop, of all draws of unknown departures together.
class ArrivalRows {
 public:
  explicit ArrivalRows(std::span<const Arrivals> draws) : draws_(draws) {}

  /// The least of them and the n-th, or the `no_time` of 32 bits.
  LeastAndNth ride_to(geo::StopId stop, std::size_t n) {
    if (draws_.front().is_narrow()) return widened(ride_to(stop, n, narrow_));
    return ride_to(stop, n, wide_);
  }

 private:
  static LeastAndNth widened(LeastAndNth ride) {
    const auto wide = [](std::uint32_t time) {
      return time == no_time<std::uint16_t> ? no_time<std::uint32_t> : time;
    };
    return {wide(ride.least), wide(ride.nth)};
  }

  template <class Time>
  LeastAndNth ride_to(geo::StopId stop, std::size_t n, std::vector<Time>& all) const {
    std::span<const Time> times;
    all.clear();
    for (const Arrivals& draw : draws_) {
      const Time* const row = draw.times_to<Time>(stop);
      if (row == nullptr) continue;
      times = {row, draw.stride_};
      if (draws_.size() > 1) all.insert(all.end(), row, row + draw.stride_);
    }
    if (draws_.size() > 1) times = all;
    if (times.empty()) return {no_time<Time>, no_time<Time>};
    return least_and_nth(times, n);
  }

  std::span<const Arrivals> draws_;
  std::vector<std::uint16_t> narrow_;
  std::vector<std::uint32_t> wide_;
};

}  // namespace analysis::transit
