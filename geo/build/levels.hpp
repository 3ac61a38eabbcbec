#pragma once

#include "geo/build/zones.hpp"
#include "geo/city.hpp"

namespace geo::build {

/// The administrative levels of the city: the neighbourhoods, then those of city.toml from the one
/// with most areas to the one with fewest, then the whole city.
///
/// An area is the union of its neighbourhoods. Neighbourhoods without a code for a level stand
/// together in its area `not_recorded` (`level_missing`). An area that lies in two of the next
/// coarser level belongs to the one that holds most of its ground (`not_nested`); neighbourhoods
/// keep their own. Names come from another layer where one is given; codes that it lacks, or that
/// no neighbourhood has, are findings.
Per<LevelId, Level> levels(const Layers& layers, const Zones& zones, Findings& findings);

}  // namespace geo::build
