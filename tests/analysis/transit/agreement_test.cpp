// Days made by chance with every oddity that GTFS allows: the search against earliest arrivals by
// the letter of the rules, and against range-RAPTOR where the feed says nothing of changing.
#include "analysis/transit/drawn.hpp"
#include "analysis/transit/pass.hpp"
#include "analysis/transit/search.hpp"
#include "tests/analysis/transit/brute_force.hpp"
#include "tests/analysis/transit/range_raptor.hpp"
#include "tests/catch.hpp"
#include "tests/geo/read/odd_feed.hpp"
#include "tests/volume.hpp"

using namespace geo;
using namespace analysis::transit;
using odd::Chance;

namespace {

using Walks = std::vector<std::vector<Walk>>;

struct Case {
  Timetable timetable;
  ServiceDay day;
  Walks between;
  Window window;
  Rules rules;
  std::vector<std::vector<Walk>> homes;
};

/// Stations over stops, and what is said of wheels.
void dress_stops(Timetable& timetable, Chance& chance) {
  for (const StopId stop : timetable.stops.key.rows()) {
    timetable.stops.wheelchair[stop] = chance.one_in(3) ? Wheelchair::no : Wheelchair::yes;
    if (stop.row() > 0 && chance.one_in(3)) timetable.stops.parent[stop] = StopId{0};
  }
}

template <class Id>
std::optional<Id> perhaps(std::size_t of, Chance& chance) {
  if (!chance.one_in(3)) return std::nullopt;
  return Id{chance.below(static_cast<int>(of))};
}

void add_transfers(Timetable& timetable, Chance& chance) {
  const auto any_stop = [&] {
    return StopId{chance.below(static_cast<int>(timetable.stops.size()))};
  };
  for (int n = chance.below(8); n > 0; --n) {
    Transfer transfer;
    transfer.from = any_stop();
    transfer.to = chance.one_in(2) ? transfer.from : any_stop();
    transfer.kind = static_cast<TransferKind>(chance.below(6));
    if (!chance.one_in(4)) transfer.at_least = Seconds{chance.below(400)};
    transfer.from_line = perhaps<LineId>(timetable.lines.size(), chance);
    transfer.to_line = perhaps<LineId>(timetable.lines.size(), chance);
    transfer.from_trip = perhaps<TripId>(timetable.trips.size(), chance);
    transfer.to_trip = perhaps<TripId>(timetable.trips.size(), chance);
    const bool by_trips = transfer.kind >= TransferKind::stay_seated;
    if (by_trips || (transfer.from_trip && transfer.to_trip && chance.one_in(2))) {
      transfer.from_trip = TripId{chance.below(static_cast<int>(timetable.trips.size()))};
      transfer.to_trip = TripId{chance.below(static_cast<int>(timetable.trips.size()))};
      transfer.from = transfer.to = std::nullopt;
    }
    timetable.transfers.push_back(transfer);
  }
}

std::vector<Walk> some_walks(std::size_t stops, int one_in, Chance& chance) {
  std::vector<Walk> walks;
  for (std::size_t stop = 0; stop < stops; ++stop) {
    if (!chance.one_in(one_in)) continue;
    walks.push_back({StopId{stop}, static_cast<std::uint32_t>(chance.below(6000))});
  }
  return walks;
}

/// The day of the month on which most runs.
Date busiest(const Timetable& timetable) {
  const auto less = [&](int a, int b) {
    const auto runs = [&](int day) {
      return departures_on(timetable, FeedId{0}, odd::in_january(day));
    };
    return runs(a) < runs(b);
  };
  std::vector<int> days(40);
  for (int day = 0; day < 40; ++day) days[static_cast<std::size_t>(day)] = day;
  return odd::in_january(*std::max_element(days.begin(), days.end(), less));
}

Case odd_case(Chance& chance, bool with_transfers) {
  const odd::OddFeed feed = odd::odd_feed(chance, {20, 7200});
  WrittenFeed files = odd::written(feed, chance);
  auto timetable = files.read();
  REQUIRE(timetable);
  Case made;
  made.timetable = std::move(*timetable);
  dress_stops(made.timetable, chance);
  if (with_transfers) add_transfers(made.timetable, chance);
  const int from = 60 * chance.below(90) + (chance.one_in(4) ? chance.below(60) : 0);
  made.window = {Seconds{from}, Seconds{from + 60 * (1 + chance.below(60))}};
  made.rules.slack = Seconds{chance.one_in(3) ? 1 : 1 + chance.below(120)};
  made.rules.rides = static_cast<std::uint8_t>(chance.one_in(2) ? 0 : 1 + chance.below(4));
  made.rules.wheelchair = chance.one_in(4);
  made.rules.longest = static_cast<std::uint32_t>(chance.one_in(2) ? 72000 : chance.below(60000));
  const Seconds end{made.window.until.count + static_cast<int>(made.rules.longest / 10)};
  made.day = service_day(made.timetable, busiest(made.timetable), made.window.from, end);
  made.day = drawn(made.day, 2)[0];
  const std::size_t stops = made.timetable.stops.size();
  for (std::size_t stop = 0; stop < stops; ++stop) {
    made.between.push_back(some_walks(stops, 3, chance));
    std::erase_if(made.between.back(), [&](const Walk& walk) { return walk.stop.row() == stop; });
  }
  for (int n = 1 + chance.below(4); n > 0; --n) made.homes.push_back(some_walks(stops, 2, chance));
  return made;
}

std::vector<Arrivals> searched(const Case& one) {
  const Search search(one.timetable, one.day, WalksBetweenStops(one.between), one.window,
                      one.rules);
  const std::vector<std::span<const Walk>> homes(one.homes.begin(), one.homes.end());
  return search.arrivals(homes);
}

std::vector<std::uint32_t> at_minute(const Arrivals& arrivals, std::size_t stops,
                                     std::size_t minute) {
  std::vector<std::uint32_t> all;
  for (std::size_t stop = 0; stop < stops; ++stop) {
    all.push_back(arrivals.at(StopId{stop}, minute));
  }
  return all;
}

/// The quicker of the rides and walking all the way, minute by minute and stop by stop.
std::vector<std::uint32_t> by_hand(const Arrivals& arrivals, const std::vector<Walk>& place,
                                   std::uint32_t on_foot, std::uint32_t longest) {
  std::vector<std::uint32_t> times;
  for (std::uint32_t minute = 0; minute < arrivals.minutes(); ++minute) {
    std::uint32_t least = on_foot;
    for (const Walk& walk : place) {
      const auto there = arrivals.at(walk.stop, minute);
      if (there != never) least = std::min(least, there + walk.takes - minute * tenths_in_minute);
    }
    times.push_back(least > longest ? never : least);
  }
  return times;
}

std::size_t reached(const std::vector<std::uint32_t>& arrivals) {
  return arrivals.size() -
         static_cast<std::size_t>(std::count(arrivals.begin(), arrivals.end(), never));
}

}  // namespace

TEST_CASE("every home is at every stop in every minute when the letter of the rules has it there") {
  volume::Trial trial("rides agree with a scan of all legs", {250, 20000}, "feeds with oddities");
  INFO("seed " << trial.seed());
  std::size_t compared = 0, arrived = 0;
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    Chance chance(trial.seed() + round);
    const auto one = odd_case(chance, !chance.one_in(4));
    INFO("round " << round);
    const BruteForce scan(one.timetable, one.day, one.between, one.window, one.rules);
    const auto found = searched(one);
    for (std::size_t home = 0; home < one.homes.size(); ++home) {
      for (std::size_t minute = 0; minute < one.window.minutes(); ++minute) {
        INFO("home " << home << ", minute " << minute);
        const auto expected = scan.arrivals(one.homes[home], minute);
        REQUIRE(at_minute(found[home], expected.size(), minute) == expected);
        compared += expected.size();
        arrived += reached(expected);
      }
    }
  }
  trial.count("feeds", trial.rounds());
  trial.count("homes x stops x minutes", compared);
  trial.count("of them reached", arrived);
  CHECK(arrived > compared / 20);
}

TEST_CASE("the same as range-RAPTOR, where labels at stops are enough") {
  volume::Trial trial("rides agree with range-RAPTOR", {200, 10000}, "feeds with oddities");
  INFO("seed " << trial.seed());
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    Chance chance(trial.seed() + round);
    const auto one = odd_case(chance, false);
    INFO("round " << round);
    RangeRaptor raptor(one.timetable, one.day, one.between, one.window, one.rules);
    const auto found = searched(one);
    for (std::size_t home = 0; home < one.homes.size(); ++home) {
      const auto expected = raptor.arrivals(one.homes[home]);
      for (std::size_t minute = 0; minute < expected.size(); ++minute) {
        INFO("home " << home << ", minute " << minute);
        REQUIRE(at_minute(found[home], expected[minute].size(), minute) == expected[minute]);
      }
    }
  }
  trial.count("feeds", trial.rounds());
}

TEST_CASE("every processor finds the same arrivals, times and percentiles") {
  for (std::size_t round = 0; round < 20; ++round) {
    Chance chance(round);
    const auto one = odd_case(chance, true);
    const std::size_t stops = one.timetable.stops.size(), minutes = one.window.minutes();
    const auto best = searched(one);
    const auto place = some_walks(stops, 2, chance);
    const auto on_foot = static_cast<std::uint32_t>(chance.below(70000));
    for (const std::int64_t processor : pass_processors()) {
      force_pass_processor(processor);
      const auto found = searched(one);
      std::vector<std::uint32_t> times(minutes);
      for (std::size_t home = 0; home < found.size(); ++home) {
        times_to(found[home], place, on_foot, one.rules.longest, times);
        auto expected = by_hand(best[home], place, on_foot, one.rules.longest);
        CHECK(times == expected);
        std::sort(expected.begin(), expected.end());
        CHECK(percentile(times, Share{0.5}) == expected[(minutes + 1) / 2 - 1]);
        for (std::size_t minute = 0; minute < minutes; ++minute) {
          REQUIRE(at_minute(found[home], stops, minute) == at_minute(best[home], stops, minute));
        }
      }
      force_pass_processor(0);
    }
  }
}
