#pragma once

#include <cstdint>
#include <span>

#include "analysis/transit/rules.hpp"

namespace analysis::transit {

/// The ways from stops to a place.
struct Ways {
  std::span<const Walk> walks;
  std::span<const std::uint32_t> row_of_stop;  ///< in the times; `never`: nobody gets off there
  std::size_t stride;                          ///< from one row of times to the next
  std::uint32_t on_foot, longest;              ///< all the way; of what still counts
};

/// The least time by any of the ways for each minute, or `never`. `times` holds a row for each
/// stop, of `stride` minutes, a multiple of 32.
void quickest(std::span<const std::uint16_t> times, const Ways& ways,
              std::span<std::uint32_t> by_minute);
void quickest(std::span<const std::uint32_t> times, const Ways& ways,
              std::span<std::uint32_t> by_minute);

/// The n-th of some times in order, from 1 on.
std::uint32_t nth_least(std::span<const std::uint32_t> times, std::size_t n);

}  // namespace analysis::transit
