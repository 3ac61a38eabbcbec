// People on a GeoTIFF of GDAL's own making, with a cell of no data, brought to neighbourhoods.
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "geo/city.hpp"
#include "geo/read/read.hpp"
#include "tests/catch.hpp"
#include "tests/geo/read/written_file.hpp"

using namespace geo;
namespace fs = std::filesystem;

TEST_CASE("a raster of people needs no total: its first band is everyone, and each cell is kept") {
  const Scratch scratch;
  // Six cells of 100 m in UTM 31N; the last has no data. The city is the left four of them.
  const fs::path grid = scratch.file("people.asc",
                                     "ncols 3\nnrows 2\nxllcorner 430000\nyllcorner 4580000\n"
                                     "cellsize 100\nNODATA_value -9999\n10.5 20 7\n1.25 0 -9999\n");
  const fs::path folder = grid.parent_path();
  const std::string made = "gdal_translate -q -a_srs EPSG:25831 '" + grid.string() + "' '" +
                           (folder / "people.tif").string() + "' >/dev/null 2>&1";
  if (std::system(made.c_str()) != 0) {
    std::cout << "SKIPPED: gdal_translate is not there to make a GeoTIFF\n";
    return;
  }
  scratch.file(
      "zones.geojson",
      R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:25831"}},
"features":[{"type":"Feature","properties":{"id":"west"},"geometry":{"type":"Polygon","coordinates":
[[[430000,4580000],[430100,4580000],[430100,4580200],[430000,4580200],[430000,4580000]]]}},
{"type":"Feature","properties":{"id":"east"},"geometry":{"type":"Polygon","coordinates":
[[[430100,4580000],[430200,4580000],[430200,4580200],[430100,4580200],[430100,4580000]]]}}]})");
  const auto toml = scratch.file("city.toml",
                                 "[city]\nprojection = \"EPSG:25831\"\n[neighbourhoods]\n"
                                 "layer = \"zones.geojson\"\ncrs = \"EPSG:25831\"\nid = \"id\"\n"
                                 "[people]\nlayer = \"people.tif\"\n[streets]\nlayer = \"none\"\n");
  Findings findings;
  const City city =
      build_city(to_metres(read::layers(read::description(toml, findings), folder.string())));
  const auto& people = city.residents.by_neighbourhood[everyone];
  REQUIRE(people.size() == 2);
  CHECK(city.neighbourhoods.key[NeighbourhoodId{0}] == "east");
  CHECK(people[NeighbourhoodId{0}] == Cell<People>{People::of(20)});
  CHECK(people[NeighbourhoodId{1}] == Cell<People>{People::of(11.75)});
  CHECK(city.findings.count("people_outside") == 1);  // 7 people in the cell to the east
}
