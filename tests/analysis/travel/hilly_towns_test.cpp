// Towns with hills, kerbs and one-ways for some: the program's times beside a plain Dijkstra.
#include <random>

#include "analysis/travel/ask.hpp"
#include "tests/analysis/travel/brute_force.hpp"
#include "tests/analysis/travel/random_town.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis::travel;
using geo::Minutes;

namespace {

/// Hills of up to 60 %, and here and there a raised kerb.
geo::City with_hills(geo::City city, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> share(0, 1);
  for (geo::Edge& edge : city.streets.edges.values()) {
    std::vector<geo::Rise> rises;
    const auto parts = edge.length.value > 20 ? random() % 4 : 0;  // none: nobody knows
    for (unsigned part = 0; part < parts; ++part) {
      const float along = static_cast<float>(edge.length.value) / static_cast<float>(parts);
      rises.push_back({along, along * 1.2F * (share(random) - 0.5F)});
    }
    city.streets.rises.append(rises);
    if (edge.length.value > 0 && random() % 8 == 0) edge.traits.kerb = geo::Kerb::raised;
    edge.traits.by_bicycle = static_cast<geo::Passage>(random() % 4);
  }
  return city;
}

Way way_of(unsigned seed) {
  Way way;
  if (seed % 3 == 1) {
    way.name = "wheelchair";
    way.kerb[static_cast<std::size_t>(geo::Kerb::raised)].closed = true;
    way.incline_most = 0.4;
  }
  if (seed % 3 == 2) {
    way.slope = geo::SlopeRule::linear;
    way.uphill = 6.67;
    way.downhill = 3.98;
    way.steepest = 0.1;
    way.kerb[static_cast<std::size_t>(geo::Kerb::raised)].seconds = 7.5;
  }
  return way;
}

}  // namespace

TEST_CASE("on hills too a trip is what a plain search over the whole costs finds") {
  const volume::Trial trial("second opinion: trips in hilly towns", {12, 600}, "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    const unsigned seed = trial.seed() + town;
    INFO("seed " << seed);
    const geo::City city = with_hills(random_town::town(seed), seed);
    const Costs costs = quantise(city.streets, way_of(seed));
    std::vector<geo::Door> doors;
    for (const auto& door : city.homes.door) {
      if (door) doors.push_back(*door);
    }
    const auto times = matrix(city.streets, costs, doors, doors, Minutes{30});
    const brute_force::Walks walks(city.streets, costs);
    for (std::size_t from = 0; from < doors.size(); ++from) {
      const auto corners = walks.to_corners(doors[from]);
      for (std::size_t to = 0; to < doors.size(); ++to) {
        const auto best = walks.between(doors[from], corners, doors[to]);
        const bool within = best && *best <= 30 * 600;
        REQUIRE(times[from][to].has_value() == within);
        if (within) REQUIRE(times[from][to]->count == *best);
      }
    }
  }
}

TEST_CASE("without heights and hurdles a wheelchair at a walker's pace is a walker") {
  for (unsigned seed = 1; seed < 20; ++seed) {
    const geo::City city = random_town::town(seed);
    const Costs walk = quantise(city.streets, Way{});
    const Costs chair = quantise(city.streets, way_of(1));
    for (const geo::EdgeId edge : city.streets.edges.rows()) {
      REQUIRE(walk.edge[edge].forward == chair.edge[edge].forward);
      REQUIRE(walk.edge[edge].backward == chair.edge[edge].backward);
    }
  }
}
