#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "geo/core/price.hpp"
#include "geo/timetable.hpp"

namespace analysis::transit {

/// What people can spend on one trip, and what a ride costs. Each ride pays the fare of its line
/// anew; who stays seated where a trip goes on as another pays nothing more.
struct Fares {
  /// What getting on costs. Nothing: nobody gets on there.
  geo::Per<geo::LineId, std::optional<geo::Money>> of_line;
  geo::Money budget;
};

/// What may have been spent at most, step by step up to a budget. Only sums of fares tell trips
/// apart, and of these only those from which some fare leads on to another step, so there are few.
struct FareSteps {
  static constexpr std::uint8_t not_boarded = std::numeric_limits<std::uint8_t>::max();
  static constexpr std::uint32_t too_little = std::numeric_limits<std::uint32_t>::max();

  std::vector<geo::Money>
      most;               ///< spent at each step; ascending; the last is what the budget allows
  std::size_t fares = 0;  ///< that lead from step to step in different ways
  /// Of each line its fare, up to `fares`; `not_boarded` where it is above the budget or unknown.
  geo::Per<geo::LineId, std::uint8_t> of_line;
  /// By step, then fare: the step at which one gets on so as to have spent no more than this one
  /// allows; `too_little` where that cannot be.
  std::vector<std::vector<std::uint32_t>> before;
};

/// Steps that are searched at most: each takes a look at all legs, and 64 bytes for each of them.
inline constexpr std::size_t most_fare_steps = 48;

/// Throws geo::Error `transit_budget_steps` where the fares add up to more sums than are searched.
/// O(sums of fares up to the budget x fares).
FareSteps fare_steps(const Fares& fares);

}  // namespace analysis::transit
