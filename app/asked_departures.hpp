#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "analysis/travel/transit_reach.hpp"
#include "geo/city.hpp"
#include "geo/core/clock.hpp"

namespace app {

/// When people leave by public transport, as a command is asked.
struct AskedDepartures {
  std::optional<int> percentile;   ///< of the times over the hours of `[transit]`; left out: 50
  std::optional<geo::Seconds> at;  ///< in place of those hours
};

/// Adds --percentile, for one or for several.
void add_percentile(CLI::App& command, std::optional<int>& percentile);
void add_percentiles(CLI::App& command, std::vector<int>& percentiles);

/// The hour among places, as in `--at 2.17,41.38 --at 08:10`: it is taken out of them. Throws
/// geo::Error where there are several, or no place is left.
std::optional<geo::Seconds> take_hour(std::vector<std::string>& places);

/// Throws geo::Error where people do not move by public transport, and yet it is asked when they
/// leave; or both for one departure and for a percentile of many.
void refuse_departures(const std::string& way, const AskedDepartures& asked);

void refuse_percentiles(const std::string& way, const std::vector<int>& percentiles);

/// Those departures, with the hours of the city where none are asked for.
analysis::travel::Departures departures(const geo::City& city, const AskedDepartures& asked);

}  // namespace app
