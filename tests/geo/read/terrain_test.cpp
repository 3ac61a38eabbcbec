#include "geo/read/terrain.hpp"

#include <cmath>
#include <filesystem>

#include "geo/core/error.hpp"
#include "geo/read/read.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

using namespace geo;

namespace {

const std::filesystem::path marsalba = std::filesystem::path(MEDINA_SOURCE) / "datasets/marsalba";

Layer streets(bool heights) {
  Findings findings;
  auto layer = read::layer((marsalba / "streets.shp").string(), {.heights = heights}, findings);
  CHECK(findings.has("height_dropped") != heights);
  return layer;
}

}  // namespace

TEST_CASE("heights of lines are kept where they are asked for, one for each vertex") {
  for (const Geometry& shape : streets(true).shapes) {
    REQUIRE(shape.heights.size() == shape.lines.size());
    for (std::size_t line = 0; line < shape.lines.size(); ++line) {
      REQUIRE(shape.heights[line].size() == shape.lines[line].size());
    }
  }
  for (const Geometry& shape : streets(false).shapes) REQUIRE(shape.heights.empty());
}

TEST_CASE("the raster of the sample city lies where its streets say that the ground is") {
  // Two ways to one hill: the raster by GDAL with cells of 40 m, the streets by their own Z.
  const Terrain ground = read::terrain((marsalba / "heights.tif").string(), "heights.tif", "");
  CHECK(ground.columns == 200);
  CHECK(ground.rows == 160);
  const Layer layer = streets(true);
  REQUIRE(layer.crs == ground.crs);
  double apart = 0, highest = 0;
  std::size_t compared = 0;
  for (const Geometry& shape : layer.shapes) {
    for (std::size_t i = 0; i < shape.lines[0].size(); ++i) {
      const auto height = ground.at(shape.lines[0][i]);
      if (!height || !shape.heights[0][i]) continue;
      ++compared;
      apart += std::abs(*height - *shape.heights[0][i]);
      highest = std::max(highest, static_cast<double>(*height));
    }
  }
  CHECK(compared > 5000);
  CHECK(highest > 100);
  CHECK(apart / static_cast<double>(compared) < 0.5);  // m
}

TEST_CASE("a file that is no raster of heights is refused") {
  const scratch::Folder folder;
  CHECK_THROWS_AS(read::terrain(folder.file("heights.tif", "not a raster"), "heights.tif", ""),
                  Error);
}

TEST_CASE("a city names its terrain, and its streets rise") {
  const scratch::Folder folder;
  folder.file("streets.geojson",
              R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},
"geometry":{"type":"LineString","coordinates":[[2.0,41.0,10],[2.001,41.0,20]]}}]})");
  Findings findings;
  const auto city = read::description(
      folder.file("city.toml", "[streets]\nlayer = \"streets.geojson\"\n[terrain]\nfile = \"" +
                                   (marsalba / "heights.tif").string() + "\"\n"),
      findings);
  CHECK(findings.empty());
  const Layers layers = read::layers(city, city.folder);
  REQUIRE(layers.terrain);
  CHECK(layers.terrain->columns == 200);
  REQUIRE(layers.street_layer);
  CHECK(layers.street_layer->shapes[0].heights ==
        std::vector<std::vector<std::optional<float>>>{{10.0F, 20.0F}});
  CHECK_FALSE(layers.findings.has("height_dropped"));
}
