#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "geo/read/gtfs_stop_times.hpp"

namespace geo::read {

/// Patterns and timings as they are met, each kept once. Trips are numbered as in FeedTrips.
class PatternTable {
 public:
  /// A trip whose every stop has its times.
  void add(std::uint32_t trip, LineId line, std::span<const StopTime> stops, bool interpolated);

  /// The trips that were added and everything they need, numbered in the order of the trips, so
  /// that the order in which they were met leaves no trace: result[trip] is its id.
  std::vector<std::optional<TripId>> put_into(Timetable& timetable,
                                              const std::vector<FeedTrip>& trips) const;

 private:
  struct Timed {
    std::uint32_t trip, pattern, timing;
    Seconds start;
  };
  struct Pattern {
    LineId line;
    std::vector<StopId> stops;
    std::vector<Call> calls;
  };
  struct Timing {
    std::vector<Seconds> arrives, leaves;
    bool interpolated;
  };
  std::uint32_t pattern_of(LineId line, std::span<const StopTime> stops);
  std::uint32_t timing_of(std::span<const StopTime> stops, bool interpolated);

  std::vector<Timed> trips_;
  std::vector<Pattern> patterns_;
  std::vector<Timing> timings_;
  std::unordered_map<std::string, std::uint32_t> pattern_rows_, timing_rows_;
};

}  // namespace geo::read
