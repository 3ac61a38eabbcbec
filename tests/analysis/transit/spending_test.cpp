// Trips that cost no more than one can spend: the search against all sums of fares by which one may
// be on every leg, and its laws.
#include "analysis/transit/spending.hpp"

#include "analysis/transit/search.hpp"
#include "geo/core/error.hpp"
#include "tests/analysis/transit/brute_force.hpp"
#include "tests/analysis/transit/drawn_timetable.hpp"
#include "tests/analysis/transit/odd_case.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace geo;
using namespace analysis::transit;
using odd::Case;
using odd::Chance;

namespace {

Money cents(std::uint32_t count) {
  return Money{count * 10};
}

/// The same day with six lines instead of two, any trips to any of them.
Case with_more_lines(Case one, Chance& chance) {
  Lines& lines = one.timetable.lines;
  while (lines.size() < 6) {
    lines.feed.push_back(FeedId{0});
    lines.key.push_back("more");
    lines.short_name.push_back("");
    lines.long_name.push_back("");
    lines.mode.push_back(TransitMode::bus);
    lines.declared.push_back(false);
    lines.hail.push_back(false);
    lines.fare.push_back(std::nullopt);
  }
  for (auto& line : one.timetable.patterns.line.values()) line = LineId{chance.below(6)};
  return one;
}

/// Fares with few sums and with many; some lines are free, some nobody knows.
Fares some_fares(const Case& one, Chance& chance) {
  Fares fares;
  const bool alike = chance.one_in(3);
  for (std::size_t line = 0; line < one.timetable.lines.size(); ++line) {
    if (chance.one_in(6)) {
      fares.of_line.push_back(std::nullopt);
    } else if (chance.one_in(6)) {
      fares.of_line.push_back(Money{0});
    } else {
      fares.of_line.push_back(
          cents(alike ? 140u : static_cast<std::uint32_t>(100 + 25 * chance.below(8))));
    }
  }
  fares.budget = cents(static_cast<std::uint32_t>(chance.below(800)));
  return fares;
}

std::vector<Arrivals> searched(const Case& one, const std::optional<Fares>& fares) {
  const Search search(one.timetable, one.day, WalksBetweenStops(one.between), one.window, one.rules,
                      fares);
  const std::vector<std::span<const Walk>> homes(one.homes.begin(), one.homes.end());
  return search.arrivals(homes);
}

std::vector<long> as_numbers(const Fares& fares) {
  std::vector<long> all;
  for (const auto& fare : fares.of_line) all.push_back(fare ? long{fare->thousandths} : -1);
  return all;
}

/// Calls `each(home, minute, stop)`.
template <class Each>
void everywhere(const Case& one, Each each) {
  for (std::size_t home = 0; home < one.homes.size(); ++home) {
    for (std::size_t minute = 0; minute < one.window.minutes(); ++minute) {
      for (std::size_t stop = 0; stop < one.timetable.stops.size(); ++stop) {
        each(home, minute, StopId{stop});
      }
    }
  }
}

std::optional<std::size_t> steps(std::vector<std::uint32_t> fares, std::uint32_t budget) {
  Fares all{{}, cents(budget)};
  for (const auto fare : fares) all.of_line.push_back(cents(fare));
  try {
    return fare_steps(all).most.size();
  } catch (const Error& error) {
    CHECK(error.finding().code == "transit_budget_steps");
    return std::nullopt;
  }
}

}  // namespace

TEST_CASE("for what one can spend one is at every stop when all sums of fares have one there") {
  volume::Trial trial("rides within a budget agree with all sums of fares", {250, 20000}, "feeds");
  INFO("seed " << trial.seed());
  std::size_t compared = 0, later = 0;
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    Chance chance(trial.seed() + round);
    const auto one = with_more_lines(odd::odd_case(chance, !chance.one_in(4)), chance);
    const auto fares = some_fares(one, chance);
    INFO("round " << round);
    const BruteForce scan(one.timetable, one.day, one.between, one.window, one.rules);
    const auto found = searched(one, fares), unbound = searched(one, std::nullopt);
    for (std::size_t home = 0; home < one.homes.size(); ++home) {
      for (std::size_t minute = 0; minute < one.window.minutes(); ++minute) {
        INFO("home " << home << ", minute " << minute);
        const auto expected =
            scan.arrivals(one.homes[home], minute, as_numbers(fares), fares.budget.thousandths);
        for (std::size_t stop = 0; stop < expected.size(); ++stop) {
          REQUIRE(found[home].at(StopId{stop}, minute) == expected[stop]);
          ++compared;
          const auto whatever_it_costs = unbound[home].at(StopId{stop}, minute);
          if (expected[stop] != never && expected[stop] > whatever_it_costs) ++later;
        }
      }
    }
  }
  trial.count("homes x stops x minutes", compared);
  trial.count("of them later than for any money", later);
  CHECK(later > compared / 1000);
}

TEST_CASE("law: more money is never slower, and no money is on foot") {
  for (std::size_t round = 0; round < 60; ++round) {
    Chance chance(round);
    const auto one = with_more_lines(odd::odd_case(chance, true), chance);
    auto fares = some_fares(one, chance);
    for (auto& fare : fares.of_line.values()) {
      if (fare && *fare == Money{0}) fare = cents(90);
    }
    fares.budget = Money{0};
    auto less = searched(one, fares);
    everywhere(one, [&](std::size_t home, std::size_t minute, StopId stop) {
      REQUIRE(less[home].at(stop, minute) == never);
    });
    for (std::uint32_t budget = 100; budget <= 700; budget += 200) {
      fares.budget = cents(budget);
      const auto more = searched(one, fares);
      everywhere(one, [&](std::size_t home, std::size_t minute, StopId stop) {
        REQUIRE(more[home].at(stop, minute) <= less[home].at(stop, minute));
      });
      less = more;
    }
  }
}

TEST_CASE("law: where money is enough, or nothing costs anything, it is as without fares") {
  for (std::size_t round = 0; round < 60; ++round) {
    Chance chance(round);
    const auto one = with_more_lines(odd::odd_case(chance, true), chance);
    const auto whatever_it_costs = searched(one, std::nullopt);
    for (const std::uint32_t fare : {0u, 100u}) {
      Fares fares{{}, cents(4000)};  // forty rides, more than there are trips
      fares.of_line = Per<LineId, std::optional<Money>>(one.timetable.lines.size(), cents(fare));
      const auto found = searched(one, fares);
      everywhere(one, [&](std::size_t home, std::size_t minute, StopId stop) {
        REQUIRE(found[home].at(stop, minute) == whatever_it_costs[home].at(stop, minute));
      });
    }
  }
}

TEST_CASE("who can spend little takes the cheap bus, and arrives later") {
  DrawnTimetable town("ABCD");
  const auto cheap = town.line(), dear = town.line();
  town.trip("A 8:05, B 8:35", cheap);
  town.trip("A 8:05, B 8:15", dear);
  town.trip("B 8:20, C 8:30", cheap);
  town.trip("B 8:40, C 8:50", cheap);
  const std::vector<Walk> home{{town.stop('A'), 0}};
  const std::span<const Walk> homes[]{home};
  const auto minutes_to_c = [&](std::uint32_t budget) {
    Fares fares{{}, cents(budget)};
    fares.of_line.push_back(cents(70));
    fares.of_line.push_back(cents(200));
    const Search search(town.timetable, town.day,
                        WalksBetweenStops(std::vector<std::vector<Walk>>(4)),
                        {*clock("8:00"), *clock("8:01")}, {}, fares);
    const auto at = search.arrivals(homes)[0].at(town.stop('C'), 0);
    return at == never ? -1 : static_cast<int>(at / 600);
  };
  CHECK(minutes_to_c(139) == -1);
  CHECK(minutes_to_c(140) == 50);
  CHECK(minutes_to_c(269) == 50);
  CHECK(minutes_to_c(270) == 30);
}

TEST_CASE("steps are few where fares are alike, and too many of them are refused") {
  CHECK(steps({140}, 280) == 3);  // nothing, one ride, two
  CHECK(steps({140, 140}, 419) == 3);
  CHECK(steps({150, 170, 200}, 290) == 2);  // one ride, whichever, or none
  CHECK(steps({}, 500) == 1);
  CHECK(steps({0}, 500) == 1);
  CHECK_FALSE(steps({1, 7}, 500));
  CHECK(steps({97, 98, 99}, 3000) == 31);  // 30 rides, whichever
}
