#pragma once

#include <span>
#include <string>
#include <vector>

#include "geo/core/finding.hpp"
#include "geo/network/door.hpp"

namespace geo::build {

/// The doors of many places, side by side; all `off_network` where there are no streets (null).
std::vector<Cell<Door>> doors(const DoorFinder* finder, std::span<const Point> places);

/// Says how many of these doors (of "homes", "services") are on small disconnected parts of the
/// streets (`doors_on_small_part`) or were joined to the main part instead
/// (`doors_moved_to_main`).
void report_doors(const std::string& whose, std::span<const Door> doors, const std::string& file,
                  Findings& findings);

}  // namespace geo::build
