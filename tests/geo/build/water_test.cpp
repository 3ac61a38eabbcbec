#include "geo/build/water.hpp"

#include "geo/city.hpp"
#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;
using tables::box;

namespace {

/// A neighbourhood of a kilometre each way, a street through it and land use with a river.
Layers riverside() {
  Layers layers;
  Layer zones = tables::table({{"id", {"A"}}});
  zones.shapes = {Geometry::of(box(0, 0, 1000, 1000))};
  layers.neighbourhoods = std::move(zones);
  layers.description.neighbourhoods.emplace().id = "id";
  layers.streets.lines.emplace_back().line = {{0, 500}, {1000, 500}};
  Layer uses = tables::table({{"use", {"retail", "river"}}});
  uses.shapes = {Geometry::of(box(0, 0, 10, 10)), Geometry::of(box(400, 0, 450, 1000))};
  layers.land_use.push_back(std::move(uses));
  layers.description.land_use.emplace_back().kind_from.emplace().column = "use";
  layers.use_maps.push_back({{"retail", "retail"}, {"river", "water"}});
  return layers;
}

}  // namespace

TEST_CASE("water among the uses of land is shown and is no use") {
  const City city = build_city(riverside());
  REQUIRE(city.water.size() == 1);
  CHECK(area(city.water[0]).value == Approx(50 * 1000));
  CHECK(city.uses.classes == std::vector<std::string>{"retail"});
  CHECK(city.findings.count("use_unmapped") == 0);
}

TEST_CASE("lakes and the sea end a little outside the city") {
  Layers layers = riverside();
  layers.ground.water = {Geometry::of(box(900, 900, 5000, 5000)),
                         Geometry::of(box(8000, 8000, 9000, 9000))};
  layers.ground.coastline = {Geometry::of(Line{{-9000, 100}, {9000, 100}})};
  const City city = build_city(layers);
  REQUIRE(city.water.size() == 3);                         // the far lake is not there
  CHECK(area(city.water[0]).value == Approx(1200 * 200));  // from 100 m south of the city
  CHECK(area(city.water[2]).value == Approx(200 * 200));
}
