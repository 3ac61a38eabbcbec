#include "analysis/explained_trip.hpp"

#include "tests/catch.hpp"
#include "tests/scene/drawn_transit.hpp"
#include "tests/scene/town.hpp"

using namespace geo;
using scene::DrawnLine;

namespace {

// 100 m a cell at 80 m a minute: 3.75 min from a to b and from c to d, 26.25 between b and c.
City town(const DrawnLine& line) {
  return scene::with_transit(scene::town({.streets = "a--b--------------------c--d",
                                          .homes = "ad",
                                          .services = {{"transport.bus_stop", "abcd"}}}),
                             {{line}});
}

analysis::Place place(const City& city, char letter) {
  const HomeId home = scene::home(city, letter);
  return {
      .key = std::string(1, letter), .at = city.homes.at[home], .doors = {*city.homes.door[home]}};
}

/// From a to d at eight on the day of the drawing.
std::optional<analysis::transit::Journey> trip(const City& city) {
  analysis::AskedTrip asked{place(city, 'a'), place(city, 'd'), city.transit->day, *clock("08:00")};
  return analysis::quickest_trip(city, asked);
}

constexpr double tenths = 600;  // in a minute

}  // namespace

TEST_CASE("a trip walks along the streets to the bus, and on from it") {
  const auto found = trip(town({"bc", {"08:05"}}));
  REQUIRE(found);
  REQUIRE(found->rides.size() == 1);
  CHECK(found->rides[0].walk == 3.75 * tenths);
  CHECK(found->rides[0].leaves == 5 * tenths);
  CHECK(found->arrives == (10 + 3.75) * tenths);
}

TEST_CASE("who comes to the stop less than a minute before misses the bus, and walks") {
  const auto found = trip(town({"bc", {"08:04:44"}}));
  REQUIRE(found);
  CHECK(found->rides.empty());
  CHECK(found->arrives == (26.25 + 7.5) * tenths);
  CHECK(trip(town({"bc", {"08:04:45"}}))->rides.size() == 1);
}

TEST_CASE("one gets to the platform of a station by its entrance") {
  // The platforms lie at b and c; the station of c has its entrance next door, at d.
  City city = town({"bcd", {"08:05"}, 5});
  auto transit = std::make_shared<Transit>(*city.transit);
  Stops& stops = transit->timetable.stops;
  transit->timetable.patterns.stops = Lists<PatternId, StopId>({{StopId{0}, StopId{1}}});
  transit->timetable.patterns.calls = Lists<PatternId, Call>({{Call::both, Call::both}});
  transit->timetable.timings.arrives = transit->timetable.timings.leaves =
      Lists<TimingId, Seconds>({{Seconds{0}, Seconds{300}}});
  stops.kind[StopId{2}] = StopKind::entrance;
  stops.parent[StopId{2}] = StopId{1};
  city.transit = transit;
  const auto found = trip(city);
  REQUIRE(found);
  CHECK(found->walk == 0);
  CHECK(found->arrives == 10 * tenths);
}

TEST_CASE("trips for money leave out lines of unknown fare, and are none in several currencies") {
  City city = town({"bc", {"08:05"}});
  const analysis::AskedTrip asked{place(city, 'a'), place(city, 'd'), city.transit->day,
                                  *clock("08:00")};
  const auto for_money = [&](std::optional<Price> fare) {
    auto transit = std::make_shared<Transit>(*city.transit);
    transit->timetable.lines.fare[LineId{0}] = std::move(fare);
    city.transit = transit;
    return analysis::told_trips(city, asked);
  };
  CHECK(for_money(std::nullopt).for_money.empty());
  const auto told = for_money(Price{0.7, "JOD"});
  CHECK(told.currency == "JOD");
  REQUIRE(told.for_money.size() == 2);
  CHECK(told.for_money[0].journey.arrives == (26.25 + 7.5) * tenths);
  CHECK(told.for_money[1].costs == Money{700});
  CHECK(told.for_money[1].journey.arrives == told.quickest->arrives);
  Lines lines = city.transit->timetable.lines;
  CHECK(analysis::fare_currency(lines) == "JOD");
  lines.fare.push_back(Price{1, "ILS"});
  CHECK_FALSE(analysis::fare_currency(lines));
}

TEST_CASE("on a day on which nothing runs, and without timetables, one walks") {
  DrawnLine weekend{"bc", {"08:05"}};
  weekend.week = "0000011";
  City city = town(weekend);
  CHECK(trip(city)->rides.empty());
  const analysis::AskedTrip asked{place(city, 'a'), place(city, 'd'), {}, *clock("08:00")};
  city.transit = nullptr;
  CHECK(analysis::quickest_trip(city, asked)->arrives == (26.25 + 7.5) * tenths);
}
