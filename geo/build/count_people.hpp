#pragma once

#include <map>
#include <set>
#include <string>

#include "geo/build/counted_table.hpp"
#include "geo/build/groups.hpp"
#include "geo/build/supports.hpp"

namespace geo::build {

/// Everyone and the groups of a description as their sources count them, each wherever that is.
struct PeopleCounted {
  std::string file;  ///< in which everyone is counted
  Groups groups;     ///< all but the rest
  Counted everyone;
  Column<NeighbourhoodId, People> by_neighbourhood;  ///< everyone
  std::map<GroupId, Counted> of_groups;              ///< the others; absent: nothing is counted
  std::set<GroupId> of_everyone;  ///< counted as a share of everyone in each area
};

/// Reads the counts of [people], one table after another. Everyone is carried to the homes that
/// `supports` has settled: from ground of their own, or from larger areas than the neighbourhoods
/// (see `shared_out`).
///
/// Throws Error `total_missing` without a column of the total; `everyone_is_flow` where the total
/// is not of who lives there; `group_without_column`, `level_unknown`, and what the tables throw.
PeopleCounted count_people(const Layers& layers, const Zones& zones,
                           const Per<LevelId, Level>& levels, Supports& supports,
                           Findings& findings);

}  // namespace geo::build
