#pragma once

#include "analysis/results.hpp"
#include "geo/city.hpp"
#include "geo/release.hpp"

namespace analysis::privacy {

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
/// - Figures of housing are their sources' own; where a group lives they are weighted by the counts
///   that are shown, over the whole city.
/// - Of a survey only estimates over 30 answers or more, never where a household lives.
/// - Class breaks come from released figures.
class Gate {
 public:
  /// Throws geo::Error (Cause::gate_refused) when `smallest_count` is below 10.
  static geo::Release release(const geo::City& city, const Results& results);
};

/// Smallest count of a protected group that may be shown: may be raised, never lowered.
inline constexpr int least_smallest_count = 10;

}  // namespace analysis::privacy
