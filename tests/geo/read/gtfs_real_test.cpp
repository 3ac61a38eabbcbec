// The real feeds beside the source, against their SOURCE.md (stops, routes, trips, stop_times,
// trips on the day) and against a count with Python's csv module (patterns, runs under way in the
// hours).
#include <filesystem>
#include <iostream>

#include "geo/read/gtfs.hpp"
#include "geo/service_day.hpp"
#include "tests/catch.hpp"

using namespace geo;

namespace {

namespace fs = std::filesystem;

struct Expected {
  const char* file;
  const char* day;
  std::size_t stops, lines, trips, patterns, on_day;
  std::size_t morning, night;  ///< runs under way from 7 to 9, and from 0 to 2
};

std::optional<Timetable> real(const Expected& expected, Findings& findings) {
  const auto path = fs::path(MEDINA_SOURCE) / ".." / "shared" / "data" / expected.file;
  if (!fs::exists(path)) {
    std::cout << "SKIPPED: " << expected.file << " is not beside the source\n";
    return std::nullopt;
  }
  auto timetable = read::gtfs(path.string(), findings);
  REQUIRE(timetable);
  return timetable;
}

std::size_t runs(const Timetable& timetable, const char* day, int from, int until) {
  return service_day(timetable, *date(day), Seconds{from * 3600}, Seconds{until * 3600})
      .runs.size();
}

}  // namespace

TEST_CASE("real feeds have the stops, lines, trips and runs that others counted", "[real]") {
  const std::string las_palmas =
      "las_palmas/gtfs/gtfs_es_las_palmas_de_gran_canaria_guaguas_20230222.zip";
  const std::vector<Expected> feeds{
      {las_palmas.c_str(), "2023-04-12", 793, 44, 6839, 107, 3759, 564, 49},
      {"barcelona/gtfs/fgc_gtfs.zip", "2026-01-14", 302, 21, 18089, 174, 2025, 319, 24},
      {"barcelona/gtfs/tram_tbx_gtfs.zip", "2026-01-14", 86, 3, 3682, 14, 464, 75, 10},
      {"barcelona/gtfs/tram_tbs_gtfs.zip", "2026-01-14", 86, 3, 1660, 10, 489, 71, 6},
      {"porto_alegre/gtfs/poa_trensurb.zip", "2019-05-15", 24, 2, 1248, 25, 529, 91, 1}};
  for (const Expected& expected : feeds) {
    INFO(expected.file);
    Findings findings;
    const auto timetable = real(expected, findings);
    if (!timetable) return;
    CHECK(timetable->stops.size() == expected.stops);
    CHECK(timetable->lines.size() == expected.lines);
    CHECK(timetable->trips.size() == expected.trips);
    CHECK(timetable->patterns.size() == expected.patterns);
    CHECK(departures_on(*timetable, FeedId{0}, *date(expected.day)) == expected.on_day);
    CHECK(runs(*timetable, expected.day, 7, 9) == expected.morning);
    CHECK(runs(*timetable, expected.day, 0, 2) == expected.night);
    CHECK_FALSE(findings.has("stop_times_interpolated"));
  }
}

TEST_CASE("Porto Alegre's buses have their missing times worked out, and say how many", "[real]") {
  Findings findings;
  const auto timetable =
      real({"porto_alegre/gtfs/poa_eptc.zip", "", 0, 0, 0, 0, 0, 0, 0}, findings);
  if (!timetable) return;
  CHECK(timetable->stops.size() == 3986);
  CHECK(timetable->trips.size() == 2374);
  CHECK(timetable->patterns.size() == 201);
  CHECK(departures_on(*timetable, FeedId{0}, *date("2019-05-15")) == 2374);
  const auto shown = findings.shown();
  const auto found = std::find_if(shown.begin(), shown.end(), [](const Finding& finding) {
    return finding.code == "stop_times_interpolated";
  });
  REQUIRE(found != shown.end());
  CHECK(found->what.starts_with("125271 of 130019 stop times are missing"));
  for (const TimingId timing : timetable->timings.arrives.rows()) {
    const auto arrives = timetable->timings.arrives[timing];
    const auto leaves = timetable->timings.leaves[timing];
    CHECK(timetable->timings.interpolated[timing]);
    for (std::size_t i = 1; i < arrives.size(); ++i) {
      if (arrives[i] < leaves[i - 1]) FAIL("a bus goes back in time");
    }
  }
}
