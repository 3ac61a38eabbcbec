#include "app/init/services.hpp"

#include <cmath>

#include "app/init/streets.hpp"
#include "tests/catch.hpp"

using namespace app::init;

namespace {

Seen points(const std::string& file, std::vector<geo::Field> fields) {
  Seen seen;
  seen.file = file;
  seen.layer.rows = fields.front().values.size();
  seen.layer.fields = std::move(fields);
  for (std::size_t i = 0; i < seen.layer.rows; ++i) {
    seen.layer.shapes.push_back(geo::Geometry::of(geo::Point{2, 41}));
  }
  seen.layer.crs = "EPSG:4326";
  seen.shape = geo::ShapeKind::points;
  seen.columns = columns_of(seen.layer);
  return seen;
}

std::vector<geo::Value> texts(std::initializer_list<const char*> all) {
  std::vector<geo::Value> values;
  for (const char* text : all) values.emplace_back(std::string{text});
  return values;
}

}  // namespace

TEST_CASE("a column of categories gives services their kinds, whatever it is called") {
  const auto seen =
      points("x.csv", {{"c1", texts({"Hospital", "Centro de Salud", "Hospital", "Otros"})},
                       {"c2", texts({"La Fe", "Juan Llorens", "Clinico", "Sin nombre"})}});
  const auto found = services(seen);
  REQUIRE(found);
  CHECK(found->column == "c1");
  CHECK(found->map.at("Hospital").kind == "health.hospital");
  CHECK(found->map.at("Hospital").rows == 2);
  CHECK(found->map.at("Centro de Salud").kind == "health.clinic");
  CHECK(found->map.at("Otros").kind.empty());
  CHECK(found->recognised == 3);
}

TEST_CASE("OSM tags in a column are known as tags") {
  const auto seen = points("pois.geojson",
                           {{"k", texts({"amenity=school", "amenity=pharmacy", "leisure=park"})}});
  const auto found = services(seen);
  REQUIRE(found);
  CHECK(found->from_osm);
  CHECK(found->map.at("amenity=school").kind == "education.school");
}

TEST_CASE("a layer of a file of many says its kind and its use by its own name") {
  auto pharmacies = points("town.gpkg", {{"ref", texts({"A 1", "B 2", "C 3"})}});
  pharmacies.sublayer = "pharmacies";
  const auto found = services(pharmacies);
  REQUIRE(found);
  CHECK(found->kind == "health.pharmacy");
  auto plots = points("town.gpkg", {{"KIND", texts({"office", "retail", "office"})}});
  CHECK_FALSE(land_use(plots));
  plots.sublayer = "land_use";
  REQUIRE(land_use(plots));
  CHECK(land_use(plots)->column == "KIND");
  CHECK(plots.shown() == "town.gpkg, layer land_use");
}

TEST_CASE("a file's name says the kind when no column does") {
  const auto seen = points("pharmacies.csv", {{"ref", texts({"A 1", "B 2", "C 3"})}});
  const auto found = services(seen);
  REQUIRE(found);
  CHECK(found->kind == "health.pharmacy");
  CHECK_FALSE(services(points("nodes.csv", {{"ref", texts({"A 1", "B 2", "C 3"})}})));
}

TEST_CASE("a city's own table of words and kinds is known, and says more than the words") {
  Seen table = points("map.csv", {{"word", texts({"Tipus A", "Tipus B"})},
                                  {"kind", texts({"health.clinic", "legal.court"})}});
  table.layer.shapes.clear();
  table.shape = geo::ShapeKind::none;
  CHECK(is_kind_map(table));
  CHECK_FALSE(is_kind_map(points("x.csv", {{"a", texts({"A"})}, {"b", texts({"B"})}})));

  const auto seen = points("places.csv", {{"t", texts({"Tipus A", "Tipus B", "Tipus A"})}});
  CHECK_FALSE(services(seen));
  const auto found = services_by_map(seen, {&table});
  REQUIRE(found);
  CHECK(found->column == "t");
  CHECK(found->map_file == "map.csv");
  CHECK(found->recognised == 3);
}

TEST_CASE("street lines are known by their ends, and so are their corners and lengths") {
  Seen seen;
  seen.file = "x.shp";
  seen.layer.crs = "EPSG:25831";
  seen.layer.fields = {{"p", {}}, {"q", {}}, {"r", {}}};
  for (int i = 0; i < 100; ++i) {  // a loop of a hundred stretches, ten metres each
    const auto corner = [](int n) {
      const double turn = 2 * 3.14159265358979 * n / 100;
      return geo::Point{430000 + 159 * std::cos(turn), 4580000 + 159 * std::sin(turn)};
    };
    const geo::Line line{corner(i), corner((i + 1) % 100)};
    seen.layer.shapes.push_back(geo::Geometry::of(line));
    seen.layer.fields[0].values.emplace_back("N" + std::to_string((i + 1) % 100));
    seen.layer.fields[1].values.emplace_back("N" + std::to_string(i));
    seen.layer.fields[2].values.emplace_back(
        std::hypot(line[1].x - line[0].x, line[1].y - line[0].y));
  }
  seen.layer.rows = 100;
  seen.shape = geo::ShapeKind::lines;
  seen.columns = columns_of(seen.layer);
  const auto found = streets(seen);
  REQUIRE(found);
  CHECK(found->joined == Approx(1));
  CHECK(found->from_node == "q");
  CHECK(found->to_node == "p");
  CHECK(found->length == "r");
}
