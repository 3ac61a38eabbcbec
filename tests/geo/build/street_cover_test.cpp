#include "geo/build/street_cover.hpp"

#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;
using tables::box;

namespace {

/// Two squares of 1 km. A street runs through the first; ten houses in each, 30 m apart, beside it
/// in the first and far from any in the second.
Layers town() {
  Layers layers;
  Layer zones = tables::table({{"id", {"A", "B"}}, {"pop", {15000.0, 15000.0}}});
  zones.file = "zones.shp";
  zones.shapes = {Geometry::of(box(0, 0, 1000, 1000)), Geometry::of(box(1000, 0, 2000, 1000))};
  layers.neighbourhoods = std::move(zones);
  layers.description.neighbourhoods.emplace().id = "id";
  layers.description.people.emplace().total = "pop";
  layers.streets.lines.emplace_back().line = {{0, 500}, {1000, 500}};
  Layer houses;
  for (int i = 0; i < 10; ++i) {
    houses.shapes.push_back(Geometry::of(Point{100.0 + 30 * i, 520}));
    houses.shapes.push_back(Geometry::of(Point{1400.0 + 30 * i, 100}));
  }
  houses.rows = houses.shapes.size();
  layers.housing.push_back(std::move(houses));
  layers.description.housing.emplace_back();
  return layers;
}

}  // namespace

TEST_CASE("a neighbourhood whose houses stand far from any street is judged incomplete") {
  const City city = build_city(town());
  const auto& near = city.street_cover[NeighbourhoodId{0}];
  const auto& far = city.street_cover[NeighbourhoodId{1}];
  CHECK(near.far_homes == Cell<double>{0.0});
  REQUIRE(near.homes_per_km);
  CHECK(*near.homes_per_km == Approx(10));  // ten houses on one kilometre
  CHECK(!near.incomplete);
  CHECK(far.far_homes == Cell<double>{1.0});
  CHECK(far.homes_per_km == Cell<double>{Missing::zero_denominator});
  CHECK(far.incomplete);
  CHECK(city.findings.count("streets_incomplete") == 1);
}

TEST_CASE("homes laid along streets tell nothing of where streets are missing") {
  Layers layers = town();
  layers.housing.clear();
  layers.description.housing.clear();
  const City city = build_city(layers);
  CHECK(city.street_cover[NeighbourhoodId{0}].far_homes == Cell<double>{Missing::not_recorded});
  CHECK(!city.findings.has("streets_incomplete"));
}

TEST_CASE("one clinic of OpenStreetMap for 30,000 people is probably not the only one") {
  Layers layers = town();
  Layer services =
      tables::table({{"kind", {"health.clinic", "education.school", "education.school"}}});
  services.file = "city.osm.pbf";
  services.shapes = {Geometry::of(Point{100, 500}), Geometry::of(Point{200, 500}),
                     Geometry::of(Point{300, 500})};
  layers.services.push_back(services);
  auto& described = layers.description.services.emplace_back();
  described.osm = true;
  described.source.path = "city.osm.pbf";
  described.kind_from.emplace().column = "kind";
  layers.kind_maps.push_back(
      {{"health.clinic", "health.clinic"}, {"education.school", "education.school"}});
  layers.entrances.emplace_back();
  const City city = build_city(layers);
  REQUIRE(city.findings.count("probably_incomplete") == 1);  // two schools are one for 15,000
  for (const Finding& one : city.findings.shown()) {
    if (one.code == "probably_incomplete") CHECK(one.feature == "health.clinic");
  }
}
