#pragma once

#include <map>
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
};

/// Reads the counts of [people], one table after another. Everyone is carried to the homes that
/// `supports` has settled.
///
/// Throws Error `total_missing` without a column of the total; `everyone_is_flow` and
/// `everyone_too_coarse` where the total is not of who lives in each neighbourhood;
/// `group_without_column`, `level_unknown`, and what the tables throw.
PeopleCounted count_people(const Layers& layers, const Zones& zones,
                           const Per<LevelId, Level>& levels, Supports& supports,
                           Findings& findings);

}  // namespace geo::build
