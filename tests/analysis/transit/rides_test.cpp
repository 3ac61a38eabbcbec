// Times from one home to places: whatever is left out for speed, they are those of the definition.
#include "analysis/transit/rides.hpp"
#include "analysis/transit/pass.hpp"
#include "tests/analysis/transit/definition.hpp"
#include "tests/analysis/transit/drawn_timetable.hpp"
#include "tests/analysis/transit/odd_case.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace geo;
using namespace analysis::transit;
using odd::Chance;

namespace {

std::uint32_t minutes(double count) {
  return static_cast<std::uint32_t>(count * 600);
}

struct Place {
  std::vector<Walk> walks;
  std::uint32_t on_foot, longest;
};

Place some_place(std::size_t stops, std::uint32_t longest, Chance& chance) {
  Place place;
  place.walks = odd::some_walks(stops, 1 + chance.below(3), chance);
  place.on_foot = chance.one_in(2) ? never : static_cast<std::uint32_t>(chance.below(70000));
  place.longest = chance.one_in(2) ? longest : longest / 2;
  return place;
}

/// One home's times to one place, up to the n-th in order.
class RidesTo {
 public:
  RidesTo(std::span<const Arrivals> draws, std::size_t stops, const Place& place, std::size_t n) {
    RideBounds bounds(stops);
    bounds.take(0, draws, n);
    bounds.add_place(place.walks, place.longest + 1, useful_);
    rides.enter(0, draws, useful_, n);
    rides.look(0, place.walks, place.on_foot, place.longest);
  }
  Rides rides;

 private:
  UsefulWalks useful_;
};

/// Draw by draw.
std::vector<std::uint32_t> by_definition(std::span<const Arrivals> draws, const Place& place) {
  std::vector<std::uint32_t> all;
  for (const Arrivals& draw : draws) {
    const auto times = definition::times_to(draw, place.walks, place.on_foot, place.longest);
    all.insert(all.end(), times.begin(), times.end());
  }
  return all;
}

/// The first home's arrivals with several lots of walks to its stops in place of several draws.
std::vector<Arrivals> some_draws(const odd::Case& one, std::size_t count) {
  const Search search(one.timetable, one.day, WalksBetweenStops(one.between), one.window,
                      one.rules);
  std::vector<Arrivals> draws;
  for (std::size_t draw = 0; draw < count; ++draw) {
    const std::span<const Walk> homes[]{one.homes[draw % one.homes.size()]};
    draws.push_back(search.arrivals(homes)[0]);
  }
  return draws;
}

}  // namespace

TEST_CASE("a percentile is one of the times, that which the share does not exceed") {
  CHECK(place_in_order(100, Share{0.07}) == 7);
  CHECK(place_in_order(100, Share{0.5}) == 50);
  CHECK(place_in_order(100, Share{0.505}) == 51);
  CHECK(place_in_order(100, Share{0}) == 1);
  CHECK(place_in_order(100, Share{1}) == 100);
  CHECK(place_in_order(4, Share{0.25}) == 1);
  CHECK(place_in_order(4, Share{0.26}) == 2);
  CHECK(place_in_order(1, Share{0.5}) == 1);
}

TEST_CASE("the quicker of riding and walking all the way, for each minute") {
  DrawnTimetable drawn("AB");
  drawn.trip("A 8:03, B 8:10");
  const Window window{Seconds{8 * 3600}, Seconds{8 * 3600 + 180}};
  const Search search(drawn.timetable, drawn.day, {}, window, {});
  const std::vector<Walk> home{{drawn.stop('A'), minutes(1)}};
  const std::span<const Walk> homes[]{home};
  const auto found = search.arrivals(homes);
  const std::vector<Walk> place{{drawn.stop('B'), minutes(2)}};
  std::vector<std::uint32_t> times(3);
  const Place on_foot{place, minutes(11.5), minutes(30)};
  RidesTo walked(found, 2, on_foot, 3);
  walked.rides.write(times);
  CHECK(times == std::vector{minutes(11.5), minutes(11), minutes(11.5)});
  CHECK(walked.rides.nth(1) == minutes(11));
  CHECK(walked.rides.nth(2) == minutes(11.5));
  const Place in_time{place, never, minutes(12)}, too_late{place, never, minutes(10)};
  RidesTo ridden(found, 2, in_time, 3);
  ridden.rides.write(times);
  CHECK(times == std::vector{minutes(12), minutes(11), never});
  CHECK(ridden.rides.nth(2) == minutes(12));
  CHECK(ridden.rides.nth(3) == never);
  CHECK_FALSE(RidesTo(found, 2, too_late, 3).rides.may_count());
}

TEST_CASE("every processor finds the times of the definition, at every place in their order") {
  volume::Trial trial("times to places are those of the definition", {60, 6000}, "feeds");
  INFO("seed " << trial.seed());
  std::size_t compared = 0, counted = 0;
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    Chance chance(trial.seed() + round);
    const auto one = odd::odd_case(chance, true);
    const auto draws = some_draws(one, 1 + static_cast<std::size_t>(chance.below(3)));
    const std::size_t all = draws.size() * one.window.minutes();
    const auto most =
        chance.one_in(2) ? all : 1 + static_cast<std::size_t>(chance.below(static_cast<int>(all)));
    std::vector<Place> places;
    for (int n = 0; n < 5; ++n) {
      places.push_back(some_place(one.timetable.stops.size(), one.rules.longest, chance));
    }
    for (const std::int64_t processor : pass_processors()) {
      force_pass_processor(processor);
      INFO("round " << round << ", processor " << processor);
      for (const Place& place : places) {
        const auto expected = by_definition(draws, place);
        RidesTo to(draws, one.timetable.stops.size(), place, most);
        Rides& rides = to.rides;
        CHECK((rides.may_count() || definition::nth(expected, 1) == never));
        for (std::size_t n = 1; n <= most; n += 1 + most / 10) {
          REQUIRE(rides.nth(n) == definition::nth(expected, n));
        }
        REQUIRE(rides.nth(most) == definition::nth(expected, most));
        compared += most;
        counted += definition::nth(expected, most) != never;
        if (most < all) continue;
        std::vector<std::uint32_t> times(all);
        rides.write(times);
        REQUIRE(times == expected);
      }
      force_pass_processor(0);
    }
  }
  trial.count("times", compared);
  CHECK(counted > trial.rounds());
}
