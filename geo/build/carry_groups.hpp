#pragma once

#include <map>

#include "geo/build/counted_table.hpp"
#include "geo/build/supports.hpp"

namespace geo::build {

/// Carries the groups that were counted on ground of their own to the neighbourhoods of `all`,
/// wholes before their parts, so that a part is carried to where its whole is. In `counted` they
/// are counts of neighbourhoods from then on.
///
/// `all.whole_from` says of each from which level on its counts are the source's own.
///
/// Parts that were counted on one ground with their whole and do not sum to it are
/// `parts_miss_total`.
void carry_groups(Residents& all, const Counted& of_everyone, std::map<GroupId, Counted>& counted,
                  const Per<LevelId, Level>& levels, Supports& supports, Findings& findings);

}  // namespace geo::build
