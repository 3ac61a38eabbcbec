// Trips by public transport: walks, rides, the minutes of leaving and what is made of them.
#include <tbb/global_control.h>

#include <random>

#include "analysis/travel/ask.hpp"
#include "analysis/travel/ridden_rows.hpp"
#include "analysis/travel/ridden_trips.hpp"
#include "geo/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/scene/ride.hpp"
#include "tests/scene/town.hpp"

using namespace analysis::travel;
using geo::Cell;
using geo::Kind;
using geo::Minutes;
using geo::Missing;

namespace {

constexpr int seven = 7 * 60;

/// A street of 25 minutes with a home at one end and a clinic at the other; 80 m a cell is a
/// minute. A bus from s to t takes 5 minutes for what are 21 on foot.
geo::City one_line(std::vector<int> departures, int minutes) {
  return scene::with_lines(scene::town({.streets = "a-s--------------------t-c",
                                        .homes = "a",
                                        .services = {{"health", "c"}},
                                        .metres_per_cell = 80}),
                           {{"st", {0, 5}, std::move(departures)}}, seven, seven + minutes);
}

Question to_clinics(double limit = 60) {
  return to_services(Kind{"health"}).within(Minutes{limit});
}

Answer asked(const geo::City& city, const Question& question) {
  return ask(city, std::vector{question}, Way{}).at(question);
}

Cell<Minutes> minutes_at(const geo::City& city, int percentile, double limit = 60) {
  return asked(city, to_clinics(limit).only_nearest().riding({percentile}))
      .minutes()[scene::home(city, 'a')];
}

double within(const geo::City& city, double limit, ByTransit how) {
  const Question question = to_clinics(limit).riding(how);
  const Answer answer = asked(city, question);
  const auto one = [](geo::Deciseconds) { return 1.0; };
  const auto column = how.on_average
                          ? answer.average()
                          : answer.sum(std::vector<double>(city.services.size(), 1), one);
  return *column[scene::home(city, 'a')];
}

}  // namespace

TEST_CASE("each minute of leaving has its trip, and a percentile is one of them") {
  // Buses at 7:05 and 7:15. Who leaves at 7:00, 7:01 or 7:02 is at s two minutes later and, after a
  // minute there, takes the first: 12, 11, 10 minutes in all. The others take the second: 19 .. 13.
  const auto city = one_line({seven + 5, seven + 15}, 10);
  CHECK(minutes_at(city, 0)->value == 10);
  CHECK(minutes_at(city, 25)->value == 12);  // the third of ten
  CHECK(minutes_at(city, 50)->value == 14);  // the fifth
  CHECK(minutes_at(city, 75)->value == 17);  // the eighth
  CHECK(minutes_at(city, 100)->value == 19);
}

TEST_CASE("who would ride longer walks all the way") {
  const auto city = one_line({seven + 40}, 10);
  CHECK(minutes_at(city, 50)->value == 25);
  CHECK(minutes_at(one_line({}, 10), 50)->value == 25);
}

TEST_CASE("a clinic that is reached in too few minutes is out of reach at the median") {
  const auto city = one_line({seven + 5}, 10);  // within 20 minutes in three minutes of ten
  CHECK(minutes_at(city, 25, 20)->value == 12);
  CHECK(minutes_at(city, 50, 20).reason() == Missing::out_of_reach);
}

TEST_CASE("accessibility at the median time is not the mean of accessibility") {
  // 10 minutes for who leaves at 7:00, 50 on foot for who leaves at 7:01: one job within 30 minutes
  // at the median (the first of two times), half a job on average.
  const auto city = scene::with_lines(scene::town({.streets = "a-s" + std::string(45, '-') + "t-c",
                                                   .homes = "a",
                                                   .services = {{"health", "c"}},
                                                   .metres_per_cell = 80}),
                                      {{"st", {0, 5}, {seven + 3}}}, seven, seven + 2);
  CHECK(minutes_at(city, 0)->value == 10);
  CHECK(minutes_at(city, 100)->value == 50);
  CHECK(within(city, 30, {50}) == 1);
  CHECK(within(city, 30, {50, Counted{}}) == 0.5);
}

TEST_CASE("what is averaged may count less the longer it takes, and by places") {
  const auto city = one_line({seven + 5, seven + 15}, 10);
  Counted counted;
  counted.by_row = {7};
  for (int cost = 0; cost <= 60 * 600; ++cost) counted.by_cost.push_back(1 / (1.0 + cost));
  double sum = 0;
  for (int minutes = 10; minutes < 20; ++minutes) sum += 7 / (1.0 + minutes * 600);
  CHECK(within(city, 60, {50, counted}) == Approx(sum / 10));
}

TEST_CASE("walks longer than the longest lead to no stop, and to none from one") {
  auto city = one_line({seven + 5, seven + 15}, 10);
  city.description.transit->walk = Minutes{1.9};
  CHECK(minutes_at(city, 0)->value == 25);
  city.description.transit->walk = Minutes{2};
  CHECK(minutes_at(city, 0)->value == 10);
}

TEST_CASE("a longer wait at the stop misses a bus") {
  auto city = one_line({seven + 5, seven + 15}, 10);
  city.description.transit->slack = Minutes{3};  // only 7:00 is early enough for the first
  CHECK(minutes_at(city, 0)->value == 12);
  CHECK(minutes_at(city, 25)->value == 14);  // 12, 13, 14: the last three leave at 7:09, 7:08 ...
}

TEST_CASE("one changes lines on foot, along the street and not straight across") {
  // From b to the second line's stop u it is 2 cells straight down and 6 along the street.
  const auto drawn = scene::town({.streets = "a-s----------b-+\n"
                                             "               |\n"
                                             "c-t----------u-+\n",
                                  .homes = "a",
                                  .services = {{"health", "c"}},
                                  .metres_per_cell = 80});
  // At b at 7:08, at u at 7:14; after a minute's wait the bus of 7:15 and not that of 7:14.
  const auto city = scene::with_lines(
      drawn, {{"sb", {0, 5}, {seven + 3}}, {"ut", {0, 5}, {seven + 14, seven + 15, seven + 30}}},
      seven, seven + 1);
  CHECK(minutes_at(city, 50)->value == 22);
}

TEST_CASE("one way streets lead to a stop or back, not both") {
  // The home reaches the stop against no street; from the last stop a street leads away from c.
  const auto town = [](const std::string& last) {
    return scene::with_lines(scene::town({.streets = "a>s----------t" + last + "c",
                                          .homes = "a",
                                          .services = {{"health", "c"}},
                                          .metres_per_cell = 80}),
                             {{"st", {0, 2}, {seven + 3}}}, seven, seven + 1);
  };
  CHECK(minutes_at(town("-"), 50)->value == 7);
  CHECK(minutes_at(town(">"), 50)->value == 7);
  CHECK(minutes_at(town("<"), 50).reason() == Missing::out_of_reach);
}

TEST_CASE("a limit on rides leaves out trips with more of them") {
  auto city = scene::with_lines(scene::town({.streets = "a-s----------t----------u-c",
                                             .homes = "a",
                                             .services = {{"health", "c"}},
                                             .metres_per_cell = 80}),
                                {{"st", {0, 2}, {seven + 3}}, {"tu", {0, 2}, {seven + 6}}}, seven,
                                seven + 1);
  CHECK(minutes_at(city, 50)->value == 10);  // at t 7:05, on at 7:06, at u 7:08, two more on foot
  city.description.transit->rides = 1;
  CHECK(minutes_at(city, 50)->value == 18);  // at t 7:05, and on foot the 13 cells
}

namespace {

/// A grid of streets with some lines through it at any times.
geo::City busy_town(unsigned seed, std::size_t lines, int minutes = 12, int from = seven) {
  std::mt19937 random(seed);
  const std::string corners = "abcdefghijklmnopqrstuvwxy";
  std::string streets;
  for (std::size_t row = 0; row < 5; ++row) {
    if (row > 0) streets += "|   |   |   |   |\n|   |   |   |   |\n";
    for (std::size_t column = 0; column < 5; ++column) {
      streets += corners[5 * row + column];
      streets += column < 4 ? "---" : "\n";
    }
  }
  const auto any = [&](int least, int most) {
    return std::uniform_int_distribution(least, most)(random);
  };
  std::vector<scene::Line> drawn;
  for (std::size_t line = 0; line < lines; ++line) {
    scene::Line one;
    std::string left = corners;
    int time = 0;
    for (int stops = any(2, 5); stops > 0; --stops) {
      const auto at = static_cast<std::size_t>(any(0, static_cast<int>(left.size()) - 1));
      one.stops += left[at];
      left.erase(at, 1);
      one.minutes.push_back(time);
      time += any(1, 4);
    }
    for (int trips = any(1, 4); trips > 0; --trips) one.departures.push_back(seven + any(-5, 40));
    drawn.push_back(one);
  }
  return scene::with_lines(scene::town({.streets = streets,
                                        .homes = "abcdghkmnqrtuwy",
                                        .services = {{"health", "aeimtvy"}},
                                        .metres_per_cell = 160}),
                           drawn, from, from + minutes);
}

/// From each home to each service: trips by row.
std::vector<std::vector<Trip>> trips(const geo::City& city, const Question& question) {
  std::vector<std::vector<Trip>> all(city.homes.size());
  asked(city, question).fold([&](geo::HomeId home, std::span<const Trip> own) {
    all[home.row()].assign(own.begin(), own.end());
    return 0.0;
  });
  return all;
}

std::uint32_t time_to(const std::vector<Trip>& trips, std::uint32_t row) {
  for (const Trip& trip : trips) {
    if (trip.to == row) return trip.cost.count;
  }
  return analysis::transit::never;
}

/// No trip of `fewer` is quicker than that of `more`.
void check_no_longer(const geo::City& city, const std::vector<std::vector<Trip>>& more,
                     const std::vector<std::vector<Trip>>& fewer) {
  for (std::size_t home = 0; home < city.homes.size(); ++home) {
    for (std::uint32_t row = 0; row < city.services.size(); ++row) {
      CHECK(time_to(more[home], row) <= time_to(fewer[home], row));
    }
  }
}

}  // namespace

TEST_CASE("public transport is never slower than walking, and more lines never lengthen a trip") {
  for (unsigned seed = 0; seed < 12; ++seed) {
    const auto city = busy_town(seed, 6);
    const auto by_transit = trips(city, to_clinics(40).riding({50}));
    check_no_longer(city, by_transit, trips(city, to_clinics(40)));
    // The same lines first, as the same numbers are drawn for them.
    check_no_longer(busy_town(seed, 9), trips(busy_town(seed, 9), to_clinics(40).riding({50})),
                    by_transit);
  }
}

TEST_CASE("a higher percentile is never quicker") {
  for (unsigned seed = 0; seed < 8; ++seed) {
    const auto city = busy_town(seed, 8);
    std::vector<std::vector<std::vector<Trip>>> at;
    for (const int percentile : {0, 25, 50, 75, 100}) {
      at.push_back(trips(city, to_clinics(30).riding({percentile})));
    }
    for (std::size_t next = 1; next < at.size(); ++next) {
      check_no_longer(city, at[next - 1], at[next]);
    }
  }
}

TEST_CASE("a window is its minutes: percentiles and means are those of runs of one minute each") {
  constexpr int minutes = 12;
  for (unsigned seed = 20; seed < 26; ++seed) {
    const auto whole = busy_town(seed, 7, minutes);
    std::vector<std::vector<std::vector<Trip>>> each;
    std::vector<double> mean(whole.homes.size(), 0);
    for (int minute = 0; minute < minutes; ++minute) {
      each.push_back(trips(busy_town(seed, 7, 1, seven + minute), to_clinics(25).riding({50})));
      for (std::size_t home = 0; home < mean.size(); ++home) {
        mean[home] += static_cast<double>(each.back()[home].size()) / minutes;
      }
    }
    const auto average = asked(whole, to_clinics(25).riding({50, Counted{}})).average();
    const auto median = trips(whole, to_clinics(25).riding({50}));
    const auto late = trips(whole, to_clinics(25).riding({90}));
    for (std::size_t home = 0; home < mean.size(); ++home) {
      CHECK(*average[geo::HomeId{home}] == Approx(mean[home]));
      for (std::uint32_t row = 0; row < whole.services.size(); ++row) {
        std::vector<std::uint32_t> times;
        for (const auto& minute : each) times.push_back(time_to(minute[home], row));
        std::sort(times.begin(), times.end());
        CHECK(time_to(median[home], row) == times[5]);  // ceil(0.5 x 12) = 6th
        CHECK(time_to(late[home], row) == times[10]);   // ceil(0.9 x 12) = 11th
      }
    }
  }
}

TEST_CASE("questions answered together are answered as alone, on any number of threads") {
  const auto city = busy_town(3, 8);
  const std::vector<Question> questions{to_clinics(20).riding({50}), to_clinics(30).riding({25}),
                                        to_clinics(45).only_nearest(3).riding({50}),
                                        to_clinics(15).riding({50, Counted{}}), to_clinics(30)};
  for (const std::size_t threads : {std::size_t{1}, std::size_t{8}}) {
    tbb::global_control control(tbb::global_control::max_allowed_parallelism, threads);
    const auto together = ask(city, questions, Way{});
    for (const Question& question : questions) {
      const Answer alone = asked(city, question), among = together.at(question);
      if (question.transit && question.transit->on_average) {
        CHECK(among.average() == alone.average());
      } else {
        CHECK(among.minutes(3) == alone.minutes(3));
      }
    }
  }
}

TEST_CASE("the n-th nearest is that of the list, kept or searched again") {
  const auto city = busy_town(5, 8);
  const auto nearest = asked(city, to_clinics(30).only_nearest(3).riding({50}));
  const auto kept = asked(city, to_clinics(30).riding({50}));
  // Times of 110 minutes and more do not fit in what is kept, so these are searched again.
  const auto again = asked(city, to_clinics(119).riding({50}));
  for (std::size_t n = 1; n <= 3; ++n) {
    const auto found = nearest.minutes(n), listed = kept.minutes(n), searched = again.minutes(n);
    CHECK(found == listed);
    for (const geo::HomeId home : found.rows()) {
      if (found[home]) CHECK(found[home] == searched[home]);
    }
  }
}

TEST_CASE("a table of trips between places has the times that the question has") {
  const auto city = busy_town(7, 8);
  PlaceDoors from, to;
  for (const auto& door : city.homes.door) from.append(std::span(&*door, 1));
  for (const geo::ServiceId service : city.services.kind.rows()) {
    to.append(city.services.doors[service]);
  }
  const std::vector<int> percentiles{25, 50, 100};
  const RiddenRows rows(city, Way{}, from, to, Minutes{30}, percentiles, {});
  std::vector<std::uint32_t> times((from.size() - 2) * to.size() * percentiles.size());
  rows.times(2, from.size(), times);
  for (std::size_t i = 0; i < percentiles.size(); ++i) {
    const auto expected = trips(city, to_clinics(30).riding({percentiles[i]}));
    for (std::size_t pair = 0; pair < times.size() / percentiles.size(); ++pair) {
      const auto known =
          time_to(expected[2 + pair / to.size()], static_cast<std::uint32_t>(pair % to.size()));
      const auto time = times[pair * percentiles.size() + i];
      CHECK(time == (known == analysis::transit::never ? far : known));
    }
  }
}

TEST_CASE("a home without a door and a city without such a service say so") {
  auto city = one_line({seven + 5}, 5);
  city.homes.door[geo::HomeId{0}] = Missing::off_network;
  CHECK(minutes_at(city, 50).reason() == Missing::off_network);
  const auto none = to_services(Kind{"education"}).riding({50});
  const auto town = one_line({seven + 5}, 5);
  CHECK(asked(town, none).minutes()[geo::HomeId{0}].reason() == Missing::no_supply);
}

TEST_CASE("a question by public transport is refused where no timetable was read") {
  const auto town = scene::town({.streets = "a-c", .homes = "a", .services = {{"health", "c"}}});
  try {
    asked(town, to_clinics().riding({50}));
    FAIL("was answered");
  } catch (const geo::Error& error) {
    CHECK(error.finding().code == "transit_not_read");
  }
}
