#pragma once

#include "geo/build/zones.hpp"
#include "geo/city.hpp"

namespace geo::build {

/// The uses of land around which mix is measured, in order of class, place and mass.
///
/// Rows of land_use when there are any: class is the kind, mass the floor area, else the polygon's
/// ground times its floors, else one (`use_unmapped`, `use_without_place` for rows left out). Else
/// one for each service by its theme, and one dwelling for each home.
Uses uses(const Layers& layers, const Homes& homes, const Services& services,
          const DoorFinder* finder, Findings& findings);

}  // namespace geo::build
