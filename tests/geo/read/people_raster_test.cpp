// People on a GeoTIFF of GDAL's own making, with a cell of no data, brought to neighbourhoods.
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "geo/city.hpp"
#include "geo/core/error.hpp"
#include "geo/read/read.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

using namespace geo;
namespace fs = std::filesystem;

TEST_CASE("a raster of people needs no total: its first band is everyone, and each cell is kept") {
  const scratch::Folder folder;
  // Six cells of 100 m in UTM 31N; the last has no data. The city is the left four of them.
  const fs::path grid = folder.file("people.asc",
                                    "ncols 3\nnrows 2\nxllcorner 430000\nyllcorner 4580000\n"
                                    "cellsize 100\nNODATA_value -9999\n10.5 20 7\n1.25 0 -9999\n");
  const std::string made = "gdal_translate -q -a_srs EPSG:25831 '" + grid.string() + "' '" +
                           (folder / "people.tif").string() + "' >/dev/null 2>&1";
  if (std::system(made.c_str()) != 0) {
    std::cout << "SKIPPED: gdal_translate is not there to make a GeoTIFF\n";
    return;
  }
  folder.file(
      "zones.geojson",
      R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:25831"}},
"features":[{"type":"Feature","properties":{"id":"west"},"geometry":{"type":"Polygon","coordinates":
[[[430000,4580000],[430100,4580000],[430100,4580200],[430000,4580200],[430000,4580000]]]}},
{"type":"Feature","properties":{"id":"east"},"geometry":{"type":"Polygon","coordinates":
[[[430100,4580000],[430200,4580000],[430200,4580200],[430100,4580200],[430100,4580000]]]}}]})");
  const auto toml = folder.file("city.toml",
                                "[city]\nprojection = \"EPSG:25831\"\n[neighbourhoods]\n"
                                "layer = \"zones.geojson\"\ncrs = \"EPSG:25831\"\nid = \"id\"\n"
                                "[people]\nlayer = \"people.tif\"\n[streets]\nlayer = \"none\"\n");
  Findings findings;
  const City city = build_city(
      to_metres(read::layers(read::description(toml, findings), folder.path().string())));
  const auto& people = city.residents.by_neighbourhood[everyone];
  REQUIRE(people.size() == 2);
  CHECK(city.neighbourhoods.key[NeighbourhoodId{0}] == "east");
  CHECK(people[NeighbourhoodId{0}] == Cell<People>{People::of(20)});
  CHECK(people[NeighbourhoodId{1}] == Cell<People>{People::of(11.75)});
  CHECK(city.findings.count("people_outside") == 1);  // 7 people in the cell to the east
}

namespace {

/// Runs a tool of GDAL in a folder; false, with a line that says so, where it is not there.
bool made_by(const fs::path& folder, const std::string& command) {
  if (std::system(("cd '" + folder.string() + "' && " + command + " >log 2>&1").c_str()) == 0) {
    return true;
  }
  std::cout << "SKIPPED: not there to make a GeoTIFF: " << command << '\n';
  return false;
}

long peak_kilobytes() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return used.ru_maxrss;
}

}  // namespace

TEST_CASE("of a raster of a whole country only the window of the city is read") {
  const scratch::Folder folder;
  // A hundred million cells of a thousandth of a degree, two people in each.
  if (!made_by(folder.path(),
               "gdal_create -outsize 10000 10000 -ot Float32 -burn 2 -a_nodata -99999 "
               "-a_srs EPSG:4326 -a_ullr -5 45 5 35 -co COMPRESS=DEFLATE land.tif")) {
    return;
  }
  // Ten cells and a half by five; the border cuts the last five in half.
  folder.file("zones.geojson", R"({"type":"FeatureCollection",
"features":[{"type":"Feature","properties":{"id":"a"},"geometry":{"type":"Polygon","coordinates":
[[[2.1,41.4],[2.1105,41.4],[2.1105,41.405],[2.1,41.405],[2.1,41.4]]]}}]})");
  const auto toml = folder.file(
      "city.toml",
      "[city]\nprojection = \"EPSG:25831\"\n[neighbourhoods]\nlayer = \"zones.geojson\"\n"
      "id = \"id\"\n[people]\nlayer = \"land.tif\"\n[streets]\nlayer = \"none\"\n");
  Findings findings;
  const auto before = peak_kilobytes();
  const auto start = std::chrono::steady_clock::now();
  const auto layers = read::layers(read::description(toml, findings), folder.path().string());
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  REQUIRE(layers.people);
  CHECK(layers.people->rows <= 14 * 8);  // 11 x 5 touched, and one or two more on each side
  CHECK(took.count() < 10);              // the hash of the whole file is most of it
  CHECK(peak_kilobytes() - before < 200'000);
  const City city = build_city(to_metres(layers));
  CHECK(city.residents.by_neighbourhood[everyone][NeighbourhoodId{0}]->count() ==
        Approx(100 + 5).margin(0.1));
  bool printed = false;
  for (const Finding& finding : city.findings.shown()) {
    if (finding.code == "people_cut_by_boundary") printed = finding.value == "5 people in, 5 out";
  }
  CHECK(printed);
}

TEST_CASE("a raster that does not reach the city is refused") {
  const scratch::Folder folder;
  if (!made_by(folder.path(),
               "gdal_create -outsize 10 10 -burn 2 -a_srs EPSG:4326 -a_ullr -5 45 -4 44 "
               "far.tif")) {
    return;
  }
  Findings findings;
  read::LayerOptions options;
  options.window = read::Window{{{2.1, 41.4}, {2.2, 41.5}}, "EPSG:4326"};
  try {
    read::layer((folder / "far.tif").string(), options, findings);
    FAIL("it does not reach");
  } catch (const Error& error) {
    CHECK(error.finding().code == "raster_elsewhere");
  }
}

TEST_CASE("scale, offset and the lowest number of 32 bits as no value are read as they are meant") {
  const scratch::Folder folder;
  const fs::path grid = folder.file("people.asc",
                                    "ncols 3\nnrows 1\nxllcorner 430000\nyllcorner 4580000\n"
                                    "cellsize 100\nNODATA_value -3.4028234663852886e+38\n"
                                    "10 -3.4028234663852886e+38 3\n");
  if (!made_by(folder.path(),
               "gdal_translate -q -ot Float32 -a_nodata -3.40282346639e+38 -a_scale 0.5 "
               "-a_offset 1 -a_srs EPSG:25831 people.asc people.tif")) {
    return;
  }
  Findings findings;
  const Layer layer = read::layer((folder / "people.tif").string(), {}, findings);
  REQUIRE(layer.rows == 2);
  CHECK(number(layer.fields[0].values[0]) == 6.0);
  CHECK(number(layer.fields[0].values[1]) == 2.5);
}
