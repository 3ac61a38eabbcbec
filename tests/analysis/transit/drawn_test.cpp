#include "analysis/transit/drawn.hpp"

#include "tests/analysis/transit/drawn_timetable.hpp"

using namespace geo;
using namespace analysis::transit;

namespace {

std::int32_t start(const ServiceDay& day, TripId trip) {
  for (const Run& run : day.runs) {
    if (run.trip == trip) return run.start.count;
  }
  return -1;
}

}  // namespace

TEST_CASE("a day with set times only is drawn once, as it is") {
  DrawnTimetable drawn_by_hand("AB");
  drawn_by_hand.trip("A 8:00, B 8:10");
  const auto days = drawn(drawn_by_hand.day, 10);
  REQUIRE(days.size() == 1);
  CHECK(days[0].runs == drawn_by_hand.day.runs);
}

TEST_CASE("each draw has all departures of a headway, and the draws divide the headway evenly") {
  DrawnTimetable by_hand("AB");
  const TripId trip = by_hand.frequent("A 0:00, B 0:10", "8:00", "9:00", Seconds{1100});
  const auto days = drawn(by_hand.day, 10);
  REQUIRE(days.size() == 11);
  std::vector<std::int32_t> starts;
  for (const ServiceDay& day : days) {
    CHECK(day.frequent.empty());
    for (std::size_t i = 1; i < day.runs.size(); ++i) {
      CHECK((day.runs[i].start - day.runs[i - 1].start).count == 1100);
    }
    CHECK(day.runs.back().start.count < 9 * 3600);
    CHECK(day.runs.back().start.count >= 9 * 3600 - 1100);
    starts.push_back(start(day, trip) - 8 * 3600);
  }
  std::sort(starts.begin(), starts.end());
  for (int i = 0; i < 11; ++i) CHECK(starts[static_cast<std::size_t>(i)] == 50 + 100 * i);
}

TEST_CASE("any two headways meet in all combinations: no two are tied to each other") {
  DrawnTimetable by_hand("AB");
  std::vector<TripId> trips;
  for (int i = 0; i < 40; ++i) {
    trips.push_back(by_hand.frequent("A 0:00, B 0:10", "8:00", "9:00", Seconds{1000}));
  }
  const auto days = drawn(by_hand.day, 101);
  for (std::size_t a = 0; a < trips.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      int earlier = 0;  // both in the first half of their headways: a quarter of the draws
      for (const ServiceDay& day : days) {
        earlier += start(day, trips[a]) < 8 * 3600 + 500 && start(day, trips[b]) < 8 * 3600 + 500;
      }
      CHECK(earlier > 101 / 4 - 18);
      CHECK(earlier < 101 / 4 + 18);
    }
  }
}
