#pragma once

#include "geo/build/zones.hpp"
#include "geo/city.hpp"

namespace geo::build {

/// The places that serve people, in order of kind, key, place and name, with their doors.
///
/// Rows with one key and kind are one service with several entrances; rows with the same name, kind
/// and place are one service written twice (`service_duplicate`). A service outside the boundary
/// still counts and is `out_of_area` (`service_outside`; `service_looks_swapped` when its
/// coordinates would lie inside the other way round). Without a street near it counts nowhere
/// (`service_off_network`). Each layer is summed up in `services_read`. Findings never name or
/// place a protected service.
Services services(const Layers& layers, const Zones& zones, const DoorFinder* finder,
                  Findings& findings);

}  // namespace geo::build
