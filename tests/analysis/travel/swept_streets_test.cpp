// Questions answered by sweeps over a hierarchy, and by one bucket search after the other.

#include "analysis/travel/swept_streets.hpp"

#include <mutex>

#include <numeric>

#include "analysis/travel/ask.hpp"
#include "analysis/travel/corner_trips.hpp"
#include "tests/analysis/travel/random_town.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis::travel;
using geo::HomeId;
using geo::Minutes;

namespace {

const geo::Kind anything{""}, health{"health"}, school{"education.school"};

const std::vector<Question> questions{
    to_services(anything).within(Minutes{8}),
    to_services(health).within(Minutes{20}),
    to_services(school).within(Minutes{3}),
    to_services(school).within(Minutes{60}).only_nearest(1),
    to_services(health).within(Minutes{5}).only_nearest(3),
    to_services(anything).within(Minutes{108}).only_nearest(8),
    to_services(anything).within(Minutes{30}).only_nearest(20),  // more than a sweep keeps
    to_services(anything).within(Minutes{600}).only_nearest(2),  // further than its lanes reach
    to_uses().within(Minutes{6}),
    to_uses().within(Minutes{40}).only_nearest(3),
};

std::vector<std::vector<Trip>> trips_of(const Answer& answer, std::size_t homes) {
  std::vector<std::vector<Trip>> seen(homes);
  static_cast<void>(answer.fold([&](HomeId home, std::span<const Trip> trips) -> geo::Cell<double> {
    seen[home.row()].assign(trips.begin(), trips.end());
    return 0.0;
  }));
  return seen;
}

void check_equal(const geo::City& city, const Question& question, const Answer& one,
                 const Answer& other) {
  for (std::size_t n = 1; n <= std::max<std::size_t>(question.nearest, 2); ++n) {
    if (question.nearest > 0 && n > question.nearest) break;
    CHECK(one.minutes(n) == other.minutes(n));
  }
  if (question.nearest > 0) return;
  CHECK(trips_of(one, city.homes.size()) == trips_of(other, city.homes.size()));
  CHECK(one.demand(city.homes.people[geo::everyone].values(), [](auto) { return 0.7; }) ==
        other.demand(city.homes.people[geo::everyone].values(), [](auto) { return 0.7; }));
}

}  // namespace

TEST_CASE("sweeps and bucket searches answer every question alike") {
  volume::Trial trial("sweeps against bucket searches", {30, 1000}, "towns");
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const auto seed = trial.seed() + static_cast<unsigned>(round);
    INFO("town " << seed);
    random_town::Size size;
    if (round % 2 == 0) size.services = 100, size.homes = 20;  // from the corners' side
    const auto city = random_town::town(seed, size);
    const auto by_buckets = ask(city, questions, {}, {.by = By::buckets});
    const auto by_sweeps = ask(city, questions, {}, {.by = By::sweeps});
    for (const Question& question : questions) {
      check_equal(city, question, by_buckets.at(question), by_sweeps.at(question));
    }
  }
}

TEST_CASE("sweeps answer alike when trips are kept and when they are found again") {
  for (unsigned seed = 1; seed <= 10; ++seed) {
    const auto city = random_town::town(seed);
    const Costs costs = quantise(city.streets, {});
    const auto homes = home_edges(city, costs);
    const Arcs along(city.streets, costs, Arcs::Direction::along);
    const Arcs against(city.streets, costs, Arcs::Direction::against);
    StreetHierarchy hierarchy(city.streets);
    const auto swept = hierarchy.swept(costs);
    for (const std::size_t asked : {std::size_t{5}, city.services.size()}) {
      Destinations destinations(city, costs, Question::To::services);
      for (std::size_t row = 0; row < asked; ++row) destinations.limit[row] = 4000;
      destinations.longest = 4000;
      const CornerTrips plain(homes, along, against, destinations);
      const CornerTrips kept(homes, along, against, destinations, CornerTrips::most_kept,
                             swept.get());
      const CornerTrips again(homes, along, against, destinations, 0, swept.get());
      CHECK(again.plan() == CornerTrips::Plan::block_by_block);
      const auto a = plain.block(0, homes.stretches.size());
      const auto b = kept.block(0, homes.stretches.size());
      const auto c = again.block(0, homes.stretches.size());
      for (std::uint32_t slot = 0; slot < homes.corners.size(); ++slot) {
        // A search from corners may keep a trip of no length that nobody asked for.
        const auto from = [&](const CornerTrips::Block& block) {
          std::vector<Trip> trips;
          for (const Trip& trip : block.from(slot)) {
            if (trip.to < asked) trips.push_back(trip);
          }
          return trips;
        };
        CHECK(from(a) == from(b));
        CHECK(from(a) == from(c));
      }
    }
  }
}

TEST_CASE("a matrix by sweeps equals one by bucket searches") {
  volume::Trial trial("matrices by sweeps", {30, 1000}, "towns");
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const auto seed = trial.seed() + static_cast<unsigned>(round);
    INFO("town " << seed);
    const auto city = random_town::town(seed);
    std::vector<geo::Door> homes, services;
    for (const auto& door : city.homes.door) {
      if (door) homes.push_back(*door);
    }
    for (const geo::ServiceId service : city.services.kind.rows()) {
      for (const geo::Door& door : city.services.doors[service]) services.push_back(door);
    }
    const Costs costs = quantise(city.streets, {});
    for (const double minutes : {0.0, 4.0, 30.0, 100'000.0}) {
      const Minutes limit{minutes};
      CHECK(matrix(city.streets, costs, homes, services, limit, By::sweeps) ==
            matrix(city.streets, costs, homes, services, limit, By::buckets));
      CHECK(matrix(city.streets, costs, services, {}, limit, By::sweeps) ==
            matrix(city.streets, costs, services, {}, limit, By::buckets));
    }
  }
}

TEST_CASE("a hierarchy pays for many searches that meet much of the town, not for a few") {
  const auto city = random_town::town(3, {.corners = 400, .edges = 900});
  const Arcs along(city.streets, quantise(city.streets, {}), Arcs::Direction::along);
  std::vector<std::uint32_t> corners(400);
  std::iota(corners.begin(), corners.end(), 0u);
  const auto sweeps_pay = [&](const Searches& searches) {
    return expected(along, searches).sweeps_pay();
  };
  CHECK_FALSE(sweeps_pay({}));
  CHECK_FALSE(sweeps_pay({10, 9000, 0, corners}));
  CHECK_FALSE(sweeps_pay({100'000, 0, 0, corners}));
  CHECK(sweeps_pay({10'000, 60'000, 0, corners}));
  CHECK(sweeps_pay({0, 0, 100, {}}));
}
