// One city in every format that is read: the same rows, shapes and people as its GeoJSON twin. The
// files are made by GDAL's own tools when the test runs, so nothing here was written by medina.
#include <sys/wait.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <numeric>

#include "geo/city.hpp"
#include "geo/core/error.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/polygons.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

using namespace geo;

namespace {

namespace fs = std::filesystem;

/// Three zones, one with a hole, with codes that begin with 0, Arabic and accents, whole and
/// decimal numbers.
constexpr const char* zones = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"01","called":"المدينة","people":100,"abroad":20,"rent":7.25},"geometry":{"type":"Polygon","coordinates":[[[2,41],[2.01,41],[2.01,41.01],[2,41.01],[2,41]],[[2.004,41.004],[2.004,41.006],[2.006,41.006],[2.006,41.004],[2.004,41.004]]]}},
{"type":"Feature","properties":{"code":"02","called":"Sant Martí","people":300,"abroad":60,"rent":8.5},"geometry":{"type":"Polygon","coordinates":[[[2.01,41],[2.02,41],[2.02,41.01],[2.01,41.01],[2.01,41]]]}},
{"type":"Feature","properties":{"code":"03","called":"Ciutat Vella","people":0,"abroad":0,"rent":9.75},"geometry":{"type":"Polygon","coordinates":[[[2.02,41],[2.03,41],[2.03,41.01],[2.02,41.01],[2.02,41]]]}}]})";

/// Whether a command could be run and said that all went well.
bool done(const std::string& command) {
  const int status = std::system((command + " >/dev/null 2>&1 </dev/null").c_str());
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool can(const std::string& command, const std::string& what) {
  if (done(command)) return true;
  std::cout << "SKIPPED: " << what << "\n";
  return false;
}

std::string in_quotes(const fs::path& path) {
  return "'" + path.string() + "'";
}

/// Rows in order of their code: FlatGeobuf puts them in the order of its index.
Layer by_code(Layer layer) {
  const Field* code = layer.field("code");
  REQUIRE(code);
  std::vector<std::size_t> order(layer.rows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return key_text(code->values[a]) < key_text(code->values[b]);
  });
  const Layer before = layer;
  for (std::size_t to = 0; to < order.size(); ++to) {
    for (std::size_t c = 0; c < layer.fields.size(); ++c) {
      layer.fields[c].values[to] = before.fields[c].values[order[to]];
    }
    if (!layer.shapes.empty()) layer.shapes[to] = before.shapes[order[to]];
  }
  return layer;
}

Layer layer_of(const std::string& path) {
  Findings findings;
  return by_code(read::layer(path, {}, findings));
}

/// The columns of the twin are there with the same values, whatever others the format adds.
void check_columns(const Layer& twin, const Layer& layer, bool text_only) {
  REQUIRE(layer.rows == twin.rows);
  for (const Field& field : twin.fields) {
    INFO(field.name);
    const Field* same = layer.field(field.name);
    REQUIRE(same);
    for (std::size_t row = 0; row < twin.rows; ++row) {
      const Value& value = field.values[row];
      const bool is_text = std::holds_alternative<std::string>(value);
      if (is_text || text_only) {
        CHECK(key_text(same->values[row]) == key_text(value));
      } else {
        REQUIRE(number(same->values[row]));
        CHECK(*number(same->values[row]) == *number(value));
      }
    }
  }
}

/// Formats may begin a ring elsewhere, turn it round or round its last digits: the ground is the
/// same to a millionth.
void check_shapes(const Layer& twin, const Layer& layer) {
  REQUIRE(layer.shapes.size() == twin.shapes.size());
  for (std::size_t row = 0; row < twin.rows; ++row) {
    const auto& one = twin.shapes[row].polygons;
    const auto& other = layer.shapes[row].polygons;
    const double ground = area(one).value;
    CHECK(area(other).value == Approx(ground).epsilon(1e-6));
    CHECK(area(intersection(one, other)).value == Approx(ground).epsilon(1e-6));
  }
}

City city_of(const fs::path& folder, const std::string& toml) {
  const auto file = folder / "city.toml";
  std::ofstream(file) << toml;
  Findings findings;
  return build_city(to_metres(read::layers(read::description(file.string(), findings), "")));
}

std::string description_of(const std::string& layer) {
  return "[city]\nname = \"Three\"\n[neighbourhoods]\nlayer = \"" + layer +
         "\"\nid = \"code\"\nname = \"called\"\n[people]\ntotal = \"people\"\n"
         "[people.groups.migrants]\nname = { en = \"Born abroad\" }\ncount = \"abroad\"\n";
}

void check_same_people(const City& twin, const City& city) {
  CHECK(city.neighbourhoods.key == twin.neighbourhoods.key);
  CHECK(city.neighbourhoods.name == twin.neighbourhoods.name);
  CHECK(city.residents.by_neighbourhood == twin.residents.by_neighbourhood);
  for (const NeighbourhoodId zone : twin.neighbourhoods.key.rows()) {
    REQUIRE(city.neighbourhoods.area[zone]);
    CHECK(city.neighbourhoods.area[zone]->value ==
          Approx(twin.neighbourhoods.area[zone]->value).epsilon(1e-6));
  }
}

std::string values_csv() {
  return "code,people,rent\n01,100,7.25\n02,300,8.5\n03,0,9.75\n";
}

}  // namespace

TEST_CASE("a layer of zones is the same city in every vector format") {
  if (!can("ogr2ogr --version", "ogr2ogr (gdal-bin) is not installed")) return;
  const scratch::Folder folder;
  const fs::path twin_path = folder.file("twin.geojson", zones);
  const Layer twin = layer_of(twin_path.string());
  const City twin_city = city_of(folder.path(), description_of("twin.geojson"));
  for (const auto& [driver, file] :
       {std::pair{"ESRI Shapefile", "zones.shp"}, std::pair{"GPKG", "zones.gpkg"},
        std::pair{"FlatGeobuf", "zones.fgb"}, std::pair{"OpenFileGDB", "zones.gdb"},
        std::pair{"LIBKML", "zones.kml"}, std::pair{"LIBKML", "zones.kmz"}}) {
    INFO(driver << " " << file);
    const std::string made = "ogr2ogr -f '" + std::string(driver) + "' -lco ENCODING=UTF-8 " +
                             in_quotes(folder / file) + " " + in_quotes(twin_path);
    if (!can(made, "this GDAL cannot write " + std::string(driver))) continue;
    const Layer layer = layer_of((folder / file).string());
    check_columns(twin, layer, false);
    check_shapes(twin, layer);
    check_same_people(twin_city, city_of(folder.path(), description_of(file)));
  }
}

TEST_CASE("a table is the same in every kind of workbook") {
  if (!can("ogr2ogr --version", "ogr2ogr (gdal-bin) is not installed")) return;
  const scratch::Folder folder;
  const fs::path twin_path = folder.file("twin.csv", values_csv());
  const Layer twin = layer_of(twin_path.string());
  for (const auto& [driver, file] :
       {std::pair{"XLSX", "values.xlsx"}, std::pair{"ODS", "values.ods"}}) {
    INFO(driver);
    REQUIRE(done("ogr2ogr -f " + std::string(driver) + " " + in_quotes(folder / file) + " " +
                 in_quotes(twin_path)));
    check_columns(twin, layer_of((folder / file).string()), true);
  }
}

TEST_CASE("an XLS of the old kind is the table that its CSV twin is") {
  if (!can("/usr/bin/python3 -c 'import xlwt'", "xlwt (python3-xlwt) is not installed")) return;
  const scratch::Folder folder;
  const fs::path twin_path = folder.file("twin.csv", values_csv());
  const fs::path file = twin_path.parent_path() / "values.xls";
  const fs::path script = folder.file("write.py", R"(
import csv, sys, xlwt
book = xlwt.Workbook()
sheet = book.add_sheet("values")
for r, row in enumerate(csv.reader(open(sys.argv[1]))):
    for c, cell in enumerate(row):
        sheet.write(r, c, cell if r == 0 or c == 0 else float(cell))
book.save(sys.argv[2])
)");
  REQUIRE(done("/usr/bin/python3 " + in_quotes(script) + " " + in_quotes(twin_path) + " " +
               in_quotes(file)));
  check_columns(layer_of(twin_path.string()), layer_of(file.string()), true);
}

TEST_CASE("people on the cells of a GeoTIFF are the people of the zones that the cells lie in") {
  if (!can("gdal_translate --version", "gdal_translate (gdal-bin) is not installed")) return;
  const scratch::Folder folder;
  folder.file("zones.geojson", zones);
  // Four cells of 0.01 degree: one in each zone, and one of no value in the east of them.
  const auto grid = folder.file("people.asc",
                                "ncols 4\nnrows 1\nxllcorner 2\nyllcorner 41\ncellsize 0.01\n"
                                "NODATA_value -9999\n100 300 0 -9999\n");
  REQUIRE(done("gdal_translate -a_srs EPSG:4326 -ot Int32 " + in_quotes(grid) + " " +
               in_quotes(folder / "people.tif")));
  Findings findings;
  const Layer cells = read::layer((folder / "people.tif").string(), {}, findings);
  CHECK(cells.rows == 3);
  CHECK(cells.crs == "EPSG:4326");
  CHECK(findings.has("raster_cells"));
  REQUIRE(cells.field("value"));
  CHECK(cells.field("value")->values[1] == Value{std::int64_t{300}});

  const City city = city_of(folder.path(),
                            "[neighbourhoods]\nlayer = \"zones.geojson\"\nid = \"code\"\n"
                            "[people]\nlayer = \"people.tif\"\ntotal = \"value\"\n");
  const auto& counted = city.residents.by_neighbourhood[everyone];
  const double expected[] = {100, 300, 0};
  for (const NeighbourhoodId zone : city.neighbourhoods.key.rows()) {
    REQUIRE(counted[zone]);
    CHECK(counted[zone]->count() == Approx(expected[zone.row()]).margin(0.01));
  }
}

TEST_CASE("a raster without a place, and a picture called GeoTIFF, are refused with words") {
  const scratch::Folder folder;
  const auto page = folder.file("page.tif", "<!DOCTYPE html><html><body>404</body></html>");
  Findings findings;
  CHECK_THROWS_AS(read::layer(page, {}, findings), Error);
  if (!can("gdal_translate --version", "gdal_translate (gdal-bin) is not installed")) return;
  const auto grid = folder.file("plain.pgm", "P5\n2 1\n255\n\x01\x02");
  const fs::path raster = fs::path(grid).parent_path() / "plain.tif";
  REQUIRE(done("gdal_translate " + in_quotes(grid) + " " + in_quotes(raster)));
  try {
    read::layer(raster.string(), {}, findings);
    FAIL("was read");
  } catch (const Error& error) {
    CHECK(error.finding().code == "raster_without_place");
    CHECK(error.finding().file == "plain.tif");
  }
}

TEST_CASE("a raster finds its place in the .tfw beside it, and its system in city.toml") {
  if (!can("gdal_translate --version", "gdal_translate (gdal-bin) is not installed")) return;
  const scratch::Folder folder;
  const auto grid = folder.file("people.asc",
                                "ncols 2\nnrows 1\nxllcorner 2\nyllcorner 41\ncellsize 0.01\n"
                                "NODATA_value -9999\n100 300\n");
  REQUIRE(done("gdal_translate --config GDAL_PAM_ENABLED NO -co TFW=YES -co PROFILE=BASELINE " +
               in_quotes(grid) + " " + in_quotes(folder / "people.tif")));
  REQUIRE(fs::exists(folder / "people.tfw"));
  Findings findings;
  const Layer cells = read::layer((folder / "people.tif").string(), {.crs = "EPSG:4326"}, findings);
  REQUIRE(cells.rows == 2);
  const Box box = box_of(cells.shapes[1]);
  CHECK(box.low.x == Approx(2.01));
  CHECK(box.high.y == Approx(41.01));
}

TEST_CASE("a database that does not answer is refused without its password") {
  Findings findings;
  try {
    read::layer("PG:host=/nowhere dbname=town user=planner password=secret", {}, findings);
    FAIL("was read");
  } catch (const Error& error) {
    CHECK(error.finding().code == "database_unreachable");
    CHECK(error.finding().remedy.find("psql") != std::string::npos);  // the driver is there
    CHECK(line(error.finding()).find("secret") == std::string::npos);
  }
}

TEST_CASE("a layer in PostgreSQL is the same as its GeoJSON twin") {
  const scratch::Folder folder;
  const fs::path twin_path = folder.file("twin.geojson", zones);
  const fs::path base_folder = folder / "pg";
  const fs::path script = folder.file("serve.sh", R"sh(
set -e
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
mkdir -p "$1"
if [ "$(id -u)" = 0 ]; then chown postgres "$1"; as="runuser -u postgres --"; fi
case $2 in
  start)
    $as "$bin/initdb" -D "$1/data" -A trust -U town
    $as "$bin/pg_ctl" -D "$1/data" -w -o "-k $1 -c listen_addresses=''" -l "$1/log" start ;;
  stop) $as "$bin/pg_ctl" -D "$1/data" -m immediate stop ;;
esac
)sh");
  const std::string serve = "bash " + in_quotes(script) + " " + in_quotes(base_folder);
  fs::permissions(twin_path.parent_path(), fs::perms::all);
  if (!can(serve + " start", "no PostgreSQL can be started here")) return;
  const std::string base = "PG:host=" + base_folder.string() + " dbname=postgres user=town";
  const bool filled = can("ogr2ogr -f PostgreSQL -lco GEOM_TYPE=bytea -nln zones '" + base + "' " +
                              in_quotes(twin_path),
                          "ogr2ogr cannot write to PostgreSQL");
  if (filled) {
    Findings findings;
    const Layer layer =
        by_code(read::layer(base, {.sublayer = "zones", .crs = "EPSG:4326"}, findings));
    const Layer twin = layer_of(twin_path.string());
    check_columns(twin, layer, false);
    check_shapes(twin, layer);
    CHECK(layer.file == "PG: database");
    const std::string open_to_all =
        base + " password=secret\"\nsublayer = \"zones\"\ncrs = \"EPSG:4326";
    const City city = city_of(twin_path.parent_path(), description_of(open_to_all));
    check_same_people(city_of(twin_path.parent_path(), description_of("twin.geojson")), city);
    for (const Finding& finding : city.findings.shown()) {
      CHECK(line(finding).find("secret") == std::string::npos);
    }
  }
  CHECK(done(serve + " stop"));
}
