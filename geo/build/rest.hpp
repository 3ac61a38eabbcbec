#pragma once

#include <string>

#include "geo/build/groups.hpp"
#include "geo/build/zones.hpp"

namespace geo::build {

/// Adds the rest of the population, where there is a group of an origin: everyone less the groups
/// that are part of none. A share that rounding puts above everyone is taken as all
/// (`rest_rounded`).
///
/// It is counted as coarsely as the coarsest of them, and modelled where one of them is. In a
/// larger area of which the sources print what they hold back of its parts, the rest is what that
/// leaves.
///
/// Counts carried from grounds of their own need not agree: with `carried`, where they leave less
/// than nobody the rest is `uncertain`; else Error `group_above_total`.
void add_rest(Residents& all, Groups& groups, const Names& name, const Zones& zones,
              const Per<LevelId, Level>& levels, bool carried, const std::string& file,
              Findings& findings);

}  // namespace geo::build
