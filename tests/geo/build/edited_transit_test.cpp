#include <algorithm>

#include "geo/core/error.hpp"
#include "geo/edits.hpp"
#include "geo/service_day.hpp"
#include "geo/timetable_names.hpp"
#include "geo/transit.hpp"
#include "tests/catch.hpp"
#include "tests/scene/drawn_transit.hpp"
#include "tests/scene/ride.hpp"
#include "tests/scene/town.hpp"

using namespace geo;

namespace {

const scene::Town streets{
    .streets = "a--b--c--d--e", .homes = "a", .services = {{"shop", "abcde"}}};

Seconds at(const char* clock) {
  return *geo::clock(clock);
}

City with(const std::vector<scene::DrawnLine>& lines) {
  return scene::with_transit(scene::town(streets), {.lines = lines});
}

ServiceDay day_of(const City& city, const char* from = "00:00", const char* until = "24:00") {
  return service_day(city.transit->timetable, city.transit->day, at(from), at(until));
}

std::string error_of(const City& city, const Edit& edit) {
  try {
    static_cast<void>(edited(city, edit));
  } catch (const Error& error) {
    return error.finding().code;
  }
  return "";
}

LineId line(const City& city, const char* name) {
  return line_named(city.transit->timetable, name);
}

}  // namespace

TEST_CASE("a line that is closed takes nobody, and others go on") {
  const City city = with({{.stops = "abc", .starts = {"07:00"}, .line = "1"},
                          {.stops = "cde", .starts = {"07:00"}, .line = "2"}});
  const City closed = edited(city, LineClosed{line(city, "1")});
  const Patterns& patterns = closed.transit->timetable.patterns;
  for (const PatternId pattern : patterns.line.rows()) {
    const Call wanted = patterns.line[pattern] == line(city, "1") ? Call::neither : Call::both;
    for (const Call call : patterns.calls[pattern]) CHECK(call == wanted);
  }
  const Patterns& before = city.transit->timetable.patterns;
  CHECK(before.calls[PatternId{0}][0] == Call::both);
}

TEST_CASE("vehicles pass a stop that is closed, and those of its station close with it") {
  City city = with({{.stops = "abc", .starts = {"07:00"}}});
  Transit transit = *city.transit;
  Stops& stops = transit.timetable.stops;
  const StopId station = [&] {
    stops.feed.push_back(FeedId{0});
    stops.name.push_back("Main");
    stops.at.push_back({});
    stops.kind.push_back(StopKind::station);
    stops.parent.push_back(std::nullopt);
    stops.wheelchair.push_back(Wheelchair::unknown);
    return stops.key.push_back("main");
  }();
  stops.parent[stop_named(transit.timetable, "b")] = station;
  city.transit = std::make_shared<const Transit>(transit);
  const auto calls = [&](StopId stop) {
    const City closed = edited(city, StopClosed{stop});
    const auto all = closed.transit->timetable.patterns.calls[PatternId{0}];
    return std::vector<Call>(all.begin(), all.end());
  };
  const std::vector<Call> passed{Call::both, Call::neither, Call::both};
  CHECK(calls(stop_named(transit.timetable, "b")) == passed);
  CHECK(calls(station) == passed);
}

TEST_CASE("a line at a headway leaves once in so long within the hours, and as before outside") {
  const City city = with({{.stops = "abc", .starts = {"06:50", "07:00", "07:20", "08:00"}}});
  const City often =
      edited(city, LineHeadway{line(city, "1"), Seconds{300}, at("07:00"), at("08:00")});
  const ServiceDay day = day_of(often);
  REQUIRE(day.runs.size() == 2);
  CHECK(day.runs[0].start == at("06:50"));
  CHECK(day.runs[1].start == at("08:00"));
  REQUIRE(day.frequent.size() == 1);
  CHECK(day.frequent[0].from == at("07:00"));
  CHECK(day.frequent[0].until == at("08:00"));
  CHECK(day.frequent[0].every == Seconds{300});
  // The next day runs as ever.
  const auto& all = often.transit->timetable;
  CHECK(service_day(all, often.transit->day + std::chrono::days{1}, at("00:00"), at("24:00"))
            .runs.size() == 4);
}

TEST_CASE("both directions have the headway, and ways with a stretch in common share it") {
  // To d three trips, to e one: from b to c one vehicle in five minutes, 3 of 4 to d.
  const City city = with({{.stops = "abcd", .starts = {"07:00", "07:20", "07:40"}},
                          {.stops = "bce", .starts = {"07:10"}},
                          {.stops = "dcba", .starts = {"07:30"}}});
  const City often =
      edited(city, LineHeadway{line(city, "1"), Seconds{300}, at("07:00"), at("08:00")});
  std::vector<int> every;
  for (const FrequentRun& run : day_of(often).frequent) every.push_back(run.every.count);
  CHECK(every == std::vector{400, 1200, 300});
}

TEST_CASE("vehicles at a headway take as long as the middle one of those that they replace") {
  const City city = with({{.stops = "ab", .starts = {"07:00"}, .minutes = 9},
                          {.stops = "ab", .starts = {"07:10"}, .minutes = 4},
                          {.stops = "ab", .starts = {"07:20"}, .minutes = 6},
                          {.stops = "ab", .starts = {"07:30"}, .minutes = 5}});
  // Each drawn line is a pattern of its own; as one: 4, 5, 6 and 9 minutes.
  City one = city;
  Transit transit = *city.transit;
  for (const TripId trip : transit.timetable.trips.key.rows()) {
    transit.timetable.trips.pattern[trip] = PatternId{0};
  }
  one.transit = std::make_shared<const Transit>(transit);
  const City often =
      edited(one, LineHeadway{line(one, "1"), Seconds{300}, at("07:00"), at("08:00")});
  const auto& all = often.transit->timetable;
  const ServiceDay day = day_of(often);
  REQUIRE(day.frequent.size() == 1);
  const TimingId timing = all.trips.timing[day.frequent[0].trip];
  CHECK(all.timings.arrives[timing].back() == Seconds{5 * 60});
}

TEST_CASE("a headway of the timetable keeps what lies outside the hours") {
  const City city =
      with({{.stops = "ab",
             .headway = {.trip = {}, .from = at("06:00"), .until = at("10:00"), .every = {600}}}});
  const City often =
      edited(city, LineHeadway{line(city, "1"), Seconds{120}, at("07:00"), at("08:00")});
  std::vector<std::tuple<Seconds, Seconds, int>> seen;
  for (const FrequentRun& run : day_of(often).frequent) {
    seen.emplace_back(run.from, run.until, run.every.count);
  }
  std::sort(seen.begin(), seen.end());
  const std::vector<std::tuple<Seconds, Seconds, int>> expected{{at("06:00"), at("07:00"), 600},
                                                                {at("07:00"), at("08:00"), 120},
                                                                {at("08:00"), at("10:00"), 600}};
  CHECK(seen == expected);
}

TEST_CASE("a line that is slowed down rides longer and stays at stops as long") {
  City city = with({{.stops = "abc", .starts = {"07:00"}}});
  Transit transit = *city.transit;
  Timings& timings = transit.timetable.timings;
  timings = {};
  timings.arrives.append(std::vector<Seconds>{{0}, {100}, {230}});
  timings.leaves.append(std::vector<Seconds>{{0}, {130}, {230}});
  timings.interpolated.push_back(false);
  city.transit = std::make_shared<const Transit>(transit);
  const City slow = edited(city, LineSlowed{line(city, "1"), 1.5});
  const auto& all = slow.transit->timetable;
  const TimingId now = all.trips.timing[TripId{0}];
  const auto times = [](std::span<const Seconds> some) {
    return std::vector<Seconds>(some.begin(), some.end());
  };
  CHECK(times(all.timings.arrives[now]) == std::vector<Seconds>{{0}, {150}, {330}});
  CHECK(times(all.timings.leaves[now]) == std::vector<Seconds>{{0}, {180}, {330}});
}

TEST_CASE("what cannot be changed is refused in so many words") {
  const City city = with({{.stops = "ab", .starts = {"07:00"}}});
  const LineHeadway late{line(city, "1"), Seconds{300}, at("20:00"), at("21:00")};
  CHECK(error_of(city, late) == "line_not_running");
  City more = city;
  Transit transit = *city.transit;
  Stops& stops = transit.timetable.stops;
  stops.feed.push_back(FeedId{0});
  stops.name.push_back("Nowhere");
  stops.parent.push_back(std::nullopt);
  const StopId nowhere = stops.key.push_back("x");
  more.transit = std::make_shared<const Transit>(transit);
  CHECK(error_of(more, StopClosed{nowhere}) == "stop_not_served");
  CHECK(error_of(scene::town(streets), LineClosed{LineId{0}}) == "timetable_missing");
}

TEST_CASE("lines and stops are found by id and by name, and nothing by a word that fits none") {
  City city = with({{.stops = "ab", .starts = {"07:00"}, .line = "17"},
                    {.stops = "bc", .starts = {"07:00"}, .line = "L2"}});
  Timetable all = city.transit->timetable;
  all.lines.long_name[LineId{1}] = "Theatre - Port";
  CHECK(line_named(all, "17") == LineId{0});
  CHECK(line_named(all, "drawn/17") == LineId{0});
  CHECK(line_named(all, "Theatre - Port") == LineId{1});
  CHECK(stop_named(all, "b") == StopId{1});
  const auto refused = [&](const char* text) {
    try {
      static_cast<void>(line_named(all, text));
    } catch (const Error& error) {
      return error.finding().code + " " + error.finding().remedy;
    }
    return std::string{};
  };
  CHECK(refused("Theater - Port") == "line_unknown did you mean Theatre - Port?");
  all.lines.short_name[LineId{0}] = all.lines.short_name[LineId{1}] = "7";
  CHECK(refused("7") == "line_ambiguous write one of: drawn/17, drawn/L2");
  all.lines.key[LineId{1}] = "7";
  CHECK(line_named(all, "7") == LineId{1});  // an id goes before a name
}
