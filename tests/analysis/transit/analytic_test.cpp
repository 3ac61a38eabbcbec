// Little networks whose distribution of travel times one can count, after the Simpson Desert tests
// of R5 (Conway, Byrd and van der Linden 2017, doi:10.3141/2653-06): vehicles every twenty minutes,
// a minute before each boarding, somebody at the door of the first stop.
#include "analysis/transit/drawn.hpp"
#include "analysis/transit/rides.hpp"
#include "tests/analysis/transit/definition.hpp"
#include "tests/analysis/transit/drawn_timetable.hpp"

using namespace geo;
using namespace analysis::transit;

namespace {

constexpr Seconds seven{7 * 3600};
constexpr int headway = 1200;  // seconds

/// Seconds from a door at one stop to another stop, for each minute of each draw.
std::vector<std::uint32_t> ride_times(const DrawnTimetable& drawn_by_hand, char from, char to,
                                      int minutes, std::size_t draws) {
  const Window window{seven, Seconds{seven.count + 60 * minutes}};
  const std::vector<Walk> home{{drawn_by_hand.stop(from), 0}}, place{{drawn_by_hand.stop(to), 0}};
  const std::span<const Walk> homes[]{home};
  std::vector<std::uint32_t> all;
  for (const ServiceDay& day : drawn(drawn_by_hand.day, draws)) {
    const Search search(drawn_by_hand.timetable, day, {}, window, {});
    for (const auto time : definition::times_to(search.arrivals(homes)[0], place, never, 60000)) {
      all.push_back(time / 10);
    }
  }
  return all;
}

/// Whether each percentile is within a second of that of the waits 0, 1, 2, ... seconds, of which
/// so many are given, after `more` seconds.
void check_percentiles(const std::vector<std::uint32_t>& times,
                       const std::vector<std::uint64_t>& waits, int more) {
  std::uint64_t all = 0;
  for (const auto count : waits) all += count;
  for (int percent = 1; percent < 100; ++percent) {
    std::uint64_t so_far = 0;
    int wait = -1;
    while (so_far * 100 < all * static_cast<std::uint64_t>(percent)) {
      so_far += waits[static_cast<std::size_t>(++wait)];
    }
    INFO("percentile " << percent);
    const auto found = static_cast<int>(percentile(times, Share{percent / 100.0}));
    CHECK(std::abs(found - (wait + more)) <= 1);
  }
}

}  // namespace

TEST_CASE("a bus every twenty minutes and one that waits for it: all waits of the first alike") {
  DrawnTimetable by_hand("ABC");
  for (int start = 7 * 3600 - headway; start < 10 * 3600; start += headway) {
    const auto at = [&](int minutes) { return clock_text(Seconds{start + 60 * minutes}); };
    by_hand.trip("A " + at(0) + ", B " + at(10));
    by_hand.trip("B " + at(20) + ", C " + at(30));
  }
  const auto times = ride_times(by_hand, 'A', 'C', 120, 1);
  REQUIRE(times.size() == 120);
  // A minute, 0 to 19 minutes of waiting, ten of riding, ten of changing, ten of riding.
  for (int percent = 1; percent <= 100; ++percent) {
    const int nth = (120 * percent + 99) / 100;
    CHECK(percentile(times, Share{percent / 100.0}) ==
          60 * static_cast<unsigned>(31 + (nth - 1) / 6));
  }
}

TEST_CASE("two buses at times that nobody knows: the sum of two waits, a triangle") {
  DrawnTimetable by_hand("ABC");
  by_hand.frequent("A 0:00, B 0:10", "6:00", "12:00", Seconds{headway});
  by_hand.frequent("B 0:00, C 0:10", "6:00", "12:00", Seconds{headway});
  std::vector<std::uint64_t> waits(2 * headway - 1);
  for (std::size_t wait = 0; wait < waits.size(); ++wait) {
    waits[wait] = std::min(wait + 1, 2 * headway - 1 - wait);
  }
  check_percentiles(ride_times(by_hand, 'A', 'C', 20, 4000), waits, 2 * 60 + 2 * 600);
}

TEST_CASE("three lines on one trunk: the least of three waits") {
  DrawnTimetable by_hand("AB");
  for (int line = 0; line < 3; ++line) {
    by_hand.frequent("A 0:00, B 0:30", "6:00", "12:00", Seconds{headway});
  }
  std::vector<std::uint64_t> waits;
  for (std::uint64_t left = headway; left > 0; --left) {
    waits.push_back(left * left * left - (left - 1) * (left - 1) * (left - 1));
  }
  check_percentiles(ride_times(by_hand, 'A', 'B', 20, 4000), waits, 60 + 1800);
}

TEST_CASE("a bus that overtakes another is waited for by those who ride far, not by the others") {
  DrawnTimetable by_hand("ABC");
  const LineId line = by_hand.line();
  by_hand.trip("A 7:07, B 7:17, C 7:52", line);
  by_hand.trip("A 7:15, B 7:20, C 7:35", line);
  const auto far = ride_times(by_hand, 'A', 'C', 5, 1), near = ride_times(by_hand, 'A', 'B', 5, 1);
  for (unsigned minute = 0; minute < 5; ++minute) {
    CHECK(far[minute] == 60 * (35 - minute));
    CHECK(near[minute] == 60 * (17 - minute));
  }
}
