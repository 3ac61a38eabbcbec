#pragma once

#include "geo/build/supports.hpp"
#include "geo/city.hpp"

namespace geo::build {

/// Who lives where, by neighbourhood and group: everyone, the groups of city.toml, and the rest
/// (everyone less the groups that are part of none).
///
/// Groups are counted in the table of [people] or in one of their own, at any level (see
/// fit_people); columns of sex and age divide everyone and each group once more (`female`,
/// `age_0_14`, `migrants_female_age_0_14`).
///
/// People counted on ground of their own, or only in larger areas, are carried to the homes that
/// `supports` has settled, and summed by neighbourhood from there.
///
/// Where the description names no people, one group without counts. A neighbourhood without a row
/// or a value is `not_recorded`, and so is what builds on it; a count that the source holds back is
/// `withheld_by_source`. Throws Error `group_above_total` when
/// a group has more people than its whole (everyone, or the group it is part of), or the groups
/// together have, with the neighbourhood by name; `group_unknown` and `group_repeated` for a
/// description that contradicts itself; `total_missing` without a column of the total;
/// `everyone_is_flow` where the total is not of who lives there.
Residents residents(const Layers& layers, const Zones& zones, const Per<LevelId, Level>& levels,
                    Supports& supports, Findings& findings);

}  // namespace geo::build
