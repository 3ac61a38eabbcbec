#pragma once

#include "analysis/transit/rules.hpp"
#include "geo/city.hpp"
#include "geo/core/units.hpp"

namespace analysis::travel {

using StopDoorId = geo::Id<struct StopDoorTag>;  ///< where one gets from the streets to stops

/// Where the streets lead to the stops that trips call at: at the entrances of their station, where
/// it has some, else at the stop itself. A stop may have several doors, a door lead to several
/// stops.
struct StopDoors {
  geo::Per<StopDoorId, geo::Door> door;
  geo::Lists<StopDoorId, transit::Walk> in;    ///< the stops to which one gets from that door
  geo::Lists<StopDoorId, transit::Walk> out;   ///< the stops from which one gets to it
  transit::WalksBetweenStops inside_stations;  ///< from stop to stop by pathways, any order
};

/// Times inside are those of the pathways of the feed: as stated, else their length at that pace.
/// Where no pathways lead from the entrances of a station to a stop, being at one is being at the
/// other. `wheelchair`: without stairs, escalators and what is said to be closed to wheelchairs.
StopDoors stop_doors(const geo::City& city, geo::MetresPerMinute pace, bool wheelchair);

}  // namespace analysis::travel
