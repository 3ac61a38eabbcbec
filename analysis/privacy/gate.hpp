#pragma once

#include <functional>
#include <memory>

#include "analysis/catchment.hpp"
#include "analysis/results.hpp"
#include "analysis/trip_table.hpp"
#include "geo/city.hpp"
#include "geo/release.hpp"
#include "geo/released_matrix.hpp"

namespace analysis::privacy {

/// A table of trips and the places that it is about.
struct ReleasedTrips {
  geo::Release places;  ///< layers "origins" and "destinations"
  geo::ReleasedMatrix table;
};

/// The one way out. Sees the whole release at once and withholds what would give a small count of
/// a protected group away.
///
/// - A count of people in a protected group from 1 to k-1 is `suppressed`, at every level; so are
///   the group's figures there, and its complement's.
/// - No suppressed cell can be had by subtraction: within each parent area either none or at least
///   two cells of a group are suppressed, and together they hold k people or more; the next
///   smallest cells are suppressed until that holds, level by level.
/// - The home layer carries times and scores only: no people, no group, nothing that depends on who
///   lives there. Protected services have no point.
/// - What barriers cost is counted over everyone, never over a group.
/// - Who falls when a service or street fails is counted by group as above, and not at all for
///   kinds with a protected place.
/// - Figures of housing are their sources' own; where a group lives they are weighted by the counts
///   that are shown, over the whole city.
/// - Of a survey only estimates over 30 answers or more, never where a household lives.
/// - Class breaks come from released figures.
class Gate {
 public:
  /// Throws geo::Error (Cause::gate_refused) when `smallest_count` is below 10.
  static geo::Release release(const geo::City& city, const Results& results);

  /// Travel times alone, nothing about people: what lies within reach of places, with the layers
  /// "catchments", "reached_streets" and "origins". Throws geo::Error (Cause::gate_refused) when
  /// one of the places may not be shown, for its area would tell where it is.
  static geo::Release release(const geo::City& city, const CatchmentAreas& areas);

  /// Times between places, a row at a time; refuses as above. Pairs out of reach are left out when
  /// `reached_only`; `progress` hears the share of rows made. `city` must outlive the table.
  static ReleasedTrips release(const geo::City& city, std::shared_ptr<const TripTable> trips,
                               bool reached_only, const std::function<void(double)>& progress = {});

 private:
  static geo::Release about(const geo::City& city);
};

/// Smallest count of a protected group that may be shown: may be raised, never lowered.
inline constexpr int least_smallest_count = 10;

}  // namespace analysis::privacy
