#pragma once

#include <vector>

#include "analysis/privacy/people_counts.hpp"
#include "analysis/results.hpp"
#include "geo/city.hpp"
#include "geo/release.hpp"

namespace analysis::privacy {

/// What each failure costs, the worst first: homes, and people of each group.
///
/// - People of a group are those of `shown` (see as_shown), so they tell no more of a withheld
///   count than the counts that are shown; everyone's are the city's own.
/// - For each kind the homes that fall when a service or a street fails are cells of one table over
///   the whole city, and those that fall when a line fails of another, with what is left between
///   them: counts from 1 to k-1 of a protected group are withheld there, and so is
///   what would give one back. A failure whose homes overlap those of a worse one, neither inside
///   nor around them, has everyone's count alone.
/// - Nothing is told of kinds that have a protected place: who falls would show where it is.
std::vector<geo::ReleasedLoss> released_losses(const geo::City& city, const geo::City& shown,
                                               const Results& results, const PeopleCounts& people,
                                               std::int64_t smallest_count);

}  // namespace analysis::privacy
