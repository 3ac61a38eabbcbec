#pragma once

#include <cstdint>
#include <span>

#include "analysis/transit/network.hpp"

namespace analysis::transit {

/// Minutes that may be written behind the last one of the last stop.
inline constexpr std::size_t written_at_once = 16;

/// How times under way are laid out for one home: `stride` values from one stop of the network to
/// the next, a multiple of 32 and no less than the minutes.
struct TimesLayout {
  std::size_t minutes, stride;
  std::uint32_t longest;  ///< tenths of a second; more than that is `no_time`
};

/// The times that last minutes stand for: `last` holds one home's, for each alighting of the
/// network in their order. Of all vehicles that one may be on the first to arrive counts. `times`
/// has room for all stops and `written_at_once` more.
void spell_out(const Network& network, std::span<const std::uint8_t> last,
               const TimesLayout& layout, std::span<std::uint16_t> times);
void spell_out(const Network& network, std::span<const std::uint8_t> last,
               const TimesLayout& layout, std::span<std::uint32_t> times);

}  // namespace analysis::transit
