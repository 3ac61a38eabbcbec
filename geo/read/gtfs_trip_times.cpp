#include "geo/read/gtfs_trip_times.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "geo/read/gtfs_missing_times.hpp"
#include "geo/read/gtfs_shapes.hpp"

namespace geo::read {
namespace {

/// Kilometres an hour above which a vehicle of a mode is a mistake; the limits of gtfs-validator
/// (fast_travel_between_consecutive_stops).
double fastest(TransitMode mode) {
  switch (mode) {
    case TransitMode::rail:
      return 500;
    case TransitMode::metro:
    case TransitMode::monorail:
    case TransitMode::bus:
    case TransitMode::trolleybus:
      return 150;
    case TransitMode::tram:
      return 100;
    case TransitMode::ferry:
      return 80;
    case TransitMode::aerial_lift:
    case TransitMode::funicular:
      return 50;
    case TransitMode::cable_tram:
      return 30;
    case TransitMode::other:
      return 200;
  }
  return 200;
}

class Reading {
 public:
  Reading(const FeedFiles& files, const FeedStops& stops, const FeedLines& lines,
          const FeedTrips& trips, Findings& findings)
      : files_(files), stops_(stops), lines_(lines), trips_(trips), findings_(findings) {}

  PatternTable read() {
    stop_times(
        files_, stops_, trips_, found_.findings,
        [&](std::uint32_t trip, std::vector<StopTime>& stops) { take(trip, stops); },
        [&] { found_ = {}; });
    place_along_shapes();
    report_missing();
    report_unusable();
    findings_.add(found_.findings);
    return std::move(found_.patterns);
  }

 private:
  struct Waiting {
    std::uint32_t trip;
    std::vector<StopTime> stops;
  };
  /// Everything that is forgotten when the file is read a second time.
  struct Found {
    PatternTable patterns;
    std::vector<Waiting> waiting;  ///< trips that need a shape
    std::vector<bool> seen;        ///< trips with two stops or more
    std::size_t rows = 0, lone = 0, first_lone = 0;
    std::size_t first_missing = 0;
    std::array<std::size_t, 3> missing{};  ///< times worked out, by Spacing
    Findings findings;
  };

  void take(std::uint32_t trip, std::vector<StopTime>& stops) {
    found_.rows += stops.size();
    if (stops.size() < 2) return;
    found_.seen.resize(trips_.trips.size(), false);
    found_.seen[trip] = true;
    if (!complete_ends(trip, stops)) return;
    for (StopTime& stop : stops) take_lone_time(stop);
    if (!check_order(trip, stops)) return;
    check_speed(trip, stops);
    if (!lacks_times(stops)) return keep(trip, stops, false);
    const auto first = std::find_if(stops.begin(), stops.end(),
                                    [](const StopTime& stop) { return !stop.arrives; });
    if (found_.first_missing == 0) found_.first_missing = first->line;
    if (const auto along = travelled(stops); !along.empty()) {
      return fill(trip, stops, along, Spacing::travelled);
    }
    found_.waiting.push_back({trip, stops});
  }

  Finding about(std::uint32_t trip, const StopTime& stop, std::string code, std::string what,
                std::string remedy) const {
    return {.code = std::move(code),
            .severity = Severity::error,
            .what = std::move(what),
            .file = files_.name(),
            .layer = "stop_times.txt",
            .feature = "trip " + geo::quoted(trips_.trips[trip].key),
            .value = "stop " + geo::quoted(stops_.stops.key[stop.stop]),
            .place = fmt::format("line {}", stop.line),
            .remedy = std::move(remedy)};
  }

  bool complete_ends(std::uint32_t trip, const std::vector<StopTime>& stops) {
    for (const StopTime* end : {&stops.front(), &stops.back()}) {
      if (end->arrives || end->leaves) continue;
      found_.findings.add(about(trip, *end, "missing_trip_edge",
                                "the first or last stop of a trip has no time",
                                "give both ends of the trip their times"));
      return false;
    }
    return true;
  }

  void take_lone_time(StopTime& stop) {
    if (stop.arrives.has_value() == stop.leaves.has_value()) return;
    if (found_.lone++ == 0) found_.first_lone = stop.line;
    if (!stop.arrives) stop.arrives = stop.leaves;
    if (!stop.leaves) stop.leaves = stop.arrives;
  }

  bool check_order(std::uint32_t trip, const std::vector<StopTime>& stops) {
    std::optional<Seconds> left;
    for (const StopTime& stop : stops) {
      if (!stop.arrives) continue;
      if ((left && *stop.arrives < *left) || *stop.leaves < *stop.arrives) {
        found_.findings.add(about(trip, stop,
                                  "stop_time_with_arrival_before_previous_departure_time",
                                  "the times of a trip go backwards",
                                  "correct the times; past midnight they go on as 25:10:00"));
        return false;
      }
      left = stop.leaves;
    }
    return true;
  }

  void fill(std::uint32_t trip, std::vector<StopTime>& stops, const std::vector<double>& along,
            Spacing spacing) {
    const auto lacking =
        std::count_if(stops.begin(), stops.end(), [](const StopTime& s) { return !s.arrives; });
    found_.missing[static_cast<std::size_t>(spacing)] += static_cast<std::size_t>(lacking);
    fill_times(stops, along);
    keep(trip, stops, true);
  }

  void keep(std::uint32_t trip, const std::vector<StopTime>& stops, bool interpolated) {
    found_.patterns.add(trip, trips_.trips[trip].line, stops, interpolated);
  }

  /// From each stop with times to the next: never further than the vehicle really goes.
  void check_speed(std::uint32_t trip, const std::vector<StopTime>& stops) {
    const LineId line = trips_.trips[trip].line;
    if (line.row() >= lines_.lines.size()) return;
    const double limit = fastest(lines_.lines.mode[line]) / 3.6;
    std::size_t last = 0;
    for (std::size_t i = 1; i < stops.size(); ++i) {
      if (!stops[i].arrives) continue;
      const StopTime& before = stops[std::exchange(last, i)];
      const Seconds from = *before.leaves, to = *stops[i].arrives;
      // Times in whole minutes are rounded: each may be half a minute off.
      const bool rounded = from.count % 60 == 0 && to.count % 60 == 0;
      const double time = to.count - from.count + (rounded ? 60 : 1);
      const double way =
          metres_between(stops_.stops.at[before.stop], stops_.stops.at[stops[i].stop]);
      if (way <= limit * time) continue;
      Finding finding = about(trip, stops[i], "fast_travel_between_consecutive_stops",
                              fmt::format("a vehicle goes {:.1f} km in {} s, faster than its kind "
                                          "can",
                                          way / 1000, to.count - from.count),
                              "correct the places of the two stops, or their times");
      finding.severity = Severity::warning;
      finding.value =
          geo::quoted(stops_.stops.key[before.stop] + " > " + stops_.stops.key[stops[i].stop]);
      found_.findings.add(std::move(finding));
    }
  }

  /// Trips of one shape and the same stops lie alike, and are placed once.
  void place_along_shapes() {
    std::set<std::string> wanted;
    for (const Waiting& one : found_.waiting) wanted.insert(trips_.trips[one.trip].shape);
    wanted.erase("");
    const auto shapes = feed_shapes(files_, wanted, found_.findings);
    std::map<std::pair<std::string, std::vector<StopId>>, std::vector<double>> placed;
    for (Waiting& one : found_.waiting) {
      std::vector<StopId> key;
      for (const StopTime& stop : one.stops) key.push_back(stop.stop);
      const std::string& shape = trips_.trips[one.trip].shape;
      auto [found, fresh] = placed.try_emplace({shape, std::move(key)});
      if (fresh) found->second = along_shape(shapes, shape, found->first.second);
      if (found->second.empty()) {
        fill(one.trip, one.stops, straight(one.stops, stops_.stops), Spacing::straight);
      } else {
        fill(one.trip, one.stops, found->second, Spacing::along_shape);
      }
    }
    found_.waiting.clear();
  }

  std::vector<double> along_shape(const std::map<std::string, std::vector<LonLat>>& shapes,
                                  const std::string& shape, const std::vector<StopId>& stops) {
    const auto found = shapes.find(shape);
    if (found == shapes.end()) return {};
    std::vector<LonLat> places;
    for (const StopId stop : stops) places.push_back(stops_.stops.at[stop]);
    return metres_along(found->second, places);
  }

  void report_missing() {
    const auto& [by_distance, by_shape, by_line] = found_.missing;
    const std::size_t all = by_distance + by_shape + by_line;
    if (all > 0) {
      found_.findings.add(
          {.code = "stop_times_interpolated",
           .severity = Severity::warning,
           .what =
               fmt::format("{} of {} stop times are missing and were worked out between those "
                           "given: {} by distance travelled, {} along shapes, {} along straight "
                           "lines",
                           all, found_.rows, by_distance, by_shape, by_line),
           .file = files_.name(),
           .layer = "stop_times.txt",
           .place = fmt::format("line {}", found_.first_missing),
           .remedy = "ask the publisher for the time at every stop"});
    }
    if (found_.lone == 0) return;
    found_.findings.add(
        {.code = "stop_time_with_only_arrival_or_departure_time",
         .severity = Severity::warning,
         .what = fmt::format("stops with only one of arrival and departure, which stands for both: "
                             "{}",
                             found_.lone),
         .file = files_.name(),
         .layer = "stop_times.txt",
         .place = fmt::format("line {}", found_.first_lone),
         .remedy = "fill in the other, even where it is the same"});
  }

  void report_unusable() {
    found_.seen.resize(trips_.trips.size(), false);
    for (std::size_t trip = 0; trip < trips_.trips.size(); ++trip) {
      if (found_.seen[trip]) continue;
      found_.findings.add({.code = "unusable_trip",
                           .severity = Severity::warning,
                           .what = "a trip has fewer than two stops, so it takes nobody anywhere",
                           .file = files_.name(),
                           .layer = "trips.txt",
                           .field = "trip_id",
                           .value = geo::quoted(trips_.trips[trip].key),
                           .remedy = "complete stop_times.txt, or delete the trip"});
    }
  }

  const FeedFiles& files_;
  const FeedStops& stops_;
  const FeedLines& lines_;
  const FeedTrips& trips_;
  Findings& findings_;
  Found found_;
};

}  // namespace

PatternTable trip_times(const FeedFiles& files, const FeedStops& stops, const FeedLines& lines,
                        const FeedTrips& trips, Findings& findings) {
  return Reading(files, stops, lines, trips, findings).read();
}

}  // namespace geo::read
