#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/transit/network.hpp"
#include "analysis/transit/rules.hpp"

namespace analysis::transit {

/// How many homes are searched from side by side.
inline constexpr std::size_t homes_in_row = 64;

/// For each of 64 homes one more than the last minute in which one may leave it and still be on
/// some leg; 0 where nobody gets there.
struct alignas(64) LastMinutes {
  std::uint8_t lane[homes_in_row];
};

/// From which homes people leave, when, and how.
struct Leaving {
  std::span<const std::span<const Walk>> homes;
  std::size_t minutes;
  std::uint32_t slack;  ///< tenths of a second
  std::uint8_t rides;   ///< at most; 0: any number
};

/// The last minutes for those who get on from home, and on no other leg.
std::vector<LastMinutes> boarded(const Network& network, const Leaving& leaving);

/// The last minutes for each leg: one look at every leg in order of departure, and at what leads to
/// it. With a limit of rides as many looks as rides.
/// O(64 lanes x rides x (legs + changes)), a row of lanes in one or a few instructions.
std::vector<LastMinutes> last_minutes(const Network& network, const Leaving& leaving);

/// What processors can be told apart here, the best first, and a way for tests to force one.
std::vector<std::int64_t> pass_processors();
void force_pass_processor(std::int64_t processor);  ///< 0: back to the best

}  // namespace analysis::transit
