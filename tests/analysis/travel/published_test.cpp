#include <map>

#include "analysis/travel/ask.hpp"
#include "tests/catch.hpp"
#include "tests/scene/drawing.hpp"

using namespace analysis::travel;
using geo::Minutes;
using geo::NodeId;

namespace {

// One metre a minute: a cost of 1 in the published network is one minute here.
const Way metre_a_minute{.name = "walk", .pace = geo::MetresPerMinute{1}, .steps_factor = 1};

struct Link {
  int from, to;
  geo::OneWay on_foot = geo::OneWay::no;
  double length = 1;
};

geo::StreetGraph graph(std::size_t corners, const std::vector<Link>& links) {
  geo::StreetGraph streets;
  streets.at = geo::Per<NodeId, geo::Point>(corners);
  streets.component = geo::Per<NodeId, geo::ComponentId>(corners);
  std::vector<std::vector<geo::Street>> at(corners);
  for (const Link& link : links) {
    geo::Edge edge;
    edge.from = NodeId{link.from};
    edge.to = NodeId{link.to};
    edge.length = geo::Metres{link.length};
    edge.on_foot = link.on_foot;
    const auto id = streets.edges.push_back(edge);
    at[edge.from.row()].push_back({id, edge.to, true});
    at[edge.to.row()].push_back({id, edge.from, false});
  }
  streets.streets = geo::Lists<NodeId, geo::Street>(at);
  return streets;
}

// A door on the spot of a corner.
geo::Door door_at(const geo::StreetGraph& streets, int corner) {
  const geo::Street street = streets.streets[NodeId{corner}][0];
  const auto& edge = streets.edges[street.edge];
  return {street.edge, street.forward ? geo::Metres{0} : edge.length, geo::Metres{0}, {}, {}};
}

std::map<int, double> minutes_by_corner(const geo::Column<NodeId, geo::Deciseconds>& column) {
  std::map<int, double> minutes;
  for (const NodeId corner : column.rows()) {
    if (column[corner]) {
      minutes[static_cast<int>(corner.row())] = column[corner]->minutes().value;
    }
  }
  return minutes;
}

// The sample network of the pgRouting manual ("Sample data", table edges: 18 stretches of cost 1,
// reverse cost -1 where closed). Vertices are numbered 1 to 17 by x, then y; row 0 is not used.
geo::StreetGraph pgrouting_sample(bool directed) {
  const std::map<std::pair<int, int>, int> vertex{
      {{0, 2}, 1},  {{1, 2}, 3},  {{2, 0}, 5},  {{2, 1}, 6},  {{2, 2}, 7},
      {{2, 3}, 8},  {{2, 4}, 9},  {{3, 1}, 10}, {{3, 2}, 11}, {{3, 3}, 12},
      {{4, 1}, 15}, {{4, 2}, 16}, {{4, 3}, 17}};
  const auto at = [&](int xy) { return vertex.at({xy / 10, xy % 10}); };
  std::vector<Link> links;
  const auto add = [&](std::vector<std::pair<int, int>> pairs, geo::OneWay way) {
    for (const auto& [a, b] : pairs) {
      links.push_back({at(a), at(b), directed ? way : geo::OneWay::no});
    }
  };
  add({{20, 21},
       {21, 22},
       {2, 12},
       {12, 22},
       {22, 32},
       {32, 42},
       {22, 23},
       {23, 24},
       {42, 43},
       {41, 42}},
      geo::OneWay::no);
  add({{21, 31}, {31, 41}}, geo::OneWay::backward);
  add({{31, 32}, {32, 33}, {23, 33}, {33, 43}}, geo::OneWay::forward);
  links.push_back({2, 4});
  links.push_back({13, 14});
  return graph(18, links);
}

}  // namespace

TEST_CASE("pgRouting's driving distance on its sample network") {
  // pgRouting manual, pgr_drivingDistance, from vertex 11 up to distance 3.
  auto directed = pgrouting_sample(true);
  const auto costs = quantise(directed, metre_a_minute);
  const auto door = door_at(directed, 11);
  CHECK(minutes_by_corner(reach(directed, costs, door, Minutes{3})) ==
        std::map<int, double>{{11, 0},
                              {7, 1},
                              {12, 1},
                              {16, 1},
                              {3, 2},
                              {6, 2},
                              {8, 2},
                              {15, 2},
                              {17, 2},
                              {1, 3},
                              {5, 3},
                              {9, 3},
                              {10, 3}});

  const auto undirected = pgrouting_sample(false);
  const auto free = quantise(undirected, metre_a_minute);
  CHECK(minutes_by_corner(reach(undirected, free, door_at(undirected, 11), Minutes{3})) ==
        std::map<int, double>{{11, 0},
                              {7, 1},
                              {10, 1},
                              {12, 1},
                              {16, 1},
                              {3, 2},
                              {6, 2},
                              {8, 2},
                              {15, 2},
                              {17, 2},
                              {1, 3},
                              {5, 3},
                              {9, 3}});
}

TEST_CASE("OSRM's duration matrix of a street with four corners") {
  // OSRM, features/testbot/duration_matrix.feature, "Testbot - Duration matrix": a-b-c-d with
  // durations 10, 20 and 30 between neighbours.
  const auto streets = graph(
      4, {{0, 1, geo::OneWay::no, 10}, {1, 2, geo::OneWay::no, 20}, {2, 3, geo::OneWay::no, 30}});
  const auto costs = quantise(streets, metre_a_minute);
  std::vector<geo::Door> doors;
  for (int corner = 0; corner < 4; ++corner) doors.push_back(door_at(streets, corner));
  const double expected[4][4] = {
      {0, 10, 30, 60}, {10, 0, 20, 50}, {30, 20, 0, 30}, {60, 50, 30, 0}};
  const auto table = matrix(streets, costs, doors, doors, Minutes{1000});
  for (std::size_t row = 0; row < 4; ++row) {
    for (std::size_t column = 0; column < 4; ++column) {
      CHECK(table[row][column]->minutes().value == expected[row][column]);
    }
  }
}

TEST_CASE("pgRouting's equal-cost catchments of vertices 11 and 16") {
  // pgRouting manual, pgr_drivingDistance with equicost, from vertices 11 and 16 up to distance 3.
  const auto streets = pgrouting_sample(true);
  const auto costs = quantise(streets, metre_a_minute);
  auto nearest_to_11 = minutes_by_corner(reach(streets, costs, door_at(streets, 11), Minutes{3}));
  auto nearest_to_16 = minutes_by_corner(reach(streets, costs, door_at(streets, 16), Minutes{3}));
  const auto from_11 = nearest_to_11;
  std::erase_if(nearest_to_11, [&](const auto& at) {
    return nearest_to_16.contains(at.first) && nearest_to_16.at(at.first) < at.second;
  });
  std::erase_if(nearest_to_16, [&](const auto& at) {
    return from_11.contains(at.first) && from_11.at(at.first) <= at.second;
  });
  CHECK(nearest_to_11 ==
        std::map<int, double>{
            {11, 0}, {7, 1}, {12, 1}, {3, 2}, {6, 2}, {8, 2}, {1, 3}, {5, 3}, {9, 3}});
  CHECK(nearest_to_16 == std::map<int, double>{{16, 0}, {15, 1}, {17, 1}, {10, 2}});
}

TEST_CASE("OSRM's duration matrix of a one-way block") {
  // The same feature file, "Testbot - Duration matrix with oneway": x-a and b-y both ways, and the
  // block a > b > e > d > a one way only; every stretch takes 10.
  enum { x, a, b, y, d, e };
  constexpr auto one_way = geo::OneWay::forward;
  const auto streets = graph(6, {{x, a, geo::OneWay::no, 10},
                                 {b, y, geo::OneWay::no, 10},
                                 {a, b, one_way, 10},
                                 {b, e, one_way, 10},
                                 {e, d, one_way, 10},
                                 {d, a, one_way, 10}});
  const auto costs = quantise(streets, metre_a_minute);
  std::vector<geo::Door> doors;
  for (const int corner : {x, y, d, e}) doors.push_back(door_at(streets, corner));
  const double expected[4][4] = {
      {0, 30, 40, 30}, {50, 0, 30, 20}, {20, 30, 0, 30}, {30, 40, 10, 0}};
  const auto table = matrix(streets, costs, doors, doors, Minutes{1000});
  for (std::size_t row = 0; row < 4; ++row) {
    for (std::size_t column = 0; column < 4; ++column) {
      CHECK(table[row][column]->minutes().value == expected[row][column]);
    }
  }
}
