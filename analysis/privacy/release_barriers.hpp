#pragma once

#include <vector>

#include "analysis/results.hpp"
#include "geo/city.hpp"
#include "geo/release.hpp"

namespace analysis::privacy {

/// The profiles of which the run tells anything, in the order in which it was asked.
std::vector<geo::ReleasedProfile> released_profiles(const geo::City& city, const Results& results);

/// What barriers cost, row by row: over everyone, whose counts are public. In the finest areas the
/// times to a kind that has a protected place are `suppressed`, as everywhere.
std::vector<geo::ReleasedBarrier> released_barriers(const geo::City& city, const Results& results);

}  // namespace analysis::privacy
