#pragma once

#include "geo/build/zones.hpp"
#include "geo/city.hpp"

namespace geo::build {

/// Where people live, with their doors and the people of every group.
///
/// Homes come from housing when it covers half of the inhabited neighbourhoods or more (a layer of
/// social housing alone does not say where everyone lives: `housing_too_sparse`), else from OSM's
/// residential buildings under the same rule, else from the points when neighbourhoods are points,
/// else they are laid along the streets. An inhabited neighbourhood without any home gets homes
/// along its streets, and without streets one at its label point (`homes_modelled`). Homes stand in
/// order of neighbourhood, then place, then weight.
Homes homes(const Layers& layers, const Zones& zones, const Residents& residents,
            const StreetGraph& streets, const DoorFinder* doors, Findings& findings);

}  // namespace geo::build
