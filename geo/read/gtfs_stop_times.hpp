#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "geo/read/gtfs_parts.hpp"

namespace geo::read {

/// One row of stop_times.txt.
struct StopTime {
  StopId stop;
  int sequence = 0;
  std::optional<Seconds> arrives, leaves;
  std::optional<double> distance;  ///< in whatever unit the feed measures
  Call call = Call::both;
  std::size_t line = 0;
};

/// The stops of one trip, by its row in FeedTrips, in order of their sequence.
using TripTimes = std::function<void(std::uint32_t trip, std::vector<StopTime>& stops)>;

/// Calls `each` once for every trip of stop_times.txt, in the order of the file; `start_again`
/// where what was handed out so far does not count.
///
/// Where the rows of a trip stand together, which is how nearly all feeds are, one trip is held at
/// a time. Where they do not, the file is read once more and held as a whole (64 bytes a row), and
/// a finding says so. What is wrong in a row is a finding of severity error, and the row left out.
void stop_times(const FeedFiles& files, const FeedStops& stops, const FeedTrips& trips,
                Findings& findings, const TripTimes& each,
                const std::function<void()>& start_again);

}  // namespace geo::read
