#include "geo/build/uses.hpp"

#include <map>

#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;
using tables::box;

TEST_CASE("uses known by zone are laid at its homes, and keep what the table says of the zone") {
  Layers layers;
  Layer zones = tables::table({{"id", {"A", "B"}}});
  zones.file = "zones.shp";
  zones.shapes = {Geometry::of(box(0, 0, 1000, 1000)), Geometry::of(box(1000, 0, 2000, 1000))};
  layers.neighbourhoods = std::move(zones);
  layers.description.neighbourhoods.emplace().id = "id";
  layers.streets.lines.emplace_back().line = {{0, 500}, {2000, 500}};
  Layer table = tables::table({{"zone", {"A", "A", "B"}},
                               {"use", {"housing", "retail", "retail"}},
                               {"m2", {9000.0, 600.0, 50.0}},
                               {"floors", {3.0, 1.0, std::monostate{}}}});
  layers.land_use.push_back(table);
  auto& described = layers.description.land_use.emplace_back();
  described.kind_from.emplace().column = "use";
  described.area = "m2";
  described.floors = "floors";
  described.join_column = "zone";
  layers.use_maps.push_back({{"housing", "housing"}, {"retail", "retail"}});
  const City city = build_city(layers);
  std::map<std::pair<std::string, bool>, double> mass;
  for (const UseId use : city.uses.at.rows()) {
    mass[{city.uses.classes[city.uses.of_class[use]], city.uses.at[use].x < 1000}] +=
        city.uses.mass[use];
  }
  CHECK(mass[{"housing", true}] == Approx(27000));
  CHECK(mass[{"retail", true}] == Approx(600));
  CHECK(mass[{"retail", false}] == Approx(50));
  CHECK(mass[{"housing", false}] == 0);
  CHECK(city.findings.count("uses_by_zone") == 1);
}
