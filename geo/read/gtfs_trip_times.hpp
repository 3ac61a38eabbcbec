#pragma once

#include "geo/read/gtfs_patterns.hpp"

namespace geo::read {

/// stop_times.txt and, where times are missing, shapes.txt: what every trip does, put into
/// patterns. Missing times are worked out along the feed's own distances, else along the trip's
/// shape, else along straight lines, and one finding says how many and how. A trip whose first or
/// last time is missing, or whose times go backwards, is a finding of severity error.
PatternTable trip_times(const FeedFiles& files, const FeedStops& stops, const FeedLines& lines,
                        const FeedTrips& trips, Findings& findings);

}  // namespace geo::read
