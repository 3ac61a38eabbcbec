#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "analysis/travel/reached.hpp"
#include "analysis/travel/stop_reach.hpp"

namespace analysis::travel {

/// The quickest rides from one place to the stops of a city.
struct RidesToStops {
  std::size_t times = 0;           ///< minutes of leaving, in each draw of unknown departures
  std::vector<std::uint32_t> row;  ///< of each stop among `takes`; `transit::never`: no ride there
  std::vector<std::uint32_t> takes;  ///< by row, then time: tenths of a second or `transit::never`

  std::span<const std::uint32_t> to(std::uint32_t row_of_stop) const {
    return std::span(takes).subspan(row_of_stop * times, times);
  }
};

/// The streets and what is known of them whoever leaves from wherever. All must outlive those who
/// refer to it.
struct RiddenStreets {
  const geo::StreetGraph& streets;
  const Costs& costs;
  StopReach stops;
  std::vector<std::uint32_t> limits;  ///< ascending, tenths of a second
  int percentile = 50;
};

/// How long it is from a place to every door of a city on foot and by public transport, up to some
/// limits, at one percentile of the times over the minutes of leaving: as `RiddenRows` has it.
///
/// A walk from a stop is as long as the limit leaves after the ride, and no longer than the longest
/// walk. The longest that is left at a corner in each minute, whichever stop it began at, tells how
/// far one gets from there along each street; a place is within the limit where one gets there in
/// so many of the minutes. So it is not the percentiles at the two ends of a street that make that
/// of a place between them: in each minute one may come from the other end.
class RiddenReach final : public Reach {
 public:
  /// O(walks from stops x times), so many times at once as a register holds. Keeps 2 bytes for each
  /// limit, corner in reach and time.
  RiddenReach(const RiddenStreets& streets, Reached on_foot, RidesToStops rides);
  ~RiddenReach() override;

  /// The least of the limits that the door is within, or `far`.
  std::uint32_t cost(const geo::Door& door) const override;
  /// The percentile of the times at that very place.
  geo::Deciseconds at(geo::EdgeId edge, double share) const override;
  std::vector<StreetPart> parts(geo::Deciseconds limit) const override;

 private:
  class Within;

  const RiddenStreets& streets_;
  Reached on_foot_;
  RidesToStops rides_;
  std::size_t needed_;                                 ///< so many of the times
  std::vector<std::unique_ptr<const Within>> within_;  ///< as the limits
};

}  // namespace analysis::travel
