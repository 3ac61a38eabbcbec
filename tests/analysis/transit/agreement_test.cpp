// Days made by chance with every oddity that GTFS allows: the search against earliest arrivals by
// the letter of the rules, and against range-RAPTOR where the feed says nothing of changing.
#include "analysis/transit/pass.hpp"
#include "tests/analysis/transit/brute_force.hpp"
#include "tests/analysis/transit/odd_case.hpp"
#include "tests/analysis/transit/range_raptor.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace geo;
using namespace analysis::transit;
using odd::Chance;
using odd::odd_case;
using odd::searched;

namespace {

std::vector<std::uint32_t> at_minute(const Arrivals& arrivals, std::size_t stops,
                                     std::size_t minute) {
  std::vector<std::uint32_t> all;
  for (std::size_t stop = 0; stop < stops; ++stop) {
    all.push_back(arrivals.at(StopId{stop}, minute));
  }
  return all;
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

TEST_CASE("every processor finds the same arrivals") {
  for (std::size_t round = 0; round < 20; ++round) {
    Chance chance(round);
    const auto one = odd_case(chance, true);
    const std::size_t stops = one.timetable.stops.size(), minutes = one.window.minutes();
    const auto best = searched(one);
    for (const std::int64_t processor : pass_processors()) {
      force_pass_processor(processor);
      const auto found = searched(one);
      for (std::size_t home = 0; home < found.size(); ++home) {
        for (std::size_t minute = 0; minute < minutes; ++minute) {
          REQUIRE(at_minute(found[home], stops, minute) == at_minute(best[home], stops, minute));
        }
      }
      force_pass_processor(0);
    }
  }
}
