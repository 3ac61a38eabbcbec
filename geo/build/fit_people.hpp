#pragma once

#include <map>

#include "geo/build/counted_table.hpp"

namespace geo::build {

/// Brings counts of groups to the neighbourhoods, whatever level they were counted at.
///
/// `all` has its groups and the counts of everyone by neighbourhood; `counted` those of the others.
/// Counts of neighbourhoods stay. Counts of coarser areas are fitted to the neighbourhoods of each
/// area, so that the parts of every split leave room for each other in their whole and sum exactly
/// to what was counted (`people_modelled`, one for each group). A group counted only in the whole
/// city is `not_recorded_at_this_level` in each neighbourhood and stands in `all.in_city`.
///
/// Throws Error `group_above_total` where a group has more people than its whole in an area, and
/// `people_do_not_fit` where counts of several levels contradict each other.
void fit_people(Residents& all, const std::map<GroupId, Counted>& counted,
                const Per<LevelId, Level>& levels, const std::string& file, Findings& findings);

}  // namespace geo::build
