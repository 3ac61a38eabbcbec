#pragma once

#include <vector>

#include "analysis/privacy/people_counts.hpp"
#include "analysis/results.hpp"
#include "geo/city.hpp"

namespace analysis::privacy {

/// The city as anybody could estimate it from the counts that are shown: people by neighbourhood
/// as `PeopleCounts::as_shown`, spread over homes as everyone is.
geo::City as_shown(const geo::City& city, const PeopleCounts& people);

/// Every figure of a run over the counts that are shown, one list for each outcome, levels
/// outermost. Where nothing is withheld these are the run's own figures; else the group step is
/// done again over `as_shown`, so that no mean, gap, coverage or index, and no set of them, says
/// more about a withheld count than the shown counts do.
std::vector<std::vector<Figures>> shown_figures(const geo::City& city, const Results& results,
                                                const PeopleCounts& people);

/// The figures of one level and group, or null.
const Figures* find_figures(const std::vector<Figures>& figures, geo::LevelId level,
                            geo::GroupId group);

}  // namespace analysis::privacy
