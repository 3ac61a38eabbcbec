#pragma once

#include <map>

#include "geo/city.hpp"
#include "geo/layers.hpp"

namespace geo::build {

/// The streets and doors of the vehicles that `[travel] by` asks about. A vehicle stops at the
/// nearest street that is open to it; from there one walks.
std::map<Mode, Riding> riding(const Layers& layers, const City& city);

/// The doors of a service for a vehicle: where its doors for people are, and the walk from there.
std::vector<Door> ridden_doors(const City& city, ServiceId service, const DoorFinder& finder);

}  // namespace geo::build
