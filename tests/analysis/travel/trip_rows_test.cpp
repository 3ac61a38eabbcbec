// Tables of trips between places with any number of doors, searched one by one and 64 at once.

#include "analysis/travel/trip_rows.hpp"

#include <tbb/global_control.h>

#include <random>

#include "analysis/travel/corners_in_reach.hpp"
#include "analysis/travel/reached.hpp"
#include "analysis/travel/search.hpp"
#include "tests/analysis/travel/brute_force.hpp"
#include "tests/analysis/travel/random_town.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis::travel;

namespace {

using Doors = std::vector<std::vector<geo::Door>>;

Doors homes_of(const geo::City& city) {
  Doors homes;
  for (const auto& door : city.homes.door) {
    homes.push_back(door ? std::vector{*door} : std::vector<geo::Door>{});
  }
  return homes;
}

Doors services_of(const geo::City& city) {
  Doors services;
  for (const geo::ServiceId service : city.services.kind.rows()) {
    const auto doors = city.services.doors[service];
    services.emplace_back(doors.begin(), doors.end());
  }
  return services;
}

PlaceStops stops(const geo::City& city, const Costs& costs, const Doors& places) {
  PlaceStops all;
  for (const auto& doors : places) {
    std::vector<Stop> own;
    for (const geo::Door& door : doors) own.push_back(stop(city.streets, costs, door));
    all.append(own);
  }
  return all;
}

struct Asked {
  const geo::City& city;
  Costs costs;
  Doors from, to;
  std::uint32_t limit;
};

/// All rows, some at a time.
std::vector<std::uint32_t> table(const Asked& asked, By by, std::size_t rows_at_once) {
  const TripRows rows(asked.city.streets, asked.costs,
                      {stops(asked.city, asked.costs, asked.from),
                       stops(asked.city, asked.costs, asked.to), asked.limit},
                      {.by = by});
  CHECK(rows.plan().swept == (by == By::sweeps));
  const std::size_t columns = asked.to.size();
  std::vector<std::uint32_t> times(asked.from.size() * columns);
  for (std::size_t first = 0; first < asked.from.size(); first += rows_at_once) {
    const std::size_t last = std::min(asked.from.size(), first + rows_at_once);
    rows.times(first, last, std::span(times).subspan(first * columns, (last - first) * columns));
  }
  return times;
}

Way rolling() {
  return {.name = "wheelchair", .pace = geo::MetresPerMinute{60}, .takes_steps = false};
}

}  // namespace

TEST_CASE("rows of a table are the same by sweeps and by bucket searches, however many at once") {
  volume::Trial trial("tables both ways", {40, 1500}, "towns");
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const auto seed = trial.seed() + static_cast<unsigned>(round);
    INFO("town " << seed);
    const auto city = random_town::town(seed);
    const Costs costs = quantise(city.streets, round % 2 == 0 ? Way{} : rolling());
    for (const std::uint32_t limit : {0u, 900u, 18'000u, 65'534u, 65'535u, 10'000'000u}) {
      const Asked there{city, costs, homes_of(city), services_of(city), limit};
      const Asked back{city, costs, services_of(city), homes_of(city), limit};
      for (const Asked* asked : {&there, &back}) {
        const auto plain = table(*asked, By::buckets, 1000);
        CHECK(table(*asked, By::sweeps, 1000) == plain);
        CHECK(table(*asked, By::sweeps, 7) == plain);
        trial.count("trips", plain.size());
      }
    }
  }
}

TEST_CASE("a place counts by the nearest of its doors and one without doors by none") {
  volume::Trial trial("tables against Dijkstra", {8, 300}, "towns");
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const auto seed = trial.seed() + static_cast<unsigned>(round);
    INFO("town " << seed);
    const auto city = random_town::town(seed);
    constexpr std::uint32_t limit = 4000;
    const Costs costs = quantise(city.streets, {});
    auto from = services_of(city), to = homes_of(city);
    from.push_back({});
    to.insert(to.begin(), std::vector<geo::Door>{});
    const auto times = table({city, costs, from, to, limit}, By::sweeps, 64);
    const brute_force::Walks walks(city.streets, costs);
    std::size_t differ = 0;
    for (std::size_t row = 0; row < from.size(); ++row) {
      for (std::size_t column = 0; column < to.size(); ++column) {
        brute_force::Maybe best;
        for (const geo::Door& here : from[row]) {
          const auto corners = walks.to_corners(here);
          for (const geo::Door& there : to[column]) {
            best = brute_force::less(best, walks.between(here, corners, there));
          }
        }
        const std::uint32_t right =
            best && *best <= limit ? static_cast<std::uint32_t>(*best) : far;
        differ += times[row * to.size() + column] == right ? 0u : 1u;
      }
    }
    CHECK(differ == 0);
  }
}

TEST_CASE("rows of a table are the same on one thread and on eight") {
  const auto city = random_town::town(4, {.homes = 400});
  const Asked asked{city, quantise(city.streets, {}), homes_of(city), homes_of(city), 9000};
  std::vector<std::vector<std::uint32_t>> tables;
  for (const std::size_t threads : {1u, 8u}) {
    tbb::global_control control(tbb::global_control::max_allowed_parallelism, threads);
    tables.push_back(table(asked, By::sweeps, 300));
  }
  CHECK(tables[0] == tables[1]);
}

TEST_CASE("what many places reach is the same searched together and one by one") {
  volume::Trial trial("reach together", {20, 500}, "towns");
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const auto seed = trial.seed() + static_cast<unsigned>(round);
    INFO("town " << seed);
    const auto city = random_town::town(seed);
    const Costs costs = quantise(city.streets, round % 2 == 0 ? Way{} : rolling());
    auto places = services_of(city);
    places.push_back({});
    for (const Heading heading : {Heading::away, Heading::towards}) {
      const bool away = heading == Heading::away;
      const Arcs arcs(city.streets, costs,
                      away ? Arcs::Direction::along : Arcs::Direction::against);
      for (const std::uint32_t limit : {0u, 2000u, 70'000u}) {
        const CornersInReach in(city.streets, costs, StreetHierarchy(city.streets).tree(),
                                away ? Towards::targets : Towards::seeds, limit);
        std::vector<std::vector<Seed>> seeds;
        for (const auto& doors : places) {
          seeds.push_back(Reached::seeds(city.streets, costs, doors, heading));
        }
        const auto corners = in.of(seeds);
        REQUIRE(corners.size() == places.size());
        for (std::size_t i = 0; i < places.size(); ++i) {
          const Reached alone(city.streets, costs, arcs, places[i], heading, {limit});
          const Reached together(city.streets, costs, places[i], heading, {limit}, corners[i]);
          CHECK(together.parts({limit}) == alone.parts({limit}));
          for (const auto& door : city.homes.door) {
            if (door) CHECK(together.cost(*door) == alone.cost(*door));
          }
        }
      }
    }
  }
}
