#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "analysis/travel/plan.hpp"
#include "analysis/travel/way.hpp"
#include "geo/city.hpp"

namespace analysis::travel {

/// Services of which everybody should get to one by public transport within a limit.
struct RiddenStandard {
  std::vector<std::uint32_t> services;  ///< rows, ascending
  geo::Minutes within;
  /// Those who do not walk to one within the limit: all others have nothing to lose.
  std::vector<geo::HomeId> homes;
};

/// A line and who has nothing within a standard any more when it does not run.
struct LineCutOff {
  geo::LineId line;
  std::size_t standard;            ///< place among those asked about
  std::vector<geo::HomeId> homes;  ///< ascending
  bool operator==(const LineCutOff&) const = default;
};

/// What happens to trips at a percentile of the minutes of leaving when one line, any one, no
/// longer runs: for each line with a vehicle in these hours, by line, and each standard who has one
/// of its services within the limit now and would have none then. Exact: equal to closing one line
/// (`geo::LineClosed`) after the other and asking again, within the longest of the limits.
///
/// Lines are taken away in halves, then halves of halves: without fewer vehicles nobody is
/// anywhere earlier, so who still has a service without a half of the lines misses none of them,
/// and only the others are searched again without each half of that half. O(lines) timetables made
/// ready, and for each home as many searches as it takes to tell the lines that it cannot do
/// without. `progress` hears the share of the lines that are settled, one call at a time. Throws
/// geo::Error `transit_not_read` as `ask` does.
std::vector<LineCutOff> lines_cut_off(const geo::City& city, const Way& way, int percentile,
                                      std::span<const RiddenStandard> standards,
                                      const Means& means = {},
                                      const std::function<void(double)>& progress = {});

}  // namespace analysis::travel
