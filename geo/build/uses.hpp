#pragma once

#include "geo/build/zones.hpp"
#include "geo/city.hpp"

namespace geo::build {

/// The uses of land around which mix is measured, in order of class, place and mass.
///
/// Rows of land_use when there are any: class is the kind, mass the floor area, else the ground
/// (its polygon's, or a column) times its floors, else a count, else one (`use_unmapped`,
/// `use_without_place` for rows left out). Else one for each service by its theme, and one dwelling
/// for each home, those on no map left out.
///
/// A table of uses by zone has no places: what a zone has of each class is laid in equal parts at
/// 50 of its homes at most, spread over all of them, so what is around a home is right for the zone
/// and modelled inside it (`uses_by_zone`).
Uses uses(const Layers& layers, const Zones& zones, const Per<LevelId, Level>& levels,
          const Homes& homes, const Lodgings& lodgings, const Services& services,
          const DoorFinder* finder, Findings& findings);

}  // namespace geo::build
