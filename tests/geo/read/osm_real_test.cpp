#include "geo/build/street_lines.hpp"
#include "geo/network/street_graph.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/projection.hpp"
#include "tests/catch.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

namespace {

namespace fs = std::filesystem;
using geo::Findings;

const fs::path data = fs::path(MEDINA_SOURCE) / "../shared/data";

bool there(const fs::path& path) {
  if (fs::exists(path)) return true;
  WARN("skipped: " << path.filename().string() << " is not beside the repository");
  return false;
}

/// What a command prints; nothing when it fails.
std::optional<std::string> answer(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string text;
  std::array<char, 256> line{};
  while (pipe && std::fgets(line.data(), line.size(), pipe.get())) text += line.data();
  return text.empty() ? std::nullopt : std::optional(text);
}

/// The second opinion's line for an extract, with whichever Python has pyosmium.
std::optional<std::string> second_opinion(const fs::path& extract) {
  for (const std::string python : {"python3", "/usr/bin/python3"}) {
    if (std::system((python + " -c 'import osmium' 2> /dev/null").c_str()) != 0) continue;
    return answer(fmt::format("{} '{}/tests/second_opinion/osm_foot_graph.py' '{}'", python,
                              MEDINA_SOURCE, extract.string()));
  }
  return std::nullopt;
}

/// The graph of an extract in the metres of its place.
geo::StreetGraph graph_of(const fs::path& extract, Findings& findings) {
  auto streets = geo::read::osm(extract.string(), findings).streets;
  const auto first = streets.lines.front().line.front();
  const geo::Transform to_metres("EPSG:4326", geo::projection_for({first.x, first.y}));
  for (auto& street : streets.lines) {
    for (auto& point : street.line) point = to_metres(point).value();
  }
  return geo::build_street_graph(streets, findings);
}

void compare_with_second_opinion(const fs::path& extract) {
  if (!there(extract)) return;
  const auto other = second_opinion(extract);
  if (!other) {
    WARN("skipped: no Python here has pyosmium (apt install python3-pyosmium)");
    return;
  }
  Findings findings;
  const auto graph = graph_of(extract, findings);
  const auto& parts = graph.component_nodes;
  REQUIRE(parts.size() > 2);
  CHECK(*other == fmt::format("nodes {} edges {} components {} largest {} {} {} missing {}\n",
                              graph.at.size(), graph.edges.size(), parts.size(), parts[0], parts[1],
                              parts[2], findings.count("osm_node_missing")));
}

}  // namespace

TEST_CASE("the streets of Las Palmas are those of an independent script", "[real]") {
  compare_with_second_opinion(data /
                              "las_palmas/network/example_las_palmas_2023_osm_20230221.osm.pbf");
}

TEST_CASE("the streets of Porto Alegre are those of an independent script", "[real]") {
  compare_with_second_opinion(data / "porto_alegre/network/poa_osm.osm.pbf");
}

TEST_CASE("the official street graph of Barcelona keeps its nodes, edges and parts", "[real]") {
  const auto path = data / "barcelona/network/BCN_GrafVial_Trams_ETRS89_SHP.shp";
  if (!there(path)) return;
  Findings findings;
  const auto layer = geo::read::layer(path.string(), {}, findings);
  geo::description::Streets columns;
  columns.id = "C_Tram";
  columns.name = "NVia_D";
  columns.from_node = "C_Nus_I";
  columns.to_node = "C_Nus_F";
  columns.length = "LONGITUD";
  const auto graph =
      geo::build_street_graph(geo::build::street_lines(layer, columns, findings), findings);
  CHECK(graph.at.size() == 9483);
  CHECK(graph.edges.size() == 14831);
  REQUIRE(graph.component_nodes.size() == 41);
  const std::vector<std::size_t> largest(graph.component_nodes.begin(),
                                         graph.component_nodes.begin() + 6);
  CHECK(largest == std::vector<std::size_t>{9187, 102, 65, 24, 11, 6});
  CHECK(findings.count("node_in_several_places") == 1);
}

TEST_CASE("the named streets of Valencia fall into many parts and its squares are outlines",
          "[real]") {
  const auto path = data / "valencia/network/osm_named_streets_valencia.geojson";
  if (!there(path)) return;
  Findings findings;
  const auto layer = geo::read::layer(path.string(), {}, findings);
  geo::description::Streets columns;
  columns.name = "name";
  columns.tolerance = geo::Metres{1e-7};  // degrees here: the layer is not yet in metres
  const auto streets = geo::build::street_lines(layer, columns, findings);
  const auto graph = geo::build_street_graph(streets, findings);
  CHECK(findings.has("street_is_a_polygon"));
  CHECK(graph.component_nodes.size() > 400);
}
