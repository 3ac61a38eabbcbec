#pragma once

#include <span>
#include <vector>

#include "geo/read/gtfs_stop_times.hpp"

namespace geo::read {

/// From what the times between two given ones are worked out.
enum class Spacing { travelled, along_shape, straight };

/// How far along its way each stop of a trip lies by the feed's own distances; empty where one is
/// missing or they go backwards.
std::vector<double> travelled(std::span<const StopTime> stops);

/// As the crow flies from stop to stop.
std::vector<double> straight(std::span<const StopTime> stops, const Stops& all);

/// Whether some stop of the trip has no time at all.
bool lacks_times(std::span<const StopTime> stops);

/// Gives each stop without times one between its neighbours that have some, as far in time as it
/// lies in distance, to the whole second; all stops evenly where the distance is zero. The first
/// and last stop have times. O(stops).
void fill_times(std::span<StopTime> stops, std::span<const double> along);

}  // namespace geo::read
