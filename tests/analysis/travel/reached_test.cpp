#include "analysis/travel/reached.hpp"

#include "analysis/travel/ask.hpp"
#include "tests/analysis/travel/brute_force.hpp"
#include "tests/analysis/travel/random_town.hpp"
#include "tests/catch.hpp"
#include "tests/scene/drawing.hpp"
#include "tests/volume.hpp"

using namespace analysis::travel;
using geo::Deciseconds;

namespace {

Reached walks_from(const geo::StreetGraph& streets, const Costs& costs, const Arcs& arcs,
                   const geo::Door& door, std::uint32_t limit) {
  return Reached(streets, costs, arcs, std::span(&door, 1), Heading::away, {limit});
}

double metres(const geo::StreetGraph& streets, const std::vector<StreetPart>& parts) {
  double sum = 0;
  for (const StreetPart& part : parts) {
    sum += streets.edges[part.edge].length.value * (part.last - part.first);
  }
  return sum;
}

bool holds(const std::vector<StreetPart>& parts, geo::EdgeId edge, double share) {
  for (const StreetPart& part : parts) {
    if (part.edge == edge && part.first <= share && share <= part.last) return true;
  }
  return false;
}

geo::Door on(const geo::StreetGraph& streets, geo::EdgeId edge, double share) {
  geo::Door door;
  door.edge = edge;
  door.along = streets.edges[edge].length * share;
  return door;
}

}  // namespace

TEST_CASE("three minutes reach 240 metres along every street, and end there") {
  // 80 metres a minute: from a to the right 200 metres to b, then 40 more both ways.
  const auto town = scene::drawing(R"(
      c
      |
      |
    a-b-d
  )",
                                   100);
  const Costs costs = quantise(town.streets, {});
  const Arcs arcs(town.streets, costs, Arcs::Direction::along);
  const auto reached = walks_from(town.streets, costs, arcs, town.door.at('a'), 1800);
  const auto parts = reached.parts({1800});
  // A tenth of a second is 13 cm, and a walk of half a tenth more is rounded down to the limit.
  CHECK(metres(town.streets, parts) == Approx(200 + 40 + 40).margin(0.3));
  CHECK(metres(town.streets, reached.parts({900})) == Approx(120).margin(0.1));
}

TEST_CASE("a one-way street is reached along it, and leads to a place from its other end") {
  const auto town = scene::drawing("a->-b", 100);
  const Costs costs = quantise(town.streets, {});
  const Arcs along(town.streets, costs, Arcs::Direction::along);
  const Arcs against(town.streets, costs, Arcs::Direction::against);
  const geo::Door middle = on(town.streets, geo::EdgeId{0}, 0.5);
  const Reached away(town.streets, costs, along, std::span(&middle, 1), Heading::away, {6000});
  const Reached towards(town.streets, costs, against, std::span(&middle, 1), Heading::towards,
                        {6000});
  // Half a tenth of a second on the wrong side is the same whole cost.
  const auto spans = [](const std::vector<StreetPart>& parts, double first, double last) {
    REQUIRE(parts.size() == 1);
    CHECK(parts[0].first == Approx(first).margin(0.0005));
    CHECK(parts[0].last == Approx(last).margin(0.0005));
  };
  const bool drawn_right = town.streets.edges[geo::EdgeId{0}].on_foot == geo::OneWay::forward;
  spans(away.parts({6000}), drawn_right ? 0.5 : 0, drawn_right ? 1 : 0.5);
  spans(towards.parts({6000}), drawn_right ? 0 : 0.5, drawn_right ? 0.5 : 1);
}

TEST_CASE("what is left of street parts is neither lost nor doubled") {
  const geo::EdgeId a{0}, b{1}, c{2};
  const std::vector<StreetPart> all{{a, 0, 1}, {b, 0.2, 0.8}, {c, 0, 0.5}};
  const std::vector<StreetPart> some{{a, 0.1, 0.2}, {a, 0.4, 0.6}, {c, 0, 0.5}};
  const std::vector<StreetPart> left{{a, 0, 0.1}, {a, 0.2, 0.4}, {a, 0.6, 1}, {b, 0.2, 0.8}};
  CHECK(less(all, some) == left);
  CHECK(less(all, {}) == all);
  CHECK(less(some, all).empty());
}

TEST_CASE("reached streets, the times at doors and the matrix tell the same") {
  volume::Trial trial("reached streets agree with the matrix", {10, 1000}, "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    const geo::City city = random_town::town(trial.seed() + town);
    const Costs costs = quantise(city.streets, {});
    const brute_force::Walks walks(city.streets, costs);
    std::vector<geo::Door> doors;
    for (const auto& door : city.homes.door) {
      if (door) doors.push_back(*door);
    }
    for (const auto& door : city.uses.door) {
      if (door) doors.push_back(*door);
    }
    const geo::Minutes limit{5};
    const auto table = matrix(city.streets, costs, doors, doors, limit);
    const Arcs along(city.streets, costs, Arcs::Direction::along);
    const Arcs against(city.streets, costs, Arcs::Direction::against);
    for (std::size_t row = 0; row < doors.size(); row += 40) {
      const Reached away(city.streets, costs, along, std::span(&doors[row], 1), Heading::away,
                         {3000});
      const Reached towards(city.streets, costs, against, std::span(&doors[row], 1),
                            Heading::towards, {3000});
      const auto corners = walks.to_corners(doors[row]);
      const auto parts = away.parts({3000});
      INFO("seed " << trial.seed() + town << ", door " << row);
      for (std::size_t column = 0; column < doors.size(); ++column) {
        REQUIRE(away.time(doors[column]) == table[row][column]);
        REQUIRE(towards.time(doors[column]) == table[column][row]);
        // The same spot on the street itself, without the walk to a house.
        geo::Door spot = doors[column];
        spot.off_network = geo::Metres{0};
        const double length = city.streets.edges[spot.edge].length.value;
        if (length == 0) continue;
        const double share = spot.along.value / length;
        const auto best = walks.between(doors[row], corners, spot);
        REQUIRE(holds(parts, spot.edge, share) == (best && *best <= 3000));
        trial.count("spots", 1);
      }
    }
  }
}
