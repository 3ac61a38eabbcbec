#pragma once

#include "geo/build/zones.hpp"
#include "geo/city.hpp"

namespace geo::build {

/// Who lives where, by neighbourhood and group: everyone, the groups of city.toml, and the rest
/// (everyone less the groups that are part of none).
///
/// Where the description names no people, one group without counts. A neighbourhood without a row
/// or a value is `not_recorded`, and so is what builds on it. Throws Error `group_above_total` when
/// a group has more people than its whole (everyone, or the group it is part of), or the groups
/// together have, with the neighbourhood by name; `group_unknown` and `group_repeated` for a
/// description that contradicts itself; `total_missing` without a column of the total.
Residents residents(const Layers& layers, const Zones& zones, Findings& findings);

}  // namespace geo::build
