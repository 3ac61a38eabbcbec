#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/transit/fares.hpp"
#include "analysis/transit/rules.hpp"
#include "geo/service_day.hpp"
#include "geo/timetable.hpp"

namespace analysis::transit {

/// What somebody on a trip does after the other. Times are tenths of a second after leaving home.
struct Ride {
  geo::StopId from, to;
  geo::TripId trip;
  std::uint32_t leaves, arrives;
  /// Where nobody knows when it leaves: how far departures are apart. Half of that is the wait.
  std::optional<geo::Seconds> every = {};
  bool stays_seated = false;  ///< the vehicle of the ride before goes on as this trip
  /// The walk that leads here: from home, or from the stop before; 0 at the same stop.
  std::uint32_t walk = 0;
};

/// A trip from home to a place, ride by ride.
struct Journey {
  std::vector<Ride> rides;  ///< none: on foot all the way
  std::uint32_t walk = 0;   ///< the last walk, or the only one
  std::uint32_t arrives = 0;
};

/// Where a journey leads: walks from home to stops and from stops to the place, and on foot all the
/// way, or `never`.
struct Ends {
  std::span<const Walk> to_stops, from_stops;
  std::uint32_t on_foot = never;
};

/// The quickest trip of who leaves home at `leaves`; of several that arrive together the one with
/// the fewest rides, then the shortest last walk. Nothing where none is as short as `rules` allow.
///
/// It arrives just when `Search` says, by the same legs and changes. `Search` draws moments for
/// departures that nobody knows; here who comes to such a line waits half of its headway. O(legs x
/// changes until it arrives). A connection scan: Dibbelt, Pajor, Strasser and Wagner (2018),
/// doi:10.1145/3274661.
std::optional<Journey> quickest_journey(const geo::Timetable& timetable, const geo::ServiceDay& day,
                                        const WalksBetweenStops& between, geo::Seconds leaves,
                                        const Rules& rules, const Ends& ends);

/// A trip and what its fares add up to.
struct PaidJourney {
  geo::Money costs;
  Journey journey;
};

/// What time money buys: the trips of which none is both cheaper and as quick as another, the
/// cheapest first, so that each costs more than the one before it and arrives earlier. Of those
/// alike in both the one with the fewest rides, then the shortest last walk. The last arrives as
/// `quickest_journey` does where nobody gets on lines of unknown fare and the budget is enough; for
/// any budget the last one within it arrives just when a `Search` within that says.
/// O(as `quickest_journey`, times the sums of fares by which one comes to a leg).
std::vector<PaidJourney> journeys_for_money(const geo::Timetable& timetable,
                                            const geo::ServiceDay& day,
                                            const WalksBetweenStops& between, geo::Seconds leaves,
                                            const Rules& rules, const Ends& ends,
                                            const Fares& fares);

}  // namespace analysis::transit
