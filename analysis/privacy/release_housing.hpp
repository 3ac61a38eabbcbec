#pragma once

#include <vector>

#include "analysis/privacy/people_counts.hpp"
#include "geo/city.hpp"
#include "geo/release.hpp"

namespace analysis::privacy {

/// Figures of housing by area and period: public statistics, which leave as their sources give
/// them. What they are where a group lives is computed from the counts that are shown, so that it
/// tells no more than these do, and `suppressed` where the group's count in the city is withheld or
/// mostly an estimate. No more than half of a group in areas with a figure: `too_few_people`.
std::vector<geo::ReleasedHousing> released_housing(const geo::City& city,
                                                   const PeopleCounts& people);

/// Adds the latest period of each figure to every level, `not_recorded_at_this_level` where the
/// source does not give it there, and the period beside it.
void add_housing_columns(const std::vector<geo::ReleasedHousing>& housing,
                         std::vector<geo::ReleasedLayer>& levels);

}  // namespace analysis::privacy
