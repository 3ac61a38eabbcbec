#include "geo/network/street_graph.hpp"

#include "tests/catch.hpp"
#include "tests/geo/network/drawn.hpp"
#include "tests/volume.hpp"

#include <cmath>
#include <map>
#include <set>

using drawn::street;
using drawn::streets;
using geo::EdgeId;
using geo::Findings;
using geo::NodeId;
using geo::Point;
using geo::StreetLines;

namespace {

geo::StreetGraph built(const StreetLines& lines) {
  Findings findings;
  return geo::build_street_graph(lines, findings);
}

/// Sizes of the connected parts by walking from every corner in turn, largest first.
std::vector<std::size_t> parts_by_walking(const geo::StreetGraph& graph) {
  std::set<std::uint32_t> seen;
  std::vector<std::size_t> sizes;
  for (const NodeId start : graph.at.rows()) {
    if (!seen.insert(start.row()).second) continue;
    std::vector<NodeId> queue{start};
    for (std::size_t i = 0; i < queue.size(); ++i) {
      for (const geo::Street& next : graph.streets[queue[i]]) {
        if (graph.edges[next.edge].walkable && seen.insert(next.to.row()).second) {
          queue.push_back(next.to);
        }
      }
    }
    sizes.push_back(queue.size());
  }
  std::sort(sizes.rbegin(), sizes.rend());
  return sizes;
}

}  // namespace

TEST_CASE("a street is cut where another ends on one of its vertices") {
  //   0----50----100      a
  //        |
  //        50,-30         b
  const auto graph =
      built(streets({street("a", {{0, 0}, {50, 0}, {100, 0}}), street("b", {{50, 0}, {50, -30}})}));
  REQUIRE(graph.at.size() == 4);
  REQUIRE(graph.edges.size() == 3);
  CHECK(graph.edges[EdgeId{0}].length.value == Approx(50));
  CHECK(graph.edges[EdgeId{2}].length.value == Approx(30));
  CHECK(graph.ids[EdgeId{1}] == "a");
  CHECK(graph.streets[NodeId{2}].size() == 3);  // west to east, then south to north: 50,0 is third
  CHECK(graph.component_nodes == std::vector<std::size_t>{4});
}

TEST_CASE("a bend that no other street shares is no corner") {
  const auto graph = built(streets({street("a", {{0, 0}, {50, 0}, {50, 40}, {90, 40}})}));
  CHECK(graph.at.size() == 2);
  REQUIRE(graph.edges.size() == 1);
  CHECK(graph.edges[EdgeId{0}].length.value == Approx(130));
  CHECK(graph.lines[EdgeId{0}].size() == 4);
}

TEST_CASE("a street that passes twice through one vertex is cut there") {
  // A loop with a tail: the tail's end, the crossing, and the loop back to it.
  const auto graph = built(streets({street("a", {{-40, 0}, {0, 0}, {30, 0}, {30, 30}, {0, 0}})}));
  REQUIRE(graph.at.size() == 2);
  REQUIRE(graph.edges.size() == 2);
  CHECK(graph.edges[EdgeId{1}].from == graph.edges[EdgeId{1}].to);
  CHECK(graph.edges[EdgeId{1}].length.value == Approx(60 + std::hypot(30, 30)));
}

TEST_CASE("two streets that cross without a shared vertex stay apart and are reported") {
  Findings findings;
  const auto graph = geo::build_street_graph(
      streets({street("a", {{0, 0}, {100, 0}}), street("b", {{50, -50}, {50, 50}})}), findings);
  CHECK(graph.component_nodes == std::vector<std::size_t>{2, 2});
  REQUIRE(findings.count("crossing_without_node") == 1);
  CHECK(findings.shown()[0].feature == "a and b");
  CHECK(findings.shown()[0].place == "50.00 0.00");
}

TEST_CASE("a street that ends upon another without a vertex there is reported as a crossing") {
  Findings findings;
  geo::build_street_graph(
      streets({street("a", {{0, 0}, {100, 0}}), street("b", {{50, 0.004}, {50, 50}})}), findings);
  CHECK(findings.count("crossing_without_node") == 1);
}

TEST_CASE("streets that meet at a corner are no crossing") {
  Findings findings;
  geo::build_street_graph(streets({street("a", {{0, 0}, {50, 0}, {100, 0}}),
                                   street("b", {{50, -50}, {50, 0}, {50, 50}}),
                                   street("c", {{0, 0}, {50, 0.5}, {100, 0}})}),
                          findings);
  // Only b crosses c, at 50,0.5.
  CHECK(findings.count("crossing_without_node") == 1);
}

TEST_CASE("vertices within the tolerance are one corner and others are not") {
  auto lines = streets({street("a", {{0, 0}, {100, 0}}), street("b", {{100.008, 0}, {200, 0}}),
                        street("c", {{100.03, 0}, {100, 80}})});
  CHECK(built(lines).component_nodes == std::vector<std::size_t>{3, 2});
  lines.tolerance = geo::Metres{0.05};
  CHECK(built(lines).component_nodes == std::vector<std::size_t>{4});
  lines.tolerance = geo::Metres{0};
  CHECK(built(lines).component_nodes == std::vector<std::size_t>{2, 2, 2});
}

TEST_CASE("streets with node ids meet where the ids say and nowhere else") {
  auto under = street("under", {{50, -50}, {50, 0}, {50, 50}});
  under.vertex_ids = {3, 9, 4};
  auto over = street("over", {{0, 0}, {50, 0}, {100, 0}});
  over.vertex_ids = {1, 8, 2};
  auto lines = streets({under, over});
  lines.topology = StreetLines::Topology::vertex_ids;
  Findings findings;
  CHECK(geo::build_street_graph(lines, findings).component_nodes == std::vector<std::size_t>{2, 2});
  CHECK(findings.empty());
  lines.lines[1].vertex_ids[1] = 9;
  CHECK(built(lines).component_nodes == std::vector<std::size_t>{5});
}

TEST_CASE("streets with ids at their ends are never cut between them") {
  auto a = street("a", {{0, 0}, {50, 0}, {100, 0}});
  a.vertex_ids = {10, 20};
  auto b = street("b", {{50, 0}, {50, 40}});
  b.vertex_ids = {30, 40};
  auto loop = street("loop", {{100, 0}, {130, 0}, {130, 30}, {100, 0}});
  loop.vertex_ids = {20, 20};
  auto lines = streets({a, b, loop});
  lines.topology = StreetLines::Topology::end_ids;
  const auto graph = built(lines);
  CHECK(graph.at.size() == 4);
  CHECK(graph.edges.size() == 3);
  CHECK(graph.component_nodes == std::vector<std::size_t>{2, 2});
}

TEST_CASE("a node id drawn in two places joins its streets and is reported") {
  auto a = street("a", {{0, 0}, {100, 0}});
  a.vertex_ids = {1, 2};
  auto b = street("b", {{100.4, 0}, {200, 0}});
  b.vertex_ids = {2, 3};
  auto lines = streets({a, b});
  lines.topology = StreetLines::Topology::end_ids;
  Findings findings;
  const auto graph = geo::build_street_graph(lines, findings);
  CHECK(graph.component_nodes == std::vector<std::size_t>{3});
  REQUIRE(findings.count("node_in_several_places") == 1);
  CHECK(findings.shown()[0].feature == "node 2");
}

TEST_CASE("lines that are no street are left out and named") {
  Findings findings;
  auto lines = streets({street("good", {{0, 0}, {100, 0}}), street("point", {{5, 5}}),
                        street("nowhere", {{7, 7}, {7, 7}, {7, 7}}), street("empty", {}),
                        street("lost", {{0, 0}, {NAN, 3}}), street("tiny", {{0, 50}, {0.005, 50}}),
                        street("good", {{0, 0}, {100, 0}})});
  const auto graph = geo::build_street_graph(lines, findings);
  CHECK(graph.at.size() == 2);
  CHECK(graph.edges.size() == 1);
  CHECK(findings.count("street_too_short") == 4);
  CHECK(findings.count("street_vertex_not_a_place") == 1);
  CHECK(findings.count("street_repeated") == 1);
  std::multiset<std::string> named;
  for (const auto& finding : findings.shown()) named.insert(finding.feature);
  CHECK(named == std::multiset<std::string>{"empty", "good", "lost", "nowhere", "point", "tiny"});
}

TEST_CASE("a stated length is shared out over the pieces as they are drawn") {
  auto a = street("a", {{0, 0}, {25, 0}, {100, 0}});
  a.length = geo::Metres{120};
  const auto graph = built(streets({a, street("b", {{25, 0}, {25, 9}})}));
  CHECK(graph.edges[EdgeId{0}].length.value == Approx(30));
  CHECK(graph.edges[EdgeId{1}].length.value == Approx(90));
  CHECK(graph.edges[EdgeId{2}].length.value == Approx(9));
}

TEST_CASE("a stated length that cannot be is reported and the drawn one used") {
  auto a = street("a", {{0, 0}, {100, 0}});
  a.length = geo::Metres{-3};
  Findings findings;
  const auto graph = geo::build_street_graph(streets({a}), findings);
  CHECK(graph.edges[EdgeId{0}].length.value == Approx(100));
  CHECK(findings.count("street_length_invalid") == 1);
}

TEST_CASE("ids that are numbers are ordered by value") {
  const auto graph =
      built(streets({street("10", {{0, 0}, {1, 0}}), street("9", {{5, 0}, {6, 0}}),
                     street("a", {{7, 0}, {8, 0}}), street("-2", {{9, 0}, {9, 1}})}));
  CHECK(graph.ids == geo::Per<EdgeId, std::string>({"-2", "9", "10", "a"}));
}

TEST_CASE("the order of the lines does not change the graph or the findings") {
  const volume::Trial trial("law: the order of the lines leaves no trace in the graph", {1, 100},
                            "towns");
  for (unsigned round = 0; round < trial.rounds(); ++round) {
    const unsigned seed = trial.seed() + round;
    INFO("seed " << seed);
    auto lines = drawn::random_town(seed, 300);
    lines.lines.push_back(lines.lines[7]);
    lines.lines.push_back(lines.lines[8]);
    Findings findings;
    const auto graph = geo::build_street_graph(lines, findings);
    std::mt19937 random(seed);
    for (int turn = 0; turn < 5; ++turn) {
      std::shuffle(lines.lines.begin(), lines.lines.end(), random);
      Findings again;
      CHECK(drawn::same(graph, geo::build_street_graph(lines, again)));
      CHECK(findings.shown() == again.shown());
    }
  }
}

TEST_CASE("connected parts are those that one can walk, largest first") {
  const volume::Trial trial("law: connected parts are those that one can walk", {1, 300}, "towns");
  for (unsigned round = 0; round < trial.rounds(); ++round) {
    const unsigned seed = trial.seed() + round;
    INFO("seed " << seed);
    const auto graph = built(drawn::random_town(seed, 120));
    CHECK(graph.component_nodes == parts_by_walking(graph));
    for (const EdgeId edge : graph.edges.rows()) {
      if (!graph.edges[edge].walkable) continue;
      CHECK(graph.component[graph.edges[edge].from] == graph.component[graph.edges[edge].to]);
    }
  }
}

TEST_CASE("the drawn length of all streets is kept when they are cut") {
  const volume::Trial trial("law: cutting streets keeps their length", {1, 300}, "towns");
  for (unsigned round = 0; round < trial.rounds(); ++round) {
    const unsigned seed = trial.seed() + round;
    INFO("seed " << seed);
    const auto lines = drawn::random_town(seed, 200);
    double before = 0;
    for (const auto& line : lines.lines) {
      for (std::size_t i = 1; i < line.line.size(); ++i) {
        before +=
            std::hypot(line.line[i].x - line.line[i - 1].x, line.line[i].y - line.line[i - 1].y);
      }
    }
    double after = 0;
    for (const auto& edge : built(lines).edges) after += edge.length.value;
    CHECK(after == Approx(before));
  }
}

TEST_CASE("a graph of a million streets is built in time in proportion", "[.slow]") {
  std::vector<geo::StreetLine> lines;
  const int side = 708;
  for (int i = 0; i < side; ++i) {
    for (int j = 0; j < side; ++j) {
      const double x = 80.0 * i;
      const double y = 80.0 * j;
      lines.push_back(
          street(std::to_string(2 * (i * side + j)), {{x, y}, {x + 40, y + 3}, {x + 80, y}}));
      lines.push_back(street(std::to_string(2 * (i * side + j) + 1), {{x, y}, {x, y + 80}}));
    }
  }
  const auto graph = built(streets(std::move(lines)));
  CHECK(graph.edges.size() == 2U * side * side);
  CHECK(graph.component_nodes.size() == 1);
}
