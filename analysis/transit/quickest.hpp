#pragma once

#include <cstdint>
#include <span>

#include "analysis/transit/no_time.hpp"
#include "analysis/transit/rules.hpp"

namespace analysis::transit {

/// Rows of times hold whole registers on every processor: a multiple of this, the rest `no_time`.
inline constexpr std::size_t times_at_once = 32;

/// The ways from stops on to a place: these of the walks, from rows of `stride` times.
template <class Time>
struct WaysOn {
  std::span<const std::uint32_t> numbers;
  std::span<const Walk> walks;
  std::span<const std::uint32_t> row_of_stop;  ///< `never`: nobody gets off there
  const Time* times;
  std::size_t stride;
};

/// The least time by any of the ways, minute by minute; no less than `no_time` where there is none.
void quickest(const WaysOn<std::uint16_t>& ways, std::span<std::uint16_t> best);
void quickest(const WaysOn<std::uint32_t>& ways, std::span<std::uint32_t> best);

/// The least of some times, and the n-th in order, from 1 on; `no_time` where there are fewer.
struct LeastAndNth {
  std::uint32_t least, nth;
};
LeastAndNth least_and_nth(std::span<const std::uint16_t> times, std::size_t n);
LeastAndNth least_and_nth(std::span<const std::uint32_t> times, std::size_t n);

/// The n-th of some times in order or `high`, whichever is less. None of the times is less than
/// `low`, nor `high` more than `no_time`.
std::uint32_t nth_least(std::span<const std::uint16_t> times, std::size_t n, std::uint32_t low,
                        std::uint32_t high);
std::uint32_t nth_least(std::span<const std::uint32_t> times, std::size_t n, std::uint32_t low,
                        std::uint32_t high);

}  // namespace analysis::transit
