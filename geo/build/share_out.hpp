#pragma once

#include "geo/build/counted_table.hpp"
#include "geo/build/groups.hpp"

namespace geo::build {

/// Least people of everyone in areas of some levels.
using AtLeast = std::map<AreaOfLevel, People>;

/// People of larger areas by neighbourhood, in proportion to the weights of their homes and nowhere
/// fewer than `at_least`; every area's count is kept to the millionth. Dwellings or floor area are
/// the weights where housing is known (dasymetric mapping: Wright 1936, doi:10.2307/209467).
///
/// A neighbourhood of an area without a count has its reason. Where `at_least` asks for more than
/// an area has, it is passed over: the counts contradict each other, which is told where groups are
/// set against everyone.
Column<NeighbourhoodId, People> shared_out(const Counted& counted,
                                           const Per<LevelId, Level>& levels,
                                           const Per<NeighbourhoodId, double>& weights,
                                           const AtLeast& at_least = {});

/// How many there are at least below the level at which everyone was counted: people of the groups
/// of one dimension that were counted there, of the dimension that has most.
AtLeast known_below(LevelId everyone_at, const Groups& groups,
                    const std::map<GroupId, Counted>& counted, const Per<LevelId, Level>& levels);

}  // namespace geo::build
