#pragma once

#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/transit/search.hpp"
#include "geo/service_day.hpp"
#include "geo/timetable.hpp"
#include "tests/catch.hpp"

/// A small timetable written down trip by trip. Stops are single letters.
class DrawnTimetable {
 public:
  geo::Timetable timetable;
  geo::ServiceDay day;

  explicit DrawnTimetable(const std::string& stops) : letters_(stops) {
    timetable.feeds.push_back({"feed", "Europe/Madrid", false});
    timetable.calendars.push_back({geo::FeedId{0}, "daily", {}, {}, {}, {}, {}});
    for (const char letter : stops) {
      timetable.stops.feed.push_back(geo::FeedId{0});
      timetable.stops.key.push_back(std::string(1, letter));
      timetable.stops.name.push_back(std::string(1, letter));
      timetable.stops.at.push_back({});
      timetable.stops.kind.push_back(geo::StopKind::stop);
      timetable.stops.parent.push_back(std::nullopt);
      timetable.stops.wheelchair.push_back(geo::Wheelchair::unknown);
    }
  }

  geo::StopId stop(char letter) const { return geo::StopId{letters_.find(letter)}; }

  geo::LineId line() {
    timetable.lines.feed.push_back(geo::FeedId{0});
    timetable.lines.key.push_back("line");
    return timetable.lines.mode.push_back(geo::TransitMode::bus);
  }

  /// A trip that runs once: "A 8:00, B 8:10/8:12, C 8:20" with one time, or when it comes and
  /// leaves. Behind a stop + only lets people on, - only lets them off and x neither.
  geo::TripId trip(const std::string& calls, std::optional<geo::LineId> on = {}) {
    const geo::TripId made = add(calls, on ? *on : line());
    day.runs.push_back({made, timetable.trips.start[made]});
    return made;
  }
  /// The same once in each `every` between two times, nobody knows when.
  geo::TripId frequent(const std::string& calls, const char* from, const char* until,
                       geo::Seconds every) {
    const geo::TripId made = add(calls, line());
    day.frequent.push_back({made, *geo::clock(from), *geo::clock(until), every});
    return made;
  }

 private:
  geo::TripId add(const std::string& calls, geo::LineId line) {
    std::vector<geo::StopId> stops;
    std::vector<geo::Call> may;
    std::vector<geo::Seconds> arrives, leaves;
    std::istringstream all(calls);
    for (std::string call; std::getline(all, call, ',');) {
      std::istringstream words(call);
      std::string at, times;
      words >> at >> times;
      stops.push_back(stop(at[0]));
      may.push_back(at.size() < 2  ? geo::Call::both
                    : at[1] == '+' ? geo::Call::board_only
                    : at[1] == '-' ? geo::Call::alight_only
                                   : geo::Call::neither);
      const auto slash = times.find('/');
      arrives.push_back(*geo::clock(times.substr(0, slash)));
      leaves.push_back(slash == std::string::npos ? arrives.back()
                                                  : *geo::clock(times.substr(slash + 1)));
    }
    const geo::Seconds start = leaves.front();
    for (auto* times : {&arrives, &leaves}) {
      for (auto& time : *times) time = time - start;
    }
    timetable.patterns.line.push_back(line);
    timetable.patterns.stops.append(stops);
    timetable.patterns.calls.append(may);
    timetable.timings.arrives.append(arrives);
    timetable.timings.leaves.append(leaves);
    timetable.trips.pattern.push_back(geo::PatternId{timetable.patterns.size() - 1});
    timetable.trips.timing.push_back(timetable.timings.interpolated.push_back(false));
    timetable.trips.start.push_back(start);
    timetable.trips.calendar.push_back(geo::CalendarId{0});
    timetable.trips.wheelchair.push_back(geo::Wheelchair::unknown);
    return timetable.trips.key.push_back("trip");
  }

  std::string letters_;
};
