#pragma once

#include <optional>
#include <string>
#include <vector>

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

/// The trips that are told where lines state their fares.
struct ToldTrips {
  std::optional<transit::Journey> quickest;  ///< as `quickest_trip`
  /// As `transit::journeys_for_money`, without lines of unknown fare; empty where no line states a
  /// fare, or they are in several currencies.
  std::vector<transit::PaidJourney> for_money;
  std::string currency;  ///< of those; may be unstated
};

/// Both at the cost of one.
ToldTrips told_trips(const geo::City& city, const AskedTrip& asked);

/// The currency in which lines state their fares: empty where none names one. Nothing where no line
/// states a fare, or several currencies are named. O(lines).
std::optional<std::string> fare_currency(const geo::Lines& lines);

}  // namespace analysis
