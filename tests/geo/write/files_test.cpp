#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "analysis/privacy/gate.hpp"
#include "analysis/run.hpp"
#include "geo/core/error.hpp"
#include "geo/write/qgis_project.hpp"
#include "geo/write/write.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"
#include "tests/scratch.hpp"

using namespace geo;

namespace {

namespace fs = std::filesystem;
using scratch::text_of;

Ring square(double x, double y, double side) {
  return {{x, y}, {x, y + side}, {x + side, y + side}, {x + side, y}, {x, y}};  // clockwise
}

// Three neighbourhoods in a row near Barcelona, the middle one with a hole, the last one unnamed
// but for a formula.
City city() {
  City made = scene::town({.streets = "a--b--c",
                           .homes = "abc",
                           .services = {{"education.school", "a"}},
                           .neighbourhoods = {{"1", "a"}, {"2", "b"}, {"3", "c"}},
                           .counts = {{"1", {{"everyone", 500}, {"migrants", 100}}},
                                      {"2", {{"everyone", 500}, {"migrants", 200}}},
                                      {"3", {{"everyone", 500}, {"migrants", 300}}}}});
  made.projection = "EPSG:25831";
  const double names[] = {0, 300, 600};
  for (const NeighbourhoodId zone : made.neighbourhoods.key.rows()) {
    Polygon polygon{square(430000 + names[zone.row()], 4580000, 300), {}};
    if (zone.row() == 1) polygon.holes.push_back(square(430400, 4580100, 50));
    made.neighbourhoods.shape[zone] = {polygon};
    made.levels[LevelId{0}].shape[AreaId{zone.row()}] = {polygon};
  }
  made.levels[LevelId{0}].area_name[AreaId{2}] = Names("=cmd|' /C calc'!A0");
  return made;
}

struct Written {
  City town = city();  // first: the release is made from it
  Release release;
  write::Map map;
  Written() : release(analysis::privacy::Gate::release(town, analysis::run(town))) {
    map.release = &release;
    for (const ReleasedMetric& metric : release.metrics()) {
      if (metric.over_areas) continue;
      map.styles.push_back({metric.instance,
                            {0, 5, 10},
                            {"#def5e5", "#382a54"},
                            {"0-5", "5-10"},
                            metric.title,
                            metric.instance,
                            release.layers().front().name});
    }
    map.defaults.push_back({.table = map.styles.front().layer, .look = map.styles.front()});
    map.project = map.defaults;
  }
};

}  // namespace

TEST_CASE("GeoJSON follows RFC 7946: anticlockwise shells, no crs member, one key set, statuses") {
  const Written written;
  const scratch::Folder folder;
  write::geojson(written.map, folder.path().string());
  REQUIRE(fs::exists(folder.path() / "homes.geojson"));
  const std::string level = written.release.layers().front().name;
  const auto json = nlohmann::json::parse(text_of(folder.path() / (level + ".geojson")));
  CHECK_FALSE(json.contains("crs"));
  REQUIRE(json["features"].size() == 3);
  for (const auto& feature : json["features"]) {
    CHECK(feature["id"].is_number_integer());
    CHECK(feature["geometry"]["type"] == "MultiPolygon");
    bool shell = true;
    for (const auto& ring : feature["geometry"]["coordinates"][0]) {
      CHECK(ring.front() == ring.back());
      double twice = 0;
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const double ax = ring[i][0], ay = ring[i][1], bx = ring[i + 1][0], by = ring[i + 1][1];
        twice += (bx - ax) * (by + ay);
      }
      CHECK((twice < 0) == shell);
      shell = false;
    }
    for (const auto& [key, value] : feature["properties"].items()) {
      const auto& properties = feature["properties"];
      if (!properties.contains(key + "_status")) continue;
      // A gap of which the data cannot tell the sign stands, with that word beside it.
      const auto status = properties[key + "_status"].get<std::string>();
      const bool doubtful = status == "uncertain" && key.find("__gap") != std::string::npos;
      if (!doubtful) CHECK(value.is_null() == (status != "ok"));
    }
  }
  CHECK(json["features"][1]["geometry"]["coordinates"][0].size() == 2);
}

TEST_CASE("a GeoPackage opens with its layers and a style that QGIS loads by itself") {
  const Written written;
  const scratch::Folder folder;
  const auto file = folder.path() / "city.gpkg";
  write::geopackage(written.map, file.string());
  GDALAllRegister();
  const std::unique_ptr<GDALDataset> package(
      GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  REQUIRE(package);
  for (const ReleasedLayer& layer : written.release.layers()) {
    OGRLayer* table = package->GetLayerByName(layer.name.c_str());
    REQUIRE(table);
    CHECK(static_cast<std::size_t>(table->GetFeatureCount()) == layer.keys.size());
  }
  OGRLayer* styles = package->GetLayerByName("layer_styles");
  REQUIRE(styles);
  const std::unique_ptr<OGRFeature> style(styles->GetNextFeature());
  REQUIRE(style);
  // QGIS loads a style only where catalogue and schema are empty text, not null.
  CHECK(style->IsFieldSetAndNotNull(style->GetFieldIndex("f_table_catalog")));
  CHECK(std::string(style->GetFieldAsString("f_table_catalog")).empty());
  CHECK(std::string(style->GetFieldAsString("f_geometry_column")) == "geom");
  CHECK(std::string(style->GetFieldAsString("styleQML")).find("RuleRenderer") != std::string::npos);
}

TEST_CASE("the same release gives the same bytes") {
  const Written written;
  const scratch::Folder folder;
  for (const char* turn : {"one", "two"}) {
    write::geojson(written.map, (folder.path() / turn / "layers").string());
    write::csv(written.map, (folder.path() / turn / "tables").string());
    write::geopackage(written.map, (folder.path() / turn / "city.gpkg").string());
    write::findings_json(written.release, (folder.path() / turn / "findings.json").string());
    write::datapackage(written.map, (folder.path() / turn).string());
  }
  std::size_t compared = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder.path() / "one")) {
    if (!entry.is_regular_file()) continue;
    const auto other = folder.path() / "two" / fs::relative(entry.path(), folder.path() / "one");
    INFO(other);
    CHECK(text_of(entry.path()) == text_of(other));
    ++compared;
  }
  CHECK(compared >= 8);
}

TEST_CASE("a spreadsheet runs no formula from a name") {
  const Written written;
  const scratch::Folder folder;
  write::csv(written.map, folder.path().string());
  const auto text = text_of(folder.path() / (written.release.layers().front().name + ".csv"));
  CHECK(text.starts_with("\xef\xbb\xbf"));
  CHECK(text.find(",=cmd") == std::string::npos);
  CHECK(text.find("'=cmd|' /C calc'!A0") != std::string::npos);
}

TEST_CASE("a project travels as a zip that zip tools open") {
  const auto hex = write::zipped_hex("<qgis/>", "medina.qgs");
  CHECK(hex.starts_with("504b0304"));
  CHECK(hex.find("504b0506") != std::string::npos);
  CHECK(hex.size() % 2 == 0);
}

TEST_CASE("a folder that cannot be written is an error that names the file") {
  CHECK_THROWS_AS(write::whole_file("/proc/medina/x.json", "{}"), Error);
}
