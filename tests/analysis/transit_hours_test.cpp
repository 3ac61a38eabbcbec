// Departures at all stops of real feeds, against a count of their rows with Python's csv module:
// every row of stop_times.txt but the last of its trip, where people may get on, of the trips whose
// calendar runs on the day, the day before and the day after, by their departure_time.
#include "analysis/transit_hours.hpp"

#include <filesystem>
#include <iostream>

#include "geo/read/gtfs.hpp"
#include "tests/catch.hpp"

using namespace geo;
using analysis::When;

namespace {

namespace fs = std::filesystem;

struct Expected {
  const char* file;
  const char* day;
  double morning, evening, night, sunday, whole_day;
};

std::optional<Transit> real(const Expected& expected) {
  const auto path = fs::path(MEDINA_SOURCE) / ".." / "shared" / "data" / expected.file;
  if (!fs::exists(path)) {
    std::cout << "SKIPPED: " << expected.file << " is not beside the source\n";
    return std::nullopt;
  }
  Findings findings;
  auto timetable = read::gtfs(path.string(), findings);
  REQUIRE(timetable);
  return Transit{std::move(*timetable), *date(expected.day), *clock("07:00"), *clock("09:00")};
}

double departures(const Timetable& timetable, const analysis::ServiceHours& hours) {
  const auto leaving = analysis::leaving(timetable, hours);
  double all = 0;
  for (const PatternId pattern : leaving.rows()) {
    for (const analysis::Leaving& at : leaving[pattern]) all += at.departures;
  }
  return all;
}

}  // namespace

TEST_CASE("every departure of real feeds is there in its hours, at night and on Sunday", "[real]") {
  const Expected feeds[]{
      {"las_palmas/gtfs/gtfs_es_las_palmas_de_gran_canaria_guaguas_20230222.zip", "2023-04-12",
       9323, 13884, 5126, 4320, 78690},
      {"barcelona/gtfs/fgc_gtfs.zip", "2026-01-14", 3332, 3602, 1790, 1187, 22016},
      {"barcelona/gtfs/tram_tbs_gtfs.zip", "2026-01-14", 780, 1059, 511, 359, 6427}};
  for (const Expected& expected : feeds) {
    INFO(expected.file);
    const auto transit = real(expected);
    if (!transit) return;
    const auto in = [&](When when) {
      return departures(transit->timetable, *hours_of(*transit, when));
    };
    CHECK(in(When::day) == expected.morning);
    CHECK(in(When::evening) == expected.evening);
    CHECK(in(When::night) == expected.night);
    CHECK(in(When::sunday) == expected.sunday);
    CHECK(departures(transit->timetable, analysis::whole_day(*transit)) == expected.whole_day);
  }
}
