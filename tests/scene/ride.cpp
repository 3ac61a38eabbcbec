#include "tests/scene/ride.hpp"

#include <algorithm>
#include <memory>
#include <set>
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

City with_lines(City city, const std::vector<Line>& lines, int from, int until) {
  Transit transit{{}, the_day, minutes(from), minutes(until)};
  Timetable& all = transit.timetable;
  all.feeds.push_back({"drawn", "Europe/Madrid", false});
  Calendar calendar{FeedId{0}, "every day", {}, the_day, the_day, {}, {}};
  calendar.weekdays.set();
  all.calendars.push_back(calendar);
  std::set<char> letters;
  for (const Line& line : lines) letters.insert(line.stops.begin(), line.stops.end());
  for (const char letter : letters) {
    all.stops.feed.push_back(FeedId{0});
    all.stops.key.push_back(std::string(1, letter));
    all.stops.name.push_back("");
    all.stops.at.push_back({0, 0});
    all.stops.kind.push_back(StopKind::stop);
    all.stops.parent.push_back(std::nullopt);
    all.stops.wheelchair.push_back(Wheelchair::unknown);
    const NodeId at = corner(city, letter);
    city.transit_stops.at.push_back(city.streets.at[at]);
    city.transit_stops.door.push_back(door_at(city, at));
  }
  for (const Line& line : lines) {
    std::vector<StopId> stops;
    for (const char letter : line.stops) {
      stops.push_back(
          StopId{static_cast<std::size_t>(std::distance(letters.begin(), letters.find(letter)))});
    }
    add(all, stops, line);
  }
  city.description.travel_by.push_back(std::string{description::by_transit});
  city.description.transit = description::Transit{};
  city.transit = std::make_shared<const Transit>(std::move(transit));
  return city;
}

StopId stop(const City& city, char letter) {
  for (const StopId stop : city.transit->timetable.stops.key.rows()) {
    if (city.transit->timetable.stops.key[stop] == std::string(1, letter)) return stop;
  }
  throw std::out_of_range("no stop at this letter");
}

}  // namespace scene
