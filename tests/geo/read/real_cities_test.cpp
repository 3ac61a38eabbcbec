// The layers of four real cities, as they were published, read right.
#include <filesystem>
#include <iostream>

#include "geo/read/read.hpp"
#include "tests/catch.hpp"

namespace {

using namespace geo;

std::string data_folder() {
  const auto folder = std::filesystem::path(MEDINA_SOURCE) / ".." / "shared" / "data";
  return std::filesystem::exists(folder) ? folder.string() + "/" : "";
}

Layer read_layer(const std::string& file, const read::LayerOptions& options, Findings& findings) {
  return read::layer(data_folder() + file, options, findings);
}

Layer read_layer(const std::string& file) {
  Findings findings;
  return read_layer(file, {}, findings);
}

bool without_data() {
  if (!data_folder().empty()) return false;
  std::cout << "SKIPPED: the real cities' data are not beside the source\n";
  return true;
}

std::string text(const Layer& layer, const std::string& field, std::size_t row) {
  return key_text(layer.field(field)->values[row]).value_or("");
}

}  // namespace

TEST_CASE("Barcelona's neighbourhoods are 73 and read el Barri Gòtic", "[real]") {
  if (without_data()) return;
  const auto barris = read_layer("barcelona/boundaries/0301040100_Barris_UNITATS_ADM.shp");
  CHECK(barris.rows == 73);
  CHECK(barris.encoding == "UTF-8");
  std::size_t many = 0;
  for (const auto& shape : barris.shapes) many += shape.polygons.size() > 1 ? 1 : 0;
  CHECK(many == 2);
  bool gothic = false;
  for (std::size_t row = 0; row < barris.rows; ++row) {
    gothic = gothic ||
             (text(barris, "NOM", row) == "el Barri Gòtic" && text(barris, "BARRI", row) == "02");
  }
  CHECK(gothic);
}

TEST_CASE("Barcelona has 10 districts and 1068 census sections", "[real]") {
  if (without_data()) return;
  CHECK(read_layer("barcelona/boundaries/0301040100_Districtes_UNITATS_ADM.shp").rows == 10);
  CHECK(read_layer("barcelona/boundaries/0301040100_SecCens_UNITATS_ADM.shp").rows == 1068);
}

TEST_CASE("Barcelona's older neighbourhoods are CP1252 by their language id", "[real]") {
  if (without_data()) return;
  const auto old = read_layer("barcelona/boundaries_ed50/BCN_Barri_ED50_SHP.shp");
  CHECK(old.rows == 73);
  CHECK(old.encoding == "CP1252");
  CHECK(old.encoding_source == "LDID");
}

TEST_CASE("Barcelona's street graph has 14831 edges and 9483 nodes", "[real]") {
  if (without_data()) return;
  const auto edges = read_layer("barcelona/network/BCN_GrafVial_Trams_ETRS89_SHP.shp");
  CHECK(edges.rows == 14831);
  std::size_t vertices = 0;
  for (const auto& shape : edges.shapes) vertices += shape.lines.at(0).size();
  CHECK(vertices == 46132);
  CHECK(read_layer("barcelona/network/BCN_GrafVial_Nodes_ETRS89_SHP.shp").rows == 9483);
}

TEST_CASE("Barcelona's census sums to 1,627,559 people", "[real]") {
  if (without_data()) return;
  const auto census = read_layer("barcelona/census/census_2021_tract_08019.csv");
  CHECK(census.rows == 1068);
  CHECK(census.shapes.empty());
  double people = 0;
  for (const auto& value : census.field("total_pop")->values) people += number(value).value_or(0);
  CHECK(people == Approx(1627559));
  // the code keeps its leading zero
  CHECK(text(census, "tract_code", 0).starts_with("08019"));
}

TEST_CASE("Barcelona's education list is UTF-16 and its ids carry no hidden mark", "[real]") {
  if (without_data()) return;
  Findings findings;
  const auto schools = read_layer(
      "barcelona/services/opendatabcn_llista-equipaments_educacio-csv.csv", {}, findings);
  CHECK(schools.rows == 2696);
  CHECK(schools.encoding == "UTF-16LE");
  CHECK(schools.encoding_source == "BOM");
  REQUIRE(schools.field("register_id") != nullptr);
  for (std::size_t row = 0; row < schools.rows; ++row) {
    REQUIRE(text(schools, "register_id", row).find("\xef\xbb\xbf") == std::string::npos);
  }
  CHECK(findings.has("inner_byte_order_marks"));
  CHECK(schools.crs == "EPSG:4326");
  CHECK(std::count_if(schools.shapes.begin(), schools.shapes.end(),
                      [](const Geometry& shape) { return shape.empty(); }) == 1);
}

TEST_CASE("Barcelona's workbook has its sheet Data with 73 neighbourhoods", "[real]") {
  if (without_data()) return;
  Findings findings;
  const auto sheet = read_layer("barcelona/census/Barrios.xlsx", {.sublayer = "Data"}, findings);
  CHECK(sheet.rows == 73);
  CHECK(sheet.name == "Data");
  // a code written as a real number reads as a whole one
  CHECK(text(sheet, "Codi_Barri", 0) == "1");
  const auto names = read::sublayers(data_folder() + "barcelona/census/Barrios.xlsx");
  CHECK(std::find(names.begin(), names.end(), "Data") != names.end());
}

TEST_CASE("Barcelona's leisure points are 2278 points in degrees", "[real]") {
  if (without_data()) return;
  const auto leisure = read_layer("barcelona/services/culture_leisure_points.geojson");
  CHECK(leisure.rows == 2278);
  CHECK(leisure.crs == "EPSG:4326");
}

TEST_CASE("Barcelona's stops use longitude and latitude among three coordinate pairs", "[real]") {
  if (without_data()) return;
  const auto stops = read_layer("barcelona/services/TRANSPORTS.csv");
  CHECK(stops.rows == 684);
  CHECK(stops.crs == "EPSG:4326");
  CHECK(stops.shapes.at(0).points.at(0).x == Approx(2.1).margin(0.5));
}

TEST_CASE("Valencia's layers keep their rows, null shapes included", "[real]") {
  if (without_data()) return;
  CHECK(read_layer("valencia/boundaries/seccions-censals-secciones-censales.geojson").rows == 593);
  CHECK(read_layer("valencia/boundaries/barris-barrios.geojson").rows == 88);
  CHECK(read_layer("valencia/boundaries/districtes-distritos.geojson").rows == 22);
  CHECK(read_layer("valencia/services/hospitales.geojson").rows == 62);
  CHECK(read_layer("valencia/services/centros-educativos-en-valencia.geojson").rows == 534);
  const auto social = read_layer("valencia/services/tota-la-poblacio-toda-la-poblacion.geojson");
  CHECK(social.rows == 103);
  CHECK(std::count_if(social.shapes.begin(), social.shapes.end(),
                      [](const Geometry& shape) { return shape.empty(); }) == 2);
  const auto streets = read_layer("valencia/network/osm_named_streets_valencia.geojson");
  CHECK(streets.rows == 4311);
  CHECK(std::count_if(streets.shapes.begin(), streets.shapes.end(), [](const Geometry& shape) {
          return shape.kind == ShapeKind::polygons;
        }) == 60);
}

TEST_CASE(
    "Las Palmas' school catchments are in metres, x east, though the system says northing first",
    "[real]") {
  if (without_data()) return;
  const auto catchments =
      read_layer("las_palmas/boundaries/gobcan_educacion_areainfluenciacentrosecundaria.geojson");
  CHECK(catchments.rows == 29);
  CHECK(catchments.crs == "EPSG:5635");
  CHECK(read_layer("las_palmas/services/osm_services.geojson").rows == 4650);
  CHECK(read_layer("las_palmas/boundaries/municipality_cnig_epsg4326.geojson").rows == 1);
}

TEST_CASE("Porto Alegre's hexagons are points; five have no jobs on record", "[real]") {
  if (without_data()) return;
  const auto grid = read_layer("porto_alegre/zones/poa_hexgrid.csv");
  CHECK(grid.rows == 1227);
  CHECK(grid.crs == "EPSG:4326");
  CHECK(grid.shapes.at(0).points.at(0).x == Approx(-51.2).margin(0.5));
  std::size_t unknown = 0;
  double people = 0;
  for (const auto& value : grid.field("jobs")->values) unknown += is_recorded(value) ? 0 : 1;
  for (const auto& value : grid.field("population")->values) people += number(value).value_or(0);
  CHECK(unknown == 5);
  CHECK(people == Approx(812935));
  const auto places = read_layer("porto_alegre/services/poa_points_of_interest.csv");
  CHECK(places.rows == 15);
  CHECK(places.shapes.at(0).points.at(0).y == Approx(-30).margin(0.5));
}
