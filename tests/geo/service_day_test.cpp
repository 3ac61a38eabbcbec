#include "geo/service_day.hpp"

#include "tests/catch.hpp"

using namespace geo;

namespace {

Date day(const char* text) {
  return *date(text);
}

Seconds at(const char* text) {
  return *clock(text);
}

/// A timetable put together trip by trip: one line, two stops, ten minutes from one to the other.
struct Drawn {
  Timetable timetable;

  Drawn() { add_feed("feed"); }
  FeedId add_feed(const char* name) {
    return timetable.feeds.push_back({name, "Europe/Madrid", false});
  }
  /// Monday to Sunday as "1111100".
  CalendarId calendar(const char* week, const char* first, const char* last, FeedId feed = {}) {
    Calendar calendar{feed, "c", {}, day(first), day(last), {}, {}};
    for (std::size_t i = 0; i < 7; ++i) calendar.weekdays[i] = week[i] == '1';
    return timetable.calendars.push_back(calendar);
  }
  TripId trip(CalendarId calendar, const char* start) {
    if (timetable.patterns.size() == 0) {
      timetable.patterns.line.push_back(LineId{0});
      timetable.patterns.stops.append(std::vector{StopId{0}, StopId{1}});
      timetable.patterns.calls.append(std::vector{Call::both, Call::both});
      timetable.timings.arrives.append(std::vector{Seconds{0}, Seconds{600}});
      timetable.timings.leaves.append(std::vector{Seconds{0}, Seconds{600}});
      timetable.timings.interpolated.push_back(false);
    }
    timetable.trips.pattern.push_back(PatternId{0});
    timetable.trips.timing.push_back(TimingId{0});
    timetable.trips.start.push_back(at(start));
    timetable.trips.calendar.push_back(calendar);
    timetable.trips.wheelchair.push_back(Wheelchair::unknown);
    return timetable.trips.key.push_back("t");
  }
};

std::vector<Seconds> starts(const ServiceDay& day) {
  std::vector<Seconds> all;
  for (const Run& run : day.runs) all.push_back(run.start);
  return all;
}

}  // namespace

TEST_CASE("a calendar runs on its weekdays, on days added and not on days removed") {
  Drawn drawn;
  Calendar calendar = drawn.timetable.calendars[drawn.calendar("1111100", "20260101", "20260131")];
  calendar.added = {day("2026-01-17")};
  calendar.removed = {day("2026-01-06")};
  CHECK(calendar.runs_on(day("2026-01-14")));
  CHECK(calendar.runs_on(day("2026-01-17")));        // a Saturday
  CHECK_FALSE(calendar.runs_on(day("2026-01-18")));  // a Sunday
  CHECK_FALSE(calendar.runs_on(day("2026-01-06")));  // Epiphany
  CHECK_FALSE(calendar.runs_on(day("2026-02-02")));
}

TEST_CASE("the night bus of the day before runs on the day that follows") {
  Drawn drawn;
  drawn.trip(drawn.calendar("1000000", "20260101", "20260131"), "25:10:00");
  const auto tuesday = service_day(drawn.timetable, day("2026-01-13"), at("00:00"), at("02:00"));
  CHECK(starts(tuesday) == std::vector{at("1:10")});
  const auto monday = service_day(drawn.timetable, day("2026-01-12"), at("00:00"), at("02:00"));
  CHECK(monday.runs.empty());
  const auto late = service_day(drawn.timetable, day("2026-01-12"), at("23:00"), at("26:00"));
  CHECK(starts(late) == std::vector{at("25:10")});
}

TEST_CASE("hours that go past midnight see the morning of the next day") {
  Drawn drawn;
  drawn.trip(drawn.calendar("0100000", "20260101", "20260131"), "00:30:00");
  const auto monday = service_day(drawn.timetable, day("2026-01-12"), at("23:00"), at("25:00"));
  CHECK(starts(monday) == std::vector{at("24:30")});
}

TEST_CASE("a trip counts from its first stop before the end to its last but one at the start") {
  Drawn drawn;
  const auto daily = drawn.calendar("1111111", "20260101", "20260131");
  drawn.trip(daily, "06:59:59");
  drawn.trip(daily, "07:00:00");
  drawn.trip(daily, "08:59:59");
  drawn.trip(daily, "09:00:00");
  const auto runs = service_day(drawn.timetable, day("2026-01-12"), at("07:00"), at("09:00"));
  CHECK(starts(runs) == std::vector{at("07:00"), at("08:59:59")});
}

TEST_CASE("exact headways are written out as runs, others stay headways") {
  Drawn drawn;
  const auto daily = drawn.calendar("1111111", "20260101", "20260131");
  const TripId exact = drawn.trip(daily, "00:00:00"), loose = drawn.trip(daily, "00:00:00");
  drawn.timetable.headways = {{exact, at("07:00"), at("07:30"), Seconds{600}, true},
                              {loose, at("06:00"), at("22:00"), Seconds{300}, false}};
  const auto runs = service_day(drawn.timetable, day("2026-01-12"), at("07:00"), at("09:00"));
  CHECK(starts(runs) == std::vector{at("07:00"), at("07:10"), at("07:20")});
  REQUIRE(runs.frequent.size() == 1);
  CHECK(runs.frequent[0] == FrequentRun{loose, at("06:00"), at("22:00"), Seconds{300}});
  CHECK(departures_on(drawn.timetable, FeedId{0}, day("2026-01-12")) == 3 + 192);
}

TEST_CASE("the time of a feed is from its first to its last day with a trip") {
  Drawn drawn;
  const auto week = drawn.calendar("1111100", "20260103", "20260201");  // Saturday to Sunday
  drawn.trip(week, "08:00:00");
  const auto period = service_period(drawn.timetable, FeedId{0});
  REQUIRE(period);
  CHECK(period->first == day("2026-01-05"));
  CHECK(period->last == day("2026-01-30"));
  drawn.timetable.calendars[week].weekdays.reset();
  CHECK_FALSE(service_period(drawn.timetable, FeedId{0}));
  drawn.timetable.calendars[week].added = {day("2026-03-01")};
  CHECK(service_period(drawn.timetable, FeedId{0})->first == day("2026-03-01"));
}

TEST_CASE("a good weekday is a Tuesday to Thursday with the most departures, near the one asked") {
  Drawn drawn;
  const auto all = drawn.calendar("1111111", "20260101", "20260131");
  const auto friday = drawn.calendar("0000100", "20260101", "20260131");
  const auto twice = drawn.calendar("0110000", "20260112", "20260125");
  drawn.trip(all, "08:00:00");
  drawn.trip(friday, "08:00:00");
  drawn.trip(friday, "09:00:00");
  drawn.trip(friday, "10:00:00");
  drawn.trip(twice, "08:00:00");
  CHECK(good_weekday(drawn.timetable, std::nullopt) == day("2026-01-13"));
  CHECK(good_weekday(drawn.timetable, day("2027-05-01")) == day("2026-01-21"));
}

TEST_CASE("a good weekday is one on which every feed runs") {
  Drawn drawn;
  drawn.trip(drawn.calendar("1111111", "20260101", "20260131"), "08:00:00");
  const FeedId other = drawn.add_feed("other");
  drawn.trip(drawn.calendar("0000011", "20260101", "20260131", other), "08:00:00");
  CHECK(weekday_of(*good_weekday(drawn.timetable, std::nullopt)) == 5);
  const FeedId third = drawn.add_feed("third");
  drawn.trip(drawn.calendar("1111111", "20270101", "20270131", third), "08:00:00");
  CHECK_FALSE(good_weekday(drawn.timetable, std::nullopt));
}

TEST_CASE("a feed that runs for ever is looked through in no time") {
  Drawn drawn;
  drawn.trip(drawn.calendar("1111111", "00010101", "99991231"), "08:00:00");
  const auto period = service_period(drawn.timetable, FeedId{0});
  REQUIRE(period);
  CHECK(period->first == day("2000-01-01"));
  CHECK(period->last == day("2099-12-31"));
}

TEST_CASE("timetables side by side keep their ids apart") {
  Drawn one, two;
  one.trip(one.calendar("1111111", "20260101", "20260131"), "08:00:00");
  two.trip(two.calendar("1000000", "20260101", "20260131"), "09:00:00");
  for (Drawn* drawn : {&one, &two}) {
    for (const char* key : {"A", "B"}) {
      drawn->timetable.stops.feed.push_back(FeedId{0});
      drawn->timetable.stops.key.push_back(key);
    }
  }
  two.timetable.headways = {{TripId{0}, at("9:00"), at("10:00"), Seconds{600}, false}};
  append(one.timetable, two.timetable);
  CHECK(one.timetable.stops.feed[StopId{3}] == FeedId{1});
  CHECK(one.timetable.trips.pattern[TripId{1}] == PatternId{1});
  CHECK(one.timetable.patterns.stops[PatternId{1}][0] == StopId{2});
  CHECK(one.timetable.feed_of(TripId{1}) == FeedId{1});
  CHECK(one.timetable.headways.at(0).trip == TripId{1});
}

TEST_CASE("the nearest Sunday lies within the time of every feed, or there is none") {
  Drawn drawn;
  drawn.trip(drawn.calendar("1111110", "20260105", "20260131"), "08:00:00");
  const auto nearest = [&](const char* near) { return nearest_sunday(drawn.timetable, day(near)); };
  CHECK(nearest("2026-01-14") == day("2026-01-11"));  // Wednesday: three days back
  CHECK(nearest("2026-01-15") == day("2026-01-18"));
  CHECK(nearest("2026-01-18") == day("2026-01-18"));
  CHECK(nearest("2026-01-07") == day("2026-01-11"));  // the one before is before the feed
  CHECK(nearest("2026-01-31") == day("2026-01-25"));
  CHECK(nearest("2025-06-01") == day("2026-01-11"));
  CHECK(nearest("2027-06-01") == day("2026-01-25"));
  const FeedId other = drawn.add_feed("other");
  drawn.trip(drawn.calendar("1111111", "20260119", "20260124", other), "08:00:00");
  CHECK_FALSE(nearest("2026-01-14"));
}
