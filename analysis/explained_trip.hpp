#pragma once

#include <optional>

#include "analysis/places.hpp"
#include "analysis/transit/journey.hpp"
#include "geo/city.hpp"
#include "geo/core/date.hpp"

namespace analysis {

/// A trip that somebody asks to be told.
struct AskedTrip {
  Place from, to;
  geo::Date day{};
  geo::Seconds leaves;
  std::optional<int> rides = {};  ///< at most; none: as [transit] has it
  bool wheelchair = false;        ///< also where [transit] does not say so
  geo::Minutes longest{180};
};

/// The quickest trip on foot and by public transport, by the walks, slack and rules of `[transit]`,
/// as the figures of a run are made. Nothing where there is none so short, or where one of the
/// places is on no street. Without `[transit]`, on foot. O(searches from every door of a stop).
std::optional<transit::Journey> quickest_trip(const geo::City& city, const AskedTrip& asked);

}  // namespace analysis
