#pragma once

#include <span>
#include <vector>

#include "geo/network/door.hpp"

namespace geo::build {

/// The doors of many places, side by side; all `off_network` where there are no streets (null).
std::vector<Cell<Door>> doors(const DoorFinder* finder, std::span<const Point> places);

}  // namespace geo::build
