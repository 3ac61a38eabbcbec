#include "geo/network/rises.hpp"

#include <cmath>

#include "geo/network/street_graph.hpp"
#include "geo/network/street_measures.hpp"
#include "tests/catch.hpp"
#include "tests/geo/network/drawn.hpp"

using geo::Heights;
using geo::Line;
using geo::Rise;

namespace {

double climb(const std::vector<Rise>& rises) {
  double up = 0;
  for (const Rise& rise : rises) up += rise.up;
  return up;
}

double length(const std::vector<Rise>& rises) {
  double along = 0;
  for (const Rise& rise : rises) along += rise.along;
  return along;
}

}  // namespace

TEST_CASE("a street rises from vertex to vertex") {
  const Line line{{0, 0}, {30, 0}, {30, 40}};
  const auto rises = geo::rises(line, Heights{5, 8, 4});
  CHECK(rises == std::vector<Rise>{{30, 3}, {40, -4}});
  CHECK(rises[0].slope() == Approx(0.1));
}

TEST_CASE("pieces too short to have a slope are joined, and nothing of the climb is lost") {
  const Line line{{0, 0}, {4, 0}, {8, 0}, {20, 0}, {23, 0}};
  const auto rises = geo::rises(line, Heights{0, 1, 0, 2, 3});
  CHECK(rises == std::vector<Rise>{{23, 3}});
  const auto alone = geo::rises(Line{{0, 0}, {2, 0}}, Heights{0, 1});
  CHECK(alone == std::vector<Rise>{{2, 1}});
  CHECK(length(rises) == 23);
  CHECK(climb(rises) == 3);
}

TEST_CASE(
    "a vertex without a height lies between its neighbours; an end without one tells nothing") {
  const Line line{{0, 0}, {20, 0}, {40, 0}};
  CHECK(geo::rises(line, Heights{0, std::nullopt, 4}) == std::vector<Rise>{{40, 4}});
  CHECK(geo::rises(line, Heights{std::nullopt, 2, 4}).empty());
  CHECK(geo::rises(line, Heights{}).empty());
  CHECK(geo::rises(Line{{1, 1}, {1, 1}}, Heights{0, 4}).empty());
}

TEST_CASE("a graph cuts the heights of a line where it cuts the line") {
  auto main = drawn::street("1", {{0, 0}, {50, 0}, {100, 0}});
  main.heights = {0, 5, 3};
  auto side = drawn::street("2", {{50, 0}, {50, 80}});
  geo::Findings findings;
  const auto graph = geo::build_street_graph(drawn::streets({main, side}), findings);
  REQUIRE(graph.edges.size() == 3);
  CHECK(graph.rises_of(geo::EdgeId{0})[0] == Rise{50, 5});
  CHECK(graph.rises_of(geo::EdgeId{1})[0] == Rise{50, -2});
  CHECK(graph.rises_of(geo::EdgeId{2}).empty());  // nobody said how high it lies
}

TEST_CASE("a bridge rises evenly, whatever lies under it") {
  auto bridge = drawn::street("1", {{0, 0}, {50, 0}, {100, 0}});
  bridge.heights = {10, 0, 12};
  bridge.traits.is_even = true;
  geo::Findings findings;
  const auto graph = geo::build_street_graph(drawn::streets({bridge}), findings);
  REQUIRE(graph.rises_of(geo::EdgeId{0}).size() == 1);
  CHECK(graph.rises_of(geo::EdgeId{0})[0] == Rise{100, 2});
}

TEST_CASE("what stands at a vertex bars the pieces that it lies on") {
  auto path = drawn::street("1", {{0, 0}, {50, 0}, {100, 0}});
  path.spots = {{1, geo::Obstacle::narrow, geo::Kerb::raised}};
  const auto side = drawn::street("2", {{100, 0}, {100, 80}});
  geo::Findings findings;
  const auto graph = geo::build_street_graph(drawn::streets({path, side}), findings);
  CHECK(graph.edges[geo::EdgeId{0}].traits.obstacle == geo::Obstacle::narrow);
  CHECK(graph.edges[geo::EdgeId{0}].traits.kerb == geo::Kerb::raised);
  CHECK(graph.edges[geo::EdgeId{1}].traits.obstacle == geo::Obstacle::none);
}

TEST_CASE("a kerb where two streets meet counts on the one that crosses the road") {
  auto pavement = drawn::street("1", {{0, 0}, {50, 0}});
  auto crossing = drawn::street("2", {{50, 0}, {50, 9}});
  pavement.spots = {{1, geo::Obstacle::none, geo::Kerb::raised}};
  crossing.spots = {{0, geo::Obstacle::none, geo::Kerb::raised}};
  crossing.traits.is_crossing = true;
  geo::Findings findings;
  const auto graph = geo::build_street_graph(drawn::streets({pavement, crossing}), findings);
  CHECK(graph.edges[geo::EdgeId{0}].traits.kerb == geo::Kerb::unknown);
  CHECK(graph.edges[geo::EdgeId{1}].traits.kerb == geo::Kerb::raised);
}

TEST_CASE("measures of streets are read as people write them") {
  CHECK(geo::width_dm("1.5") == 15);
  CHECK(geo::width_dm("0,9 m") == 9);
  CHECK(geo::width_dm("narrow") == std::nullopt);
  CHECK(geo::width_dm("5'") == std::nullopt);
  CHECK(geo::width_dm("-2") == std::nullopt);
  CHECK(geo::incline_percent("8%") == 8);
  CHECK(geo::incline_percent("-7.6 %") == -8);
  CHECK(geo::incline_percent("5°") == 9);  // 100 tan 5° = 8.75
  CHECK(geo::incline_percent("up") == std::nullopt);
  CHECK(geo::incline_percent("999") == std::nullopt);
  CHECK(geo::speed_kmh("50") == 50);
  CHECK(geo::speed_kmh("30 mph") == 48);
  CHECK(geo::speed_kmh("ES:urban") == std::nullopt);
  CHECK(geo::speed_kmh("0") == std::nullopt);
}
