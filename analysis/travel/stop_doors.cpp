#include "analysis/travel/stop_doors.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <queue>
#include <vector>

namespace analysis::travel {
namespace {

using geo::StopId;
using transit::Walk;

using TimeTo = std::map<StopId, std::uint32_t>;

/// The ways inside stations.
class Pathways {
 public:
  Pathways(const geo::Timetable& timetable, geo::MetresPerMinute pace, bool wheelchair) {
    for (const geo::Pathway& way : timetable.pathways) {
      const bool steps =
          way.kind == geo::PathwayKind::stairs || way.kind == geo::PathwayKind::escalator;
      if (steps && wheelchair) continue;
      const std::uint32_t takes = time_of(way, pace);
      add(way.from, way.to, takes);
      if (way.both_ways) add(way.to, way.from, takes);
    }
  }

  bool any_from(StopId stop) const { return along_.contains(stop); }
  TimeTo from(StopId stop) const { return search(along_, stop); }
  TimeTo to(StopId stop) const { return search(against_, stop); }

 private:
  using Steps = std::map<StopId, std::vector<Walk>>;

  static std::uint32_t time_of(const geo::Pathway& way, geo::MetresPerMinute pace) {
    if (way.takes) return static_cast<std::uint32_t>(std::max(way.takes->count, 0)) * 10;
    if (!way.length) return 0;
    return static_cast<std::uint32_t>(
        std::lround(std::max(way.length->value, 0.0) / pace.value * 600));
  }

  void add(StopId from, StopId to, std::uint32_t takes) {
    along_[from].push_back({to, takes});
    against_[to].push_back({from, takes});
  }

  // Dijkstra; a station is small.
  static TimeTo search(const Steps& steps, StopId start) {
    using Waiting = std::pair<std::uint32_t, StopId>;
    std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting;
    TimeTo reached;
    waiting.push({0, start});
    while (!waiting.empty()) {
      const auto [time, at] = waiting.top();
      waiting.pop();
      if (!reached.emplace(at, time).second) continue;
      const auto next = steps.find(at);
      if (next == steps.end()) continue;
      for (const Walk& step : next->second) waiting.push({time + step.takes, step.stop});
    }
    return reached;
  }

  Steps along_, against_;
};

/// The station of a stop; of one without, itself.
StopId station_of(const geo::Stops& stops, StopId stop) {
  constexpr int deepest = 4;  // boarding area, stop, station; feeds with rings were refused
  for (int up = 0; up < deepest && stops.parent[stop]; ++up) stop = *stops.parent[stop];
  return stop;
}

std::vector<StopId> served_stops(const geo::Timetable& timetable) {
  std::vector<bool> served(timetable.stops.size(), false);
  for (const geo::PatternId pattern : timetable.patterns.line.rows()) {
    for (const StopId stop : timetable.patterns.stops[pattern]) served[stop.row()] = true;
  }
  std::vector<StopId> all;
  for (const StopId stop : timetable.stops.key.rows()) {
    if (served[stop.row()]) all.push_back(stop);
  }
  return all;
}

class Finder {
 public:
  Finder(const geo::City& city, geo::MetresPerMinute pace, bool wheelchair)
      : city_(city),
        stops_(city.transit->timetable.stops),
        pathways_(city.transit->timetable, pace, wheelchair),
        served_(served_stops(city.transit->timetable)) {
    for (const StopId stop : stops_.key.rows()) {
      if (stops_.kind[stop] != geo::StopKind::entrance || !city.transit_stops.door[stop]) continue;
      if (wheelchair && stops_.wheelchair[stop] == geo::Wheelchair::no) continue;
      entrances_[station_of(stops_, stop)].push_back(stop);
    }
  }

  StopDoors find() {
    for (const StopId stop : served_) {
      const auto entrances = entrances_.find(station_of(stops_, stop));
      if (entrances == entrances_.end()) {
        if (city_.transit_stops.door[stop]) join(stop, stop, 0, 0);
      } else {
        join_by(entrances->second, stop);
      }
    }
    StopDoors found;
    for (const StopId place : places_) found.door.push_back(*city_.transit_stops.door[place]);
    found.in = geo::Lists<StopDoorId, Walk>(in_);
    found.out = geo::Lists<StopDoorId, Walk>(out_);
    found.inside_stations = inside_stations();
    return found;
  }

 private:
  using Time = std::optional<std::uint32_t>;

  void join_by(const std::vector<StopId>& entrances, StopId stop) {
    const TimeTo in = pathways_.to(stop), out = pathways_.from(stop);
    const auto any_in = [&](const TimeTo& times) {
      return std::any_of(entrances.begin(), entrances.end(),
                         [&](StopId entrance) { return times.contains(entrance); });
    };
    const auto time = [](const TimeTo& times, bool known, StopId entrance) -> Time {
      const auto found = times.find(entrance);
      if (found != times.end()) return found->second;
      return known ? Time{} : Time{0};
    };
    const bool known_in = any_in(in), known_out = any_in(out);
    for (const StopId entrance : entrances) {
      join(entrance, stop, time(in, known_in, entrance), time(out, known_out, entrance));
    }
  }

  void join(StopId place, StopId stop, Time in, Time out) {
    const auto [known, is_new] = row_of_.emplace(place, places_.size());
    if (is_new) {
      places_.push_back(place);
      in_.emplace_back();
      out_.emplace_back();
    }
    if (in) in_[known->second].push_back({stop, *in});
    if (out) out_[known->second].push_back({stop, *out});
  }

  transit::WalksBetweenStops inside_stations() const {
    std::vector<bool> served(stops_.size(), false);
    for (const StopId stop : served_) served[stop.row()] = true;
    std::vector<std::vector<Walk>> walks(stops_.size());
    for (const StopId from : served_) {
      if (!pathways_.any_from(from)) continue;
      for (const auto& [to, takes] : pathways_.from(from)) {
        if (to != from && served[to.row()]) walks[from.row()].push_back({to, takes});
      }
    }
    return transit::WalksBetweenStops(walks);
  }

  const geo::City& city_;
  const geo::Stops& stops_;
  Pathways pathways_;
  std::vector<StopId> served_;
  std::map<StopId, std::vector<StopId>> entrances_;  ///< by station
  std::map<StopId, std::size_t> row_of_;
  std::vector<StopId> places_;
  std::vector<std::vector<Walk>> in_, out_;
};

}  // namespace

StopDoors stop_doors(const geo::City& city, geo::MetresPerMinute pace, bool wheelchair) {
  return Finder(city, pace, wheelchair).find();
}

}  // namespace analysis::travel
