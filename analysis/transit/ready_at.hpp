#pragma once

#include <algorithm>
#include <cstdint>

#include "analysis/transit/pass.hpp"

namespace analysis::transit {

/// When people from each of the homes are ready to get on at a stop: after so many full minutes and
/// tenths of a second; never those from whom nobody walks there.
struct ReadyAt {
  explicit ReadyAt(geo::StopId at) : stop(at) { std::fill_n(full, homes_in_row, nobody); }
  void add(std::size_t home, std::uint32_t ready) {
    if (ready >= nobody * tenths_in_minute) return;
    first = std::min(first, ready);
    last = std::max(last, ready);
    full[home] = static_cast<std::int16_t>(ready / tenths_in_minute);
    rest[home] = static_cast<std::int16_t>(ready % tenths_in_minute);
  }

  /// More minutes than there are in a day on either side of the window.
  static constexpr std::int16_t nobody = 16000;

  geo::StopId stop;
  std::uint32_t first = never, last = 0;  ///< of all who come, tenths of a second
  std::int16_t full[homes_in_row], rest[homes_in_row] = {};
};

}  // namespace analysis::transit
