#include "geo/network/door.hpp"

#include "tests/catch.hpp"
#include "tests/geo/network/drawn.hpp"
#include "tests/volume.hpp"

#include <cmath>
#include <limits>

using drawn::street;
using drawn::streets;
using geo::Door;
using geo::DoorAction;
using geo::DoorFinder;
using geo::DoorRule;
using geo::EdgeId;
using geo::Missing;
using geo::Point;

namespace {

geo::StreetGraph built(const geo::StreetLines& lines) {
  geo::Findings findings;
  return geo::build_street_graph(lines, findings);
}

/// Distance from a place to a street by trying a thousand points on each of its pieces and then
/// narrowing in: shares nothing with the engine.
double distance_by_trying(Point place, const geo::Line& line) {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < line.size(); ++i) {
    const auto at = [&](double t) {
      return std::hypot(place.x - (line[i - 1].x * (1 - t) + line[i].x * t),
                        place.y - (line[i - 1].y * (1 - t) + line[i].y * t));
    };
    double low = 0;
    double high = 1;
    for (int step = 0; step < 100; ++step) {  // the distance is convex along the piece
      const double third = (high - low) / 3;
      if (at(low + third) < at(high - third)) {
        high -= third;
      } else {
        low += third;
      }
    }
    least = std::min({least, at(low), at(0), at(1)});
  }
  return least;
}

}  // namespace

TEST_CASE("a door is the point of the street straight across") {
  const auto graph = built(streets({street("a", {{0, 0}, {100, 0}})}));
  const DoorFinder finder(graph);
  const auto door = finder.door({30, 12});
  REQUIRE(door.has_value());
  CHECK(door->edge == EdgeId{0});
  CHECK(door->along.value == Approx(30));
  CHECK(door->off_network.value == Approx(12));
  CHECK(door->action == DoorAction::nearest_edge);
  CHECK(DoorFinder::at(graph, *door) == Point{30, 0});
}

TEST_CASE("beyond the end of a street the door is its end") {
  const auto graph = built(streets({street("a", {{0, 0}, {100, 0}})}));
  const auto door = DoorFinder(graph).door({130, 40});
  REQUIRE(door.has_value());
  CHECK(door->along.value == Approx(100));
  CHECK(door->off_network.value == Approx(50));
}

TEST_CASE("a door is placed in the street's stated length") {
  auto slope = street("slope", {{0, 0}, {60, 0}, {100, 0}});
  slope.length = geo::Metres{200};
  const auto graph = built(streets({slope}));
  const auto door = DoorFinder(graph).door({75, 1});
  REQUIRE(door.has_value());
  CHECK(door->along.value == Approx(150));
  CHECK(DoorFinder::at(graph, *door).x == Approx(75));
}

TEST_CASE("between two streets equally far the lower edge is taken") {
  const auto graph =
      built(streets({street("2", {{0, 10}, {100, 10}}), street("1", {{0, -10}, {100, -10}})}));
  const auto door = DoorFinder(graph).door({50, 0});
  REQUIRE(door.has_value());
  CHECK(door->edge == EdgeId{0});
  CHECK(graph.ids[door->edge] == "1");
}

TEST_CASE("a place further than the rule's limit is off the network") {
  const auto graph = built(streets({street("a", {{0, 0}, {100, 0}})}));
  CHECK(DoorFinder(graph).door({50, 200}).has_value());
  CHECK(DoorFinder(graph).door({50, 200.01}).reason() == Missing::off_network);
  CHECK(DoorFinder(graph).door({NAN, 0}).reason() == Missing::off_network);
  CHECK(DoorFinder(geo::StreetGraph{}).door({0, 0}).reason() == Missing::off_network);
}

TEST_CASE("a street closed to people on foot has no doors") {
  auto motorway = street("motorway", {{0, 0}, {100, 0}});
  motorway.walkable = false;
  const auto graph = built(streets({motorway, street("path", {{0, 50}, {100, 50}})}));
  const auto door = DoorFinder(graph).door({50, 1});
  REQUIRE(door.has_value());
  CHECK(graph.ids[door->edge] == "path");
}

TEST_CASE("a place on a small part is joined to the main one when that is close") {
  // The main part is a street of five corners; 30 m north of it a courtyard path of two.
  const auto graph =
      built(streets({street("m1", {{0, 0}, {100, 0}}), street("m2", {{100, 0}, {200, 0}}),
                     street("m3", {{200, 0}, {300, 0}}), street("yard", {{20, 30}, {60, 30}})}));
  const DoorFinder near(graph, {.small_part = 3, .main_within = geo::Metres{35}});
  const auto moved = near.door({40, 31});
  REQUIRE(moved.has_value());
  CHECK(moved->action == DoorAction::moved_to_main);
  CHECK(moved->component.row() == 0);
  CHECK(moved->off_network.value == Approx(31));

  const DoorFinder far(graph, {.small_part = 3, .main_within = geo::Metres{30}});
  const auto stays = far.door({40, 31});
  REQUIRE(stays.has_value());
  CHECK(stays->action == DoorAction::small_part);
  CHECK(stays->component.row() == 1);
  CHECK(stays->off_network.value == Approx(1));

  const DoorFinder no_part_is_small(graph, {.small_part = 2});
  const auto kept = no_part_is_small.door({40, 31});
  REQUIRE(kept.has_value());
  CHECK(kept->action == DoorAction::small_part);
  CHECK(kept->off_network.value == Approx(1));
}

TEST_CASE("the main part is never small, however few corners it has") {
  const auto graph = built(streets({street("a", {{0, 0}, {100, 0}})}));
  CHECK(DoorFinder(graph).door({50, 1})->action == DoorAction::nearest_edge);
}

TEST_CASE("a door is the closest point of all walkable streets, whatever the town") {
  const volume::Trial trial("a door is the closest point of all streets", {1, 100}, "towns");
  for (unsigned round = 0; round < trial.rounds(); ++round) {
    const unsigned seed = trial.seed() + round;
    INFO("seed " << seed);
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> anywhere(-300, 1500);
    const auto graph = built(drawn::random_town(seed, 150));
    const DoorFinder finder(graph, {.furthest = geo::Metres{150}, .small_part = 0});
    for (int i = 0; i < 400; ++i) {
      const Point place{anywhere(random), anywhere(random)};
      double least = std::numeric_limits<double>::infinity();
      std::vector<std::pair<EdgeId, double>> tried;
      for (const EdgeId edge : graph.edges.rows()) {
        if (!graph.edges[edge].walkable) continue;
        tried.emplace_back(edge, distance_by_trying(place, graph.lines[edge]));
        least = std::min(least, tried.back().second);
      }
      const auto door = finder.door(place);
      INFO("place " << place.x << " " << place.y);
      if (least > 150) {
        CHECK(door.status() == "off_network");
        continue;
      }
      REQUIRE(door.has_value());
      CHECK(door->off_network.value == Approx(least).margin(1e-6));
      const auto within = [&](double slack) {
        return *std::find_if(tried.begin(), tried.end(),
                             [&](const auto& edge) { return edge.second <= least + slack; });
      };
      // Where a street is a hair further than the nearest, both rules for ties are right.
      if (within(1e-8) == within(1e-4)) CHECK(door->edge == within(1e-8).first);
      const Point at = DoorFinder::at(graph, *door);
      CHECK(std::hypot(at.x - place.x, at.y - place.y) == Approx(least).margin(1e-6));
      CHECK(door->along <= graph.edges[door->edge].length);
    }
  }
}
