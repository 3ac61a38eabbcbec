#pragma once

#include "geo/build/supports.hpp"
#include "geo/city.hpp"

namespace geo::build {

/// Where people live.
///
/// Homes come from housing when it covers half of the inhabited neighbourhoods or more (a layer of
/// social housing alone does not say where everyone lives: `housing_too_sparse`), else from OSM's
/// residential buildings under the same rule, else from the points when neighbourhoods are points,
/// else they are laid along the streets. An inhabited neighbourhood without any home gets homes
/// along its streets, and without streets one at its label point (`homes_modelled`). Homes stand in
/// order of neighbourhood, then place, then weight.
///
/// Here are their places and weights: nobody lives there yet, and there are no doors.
Homes empty_homes(const Layers& layers, const Zones& zones,
                  const Per<NeighbourhoodId, bool>& inhabited, const StreetGraph& streets,
                  const Lodgings& lodgings, Supports& supports, Findings& findings);

/// Where somebody is counted, or may be.
Per<NeighbourhoodId, bool> inhabited(const Residents& residents);

/// The homes with their doors and their people.
Homes with_people(Homes homes, const Layers& layers, const Residents& residents,
                  const Lodgings& lodgings, const Supports& supports, const StreetGraph& streets,
                  const DoorFinder* doors, Findings& findings);

}  // namespace geo::build
