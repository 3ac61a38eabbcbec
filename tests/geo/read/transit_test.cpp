#include "geo/read/transit.hpp"

#include "geo/read/read.hpp"
#include "tests/catch.hpp"
#include "tests/geo/read/written_feed.hpp"

using namespace geo;

namespace {

description::Transit on(const char* day) {
  description::Transit asked;
  asked.day = date(day);
  return asked;
}

Finding first(const Findings& findings) {
  return findings.shown().front();
}

}  // namespace

TEST_CASE("a day outside the time of a feed is refused with its range and a good weekday") {
  WrittenFeed feed;  // weekdays of January 2026, the 1st a Thursday and the 30th a Friday
  Findings findings;
  CHECK_FALSE(read::transit(on("2027-05-01"), "city.toml", *feed.read(), findings));
  const Finding refused = first(findings);
  CHECK(refused.severity == Severity::error);
  CHECK(refused.code == "analysis_day_outside_service");
  CHECK(refused.value == "2027-05-01");
  CHECK(refused.what ==
        "the timetable runs from 2026-01-01 to 2026-01-30, not on the day of the analysis");
  CHECK(refused.remedy ==
        "set day = \"2026-01-29\" under [transit]; departures on that weekday: 1");
}

TEST_CASE("a day within the time of the feed and without any trip is refused too") {
  WrittenFeed feed;
  Findings findings;
  CHECK_FALSE(read::transit(on("2026-01-18"), "city.toml", *feed.read(), findings));
  CHECK(first(findings).code == "analysis_day_without_trips");
  CHECK(first(findings).severity == Severity::error);
}

TEST_CASE("a feed that rests on the day warns, where another runs") {
  WrittenFeed feed, sunday;
  sunday.with("calendar.txt",
              "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,"
              "end_date\nW,0,0,0,0,0,0,1,20260101,20260131\n");
  Timetable both = *feed.read();
  append(both, *sunday.read());
  Findings findings;
  const auto transit = read::transit(on("2026-01-13"), "city.toml", both, findings);
  REQUIRE(transit);
  CHECK(first(findings).code == "analysis_day_without_trips");
  CHECK(first(findings).severity == Severity::warning);
  CHECK(transit->timetable.feeds.size() == 2);
  CHECK(transit->from == Seconds{7 * 3600});
}

TEST_CASE("a day that is left out is a weekday with much service, and said") {
  WrittenFeed feed;
  Findings findings;
  const auto transit = read::transit({}, "city.toml", *feed.read(), findings);
  REQUIRE(transit);
  CHECK(transit->day == date("2026-01-01"));
  CHECK(findings.has("transit_day_chosen"));
  CHECK(findings.has("transit_not_used"));
}

TEST_CASE("timetables of different time zones are refused") {
  WrittenFeed feed, islands;
  islands.with("agency.txt",
               "agency_id,agency_name,agency_url,agency_timezone\nA,a,u,Atlantic/Canary\n");
  Timetable both = *feed.read();
  append(both, *islands.read());
  Findings findings;
  CHECK_FALSE(read::transit(on("2026-01-13"), "city.toml", both, findings));
  CHECK(first(findings).code == "timezones_differ");
}

TEST_CASE(
    "a broken feed of a city is refused when the city is built, not when its layers are read") {
  const scratch::Folder folder;
  const std::string toml = folder.file("city.toml", "[transit]\nfeeds = [\"feed.zip\"]\n");
  folder.file("feed.zip", "this is no archive");
  Findings findings;
  const auto layers = read::layers(read::description(toml, findings), "");
  REQUIRE(layers.transit_refused);
  CHECK(layers.transit_refused->file == "feed.zip");
  CHECK(layers.findings.has(layers.transit_refused->code));
  CHECK_FALSE(layers.transit);
}

TEST_CASE("the check of a feed says what it holds, when it runs and which day is good") {
  const scratch::Folder folder;
  WrittenFeed feed;
  for (const auto& [name, text] : feed.files) folder.file(name, text);
  const auto checked = read::check_feed(folder.path().string());
  CHECK(checked.stop_times == 3);
  CHECK_FALSE(checked.findings.any(Severity::warning));
  CHECK(checked.findings.has("timetable_read"));
  CHECK(checked.findings.has("timetable_runs"));
}

TEST_CASE("a run that moves by public transport says so, and one that does not says how it could") {
  WrittenFeed feed;
  Findings used, not_used;
  REQUIRE(read::transit(on("2026-01-13"), "city.toml", *feed.read(), used, true));
  CHECK(used.has("transit_used"));
  REQUIRE(read::transit(on("2026-01-13"), "city.toml", *feed.read(), not_used));
  CHECK(first(not_used).remedy ==
        "to measure access by public transport, write by = [\"transit\"] under [travel]");
}

TEST_CASE("a feed that runs on the day and rests in the hours asked about warns") {
  WrittenFeed feed;
  auto asked = on("2026-01-13");
  asked.from = Seconds{3 * 3600};
  asked.to = Seconds{4 * 3600};
  Findings findings;
  REQUIRE(read::transit(asked, "city.toml", *feed.read(), findings));
  REQUIRE(findings.has("feed_rests_in_hours"));
  CHECK(first(findings).value == "08:00:00 - 08:00:00");
}
