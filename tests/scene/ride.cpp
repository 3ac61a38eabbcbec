#include "tests/scene/ride.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "tests/scene/town.hpp"

namespace scene {
namespace {

using namespace geo;

constexpr Date the_day{std::chrono::year{2026} / 1 / 14};

Door door_at(const City& city, NodeId corner) {
  for (const EdgeId edge : city.streets.edges.rows()) {
    const Edge& street = city.streets.edges[edge];
    if (street.from == corner) return {edge, Metres{0}, Metres{0}, {}};
    if (street.to == corner) return {edge, street.length, Metres{0}, {}};
  }
  throw std::out_of_range("a stop at a corner without a street");
}

Seconds minutes(int count) {
  return Seconds{count * 60};
}

void add(Timetable& all, const std::vector<StopId>& stops, const Line& line) {
  const auto number = std::to_string(all.lines.size());
  const LineId row = all.lines.feed.push_back(FeedId{0});
  all.lines.key.push_back("line " + number);
  all.lines.short_name.push_back(number);
  all.lines.long_name.push_back("");
  all.lines.mode.push_back(TransitMode::bus);
  all.lines.declared.push_back(false);
  all.lines.hail.push_back(false);
  all.lines.fare.push_back(std::nullopt);
  const PatternId pattern = all.patterns.line.push_back(row);
  all.patterns.stops.append(stops);
  all.patterns.calls.append(std::vector<Call>(stops.size(), Call::both));
  std::vector<Seconds> times;
  for (const int minute : line.minutes) times.push_back(minutes(minute));
  all.timings.arrives.append(times);
  all.timings.leaves.append(times);
  const TimingId timing = all.timings.interpolated.push_back(false);
  for (const int departure : line.departures) {
    all.trips.key.push_back(number + " at " + std::to_string(departure));
    all.trips.pattern.push_back(pattern);
    all.trips.timing.push_back(timing);
    all.trips.start.push_back(minutes(departure));
    all.trips.calendar.push_back(CalendarId{0});
    all.trips.wheelchair.push_back(Wheelchair::unknown);
  }
}

}  // namespace

City with_lines(City city, const std::map<char, DrawnStop>& drawn, const std::vector<Line>& lines,
                int from, int until) {
  Transit transit{{}, the_day, minutes(from), minutes(until)};
  Timetable& all = transit.timetable;
  all.feeds.push_back({"drawn", "Europe/Madrid", false});
  Calendar calendar{FeedId{0}, "every day", {}, the_day, the_day, {}, {}};
  calendar.weekdays.set();
  all.calendars.push_back(calendar);
  for (const auto& [letter, stop] : drawn) {
    all.stops.feed.push_back(FeedId{0});
    all.stops.key.push_back(std::string(1, letter));
    all.stops.name.push_back("");
    all.stops.at.push_back({0, 0});
    all.stops.kind.push_back(StopKind::stop);
    all.stops.parent.push_back(std::nullopt);
    all.stops.wheelchair.push_back(Wheelchair::unknown);
    city.transit_stops.at.push_back(stop.at);
    city.transit_stops.door.push_back(stop.door);
  }
  for (const Line& line : lines) {
    std::vector<StopId> stops;
    for (const char letter : line.stops) {
      stops.push_back(
          StopId{static_cast<std::size_t>(std::distance(drawn.begin(), drawn.find(letter)))});
    }
    add(all, stops, line);
  }
  city.description.travel_by.push_back(std::string{description::by_transit});
  city.description.transit = description::Transit{};
  city.transit = std::make_shared<const Transit>(std::move(transit));
  return city;
}

City with_lines(City city, const std::vector<Line>& lines, int from, int until) {
  std::map<char, DrawnStop> stops;
  for (const Line& line : lines) {
    for (const char letter : line.stops) {
      const NodeId at = corner(city, letter);
      stops[letter] = {city.streets.at[at], door_at(city, at)};
    }
  }
  return with_lines(std::move(city), stops, lines, from, until);
}

StopId stop(const City& city, char letter) {
  for (const StopId stop : city.transit->timetable.stops.key.rows()) {
    if (city.transit->timetable.stops.key[stop] == std::string(1, letter)) return stop;
  }
  throw std::out_of_range("no stop at this letter");
}

}  // namespace scene
