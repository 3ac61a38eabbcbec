// Feeds made by chance with every oddity that GTFS allows. What the reader makes of their text is
// compared with a scan of the rows themselves, day by day and by the letter of the specification.
#include <algorithm>

#include "geo/service_day.hpp"
#include "tests/catch.hpp"
#include "tests/geo/read/odd_feed.hpp"
#include "tests/volume.hpp"

using namespace geo;
using namespace odd;

namespace {

/// What passengers see: a trip, or a headway with the same times from its first start.
struct Seen {
  std::string trip;
  std::vector<std::tuple<std::string, int, int>> calls;
  int until = 0, every = 0;  ///< of a headway
  auto operator<=>(const Seen&) const = default;
};

/// The scan: every trip of every day around, by the rows of the feed.
std::vector<Seen> scanned(const OddFeed& feed, Date day, int from, int until) {
  std::vector<Seen> all;
  for (int shift = -3; shift <= 2; ++shift) {
    for (const OddTrip& one : feed.trips) {
      if (!runs_on(feed.services[one.service], day + std::chrono::days{shift})) continue;
      auto rows = one.rows;
      work_out(rows);
      const auto add = [&](int start, int end, int every) {
        const int later = start - rows.front().leaves + shift * 86400;
        Seen seen{one.key, {}, every > 0 ? end + shift * 86400 : 0, every};
        for (const Row& row : rows) {
          seen.calls.emplace_back(row.stop, row.arrives + later, row.leaves + later);
        }
        const int first = rows.front().leaves + later;
        const int last = rows[rows.size() - 2].leaves + later;
        const int latest = every > 0 ? last + end - start - 1 : last;
        if (first < until && latest >= from) all.push_back(seen);
      };
      if (one.spans.empty()) add(rows.front().leaves, 0, 0);
      for (const Span& span : one.spans) {
        if (!span.exact) add(span.from, span.until, span.every);
        for (int at = span.from; span.exact && at < span.until; at += span.every) add(at, 0, 0);
      }
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<Seen> read_out(const Timetable& all, Date day, int from, int until) {
  std::vector<Seen> out;
  const ServiceDay runs = service_day(all, day, Seconds{from}, Seconds{until});
  const auto add = [&](TripId trip, Seconds start, int end, int every) {
    Seen seen{all.trips.key[trip], {}, end, every};
    const auto stops = all.patterns.stops[all.trips.pattern[trip]];
    const TimingId timing = all.trips.timing[trip];
    for (std::size_t i = 0; i < stops.size(); ++i) {
      seen.calls.emplace_back(all.stops.key[stops[i]],
                              (start + all.timings.arrives[timing][i]).count,
                              (start + all.timings.leaves[timing][i]).count);
    }
    out.push_back(seen);
  };
  for (const Run& run : runs.runs) add(run.trip, run.start, 0, 0);
  for (const FrequentRun& run : runs.frequent) {
    add(run.trip, run.from, run.until.count, run.every.count);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("every departure of a day is as a scan of the feed's rows finds it, day by day") {
  volume::Trial trial("departures are as scanned day by day", {200, 20000}, "feeds with oddities");
  INFO("seed " << trial.seed());
  trial.count("feeds", trial.rounds());
  std::size_t departures = 0;
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    Chance chance(trial.seed() + round);
    const OddFeed feed = odd_feed(chance);
    WrittenFeed files = written(feed, chance);
    const auto timetable = files.read();
    INFO("round " << round);
    REQUIRE(timetable);
    for (int n = 0; n < 5; ++n) {
      const Date day = in_january(chance.below(32));
      const int from = chance.below(24 * 3600), until = from + 1 + chance.below(24 * 3600);
      const auto expected = scanned(feed, day, from, until);
      departures += expected.size();
      REQUIRE(read_out(*timetable, day, from, until) == expected);
    }
  }
  trial.count("departures", departures);
  CHECK(departures > trial.rounds() / 2);  // about five in a round
}
