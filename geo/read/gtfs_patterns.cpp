#include "geo/read/gtfs_patterns.hpp"

#include <algorithm>

namespace geo::read {
namespace {

void put(std::string& key, std::uint32_t number) {
  key.append(reinterpret_cast<const char*>(&number), sizeof number);
}

}  // namespace

std::uint32_t PatternTable::pattern_of(LineId line, std::span<const StopTime> stops) {
  std::string key;
  put(key, line.row());
  for (const StopTime& stop : stops) {
    put(key, stop.stop.row());
    put(key, static_cast<std::uint32_t>(stop.call));
  }
  const auto [found, fresh] =
      pattern_rows_.emplace(std::move(key), static_cast<std::uint32_t>(patterns_.size()));
  if (fresh) {
    Pattern pattern{line, {}, {}};
    for (const StopTime& stop : stops) {
      pattern.stops.push_back(stop.stop);
      pattern.calls.push_back(stop.call);
    }
    patterns_.push_back(std::move(pattern));
  }
  return found->second;
}

std::uint32_t PatternTable::timing_of(std::span<const StopTime> stops, bool interpolated) {
  const Seconds start = *stops.front().leaves;
  Timing timing{{}, {}, interpolated};
  std::string key;
  put(key, interpolated ? 1 : 0);
  for (const StopTime& stop : stops) {
    timing.arrives.push_back(*stop.arrives - start);
    timing.leaves.push_back(*stop.leaves - start);
    put(key, static_cast<std::uint32_t>(timing.arrives.back().count));
    put(key, static_cast<std::uint32_t>(timing.leaves.back().count));
  }
  const auto [found, fresh] =
      timing_rows_.emplace(std::move(key), static_cast<std::uint32_t>(timings_.size()));
  if (fresh) timings_.push_back(std::move(timing));
  return found->second;
}

void PatternTable::add(std::uint32_t trip, LineId line, std::span<const StopTime> stops,
                       bool interpolated) {
  trips_.push_back(
      {trip, pattern_of(line, stops), timing_of(stops, interpolated), *stops.front().leaves});
}

std::vector<std::optional<TripId>> PatternTable::put_into(
    Timetable& timetable, const std::vector<FeedTrip>& trips) const {
  std::vector<Timed> ordered = trips_;
  std::sort(ordered.begin(), ordered.end(),
            [](const Timed& a, const Timed& b) { return a.trip < b.trip; });
  std::vector<std::optional<TripId>> ids(trips.size());
  std::vector<std::optional<PatternId>> patterns(patterns_.size());
  std::vector<std::optional<TimingId>> timings(timings_.size());
  for (const Timed& timed : ordered) {
    if (!patterns[timed.pattern]) {
      const Pattern& pattern = patterns_[timed.pattern];
      patterns[timed.pattern] = timetable.patterns.line.push_back(pattern.line);
      timetable.patterns.stops.append(pattern.stops);
      timetable.patterns.calls.append(pattern.calls);
    }
    if (!timings[timed.timing]) {
      const Timing& timing = timings_[timed.timing];
      timings[timed.timing] = timetable.timings.interpolated.push_back(timing.interpolated);
      timetable.timings.arrives.append(timing.arrives);
      timetable.timings.leaves.append(timing.leaves);
    }
    const FeedTrip& trip = trips[timed.trip];
    ids[timed.trip] = timetable.trips.key.push_back(trip.key);
    timetable.trips.pattern.push_back(*patterns[timed.pattern]);
    timetable.trips.timing.push_back(*timings[timed.timing]);
    timetable.trips.start.push_back(timed.start);
    timetable.trips.calendar.push_back(trip.calendar);
    timetable.trips.wheelchair.push_back(trip.wheelchair);
  }
  return ids;
}

}  // namespace geo::read
