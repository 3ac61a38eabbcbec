#include "geo/build/riding.hpp"

#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;

namespace {

StreetLine street(const std::string& id, double y, Passage bicycle, Passage car) {
  StreetLine line;
  line.id = id;
  line.line = {{0, y}, {400, y}};
  const std::int64_t first = 10 * std::stoll(id);
  line.vertex_ids = {first, first + 1};
  line.traits.by_bicycle = bicycle;
  line.traits.by_car = car;
  return line;
}

/// A home and a clinic on a footpath; 30 m up a cycleway where nobody walks, 60 m up a road.
Layers layers(const std::vector<std::string>& by) {
  Layers layers;
  layers.projection = "EPSG:25831";
  layers.neighbourhoods = tables::table({{"CODE", {Value{"A"}}}});
  layers.neighbourhoods->shapes = {Geometry::of(tables::box(-10, -10, 410, 110))};
  layers.description.neighbourhoods.emplace().id = "CODE";
  layers.housing.push_back(tables::table({{"N", {Value{std::int64_t{3}}}}}));
  layers.housing[0].shapes = {Geometry::of(Point{100, 0})};
  layers.description.housing.emplace_back().dwellings = "N";
  layers.services.push_back(tables::table({{"id", {Value{"c"}}}}));
  layers.services[0].shapes = {Geometry::of(Point{300, 0})};
  layers.description.services.emplace_back().kind = Kind{"health.clinic"};
  layers.kind_maps.emplace_back();
  layers.entrances.emplace_back();
  layers.streets.topology = StreetLines::Topology::vertex_ids;
  layers.streets.lines = {street("1", 0, Passage::none, Passage::none),
                          street("3", 60, Passage::both, Passage::forward)};
  layers.ridden.topology = StreetLines::Topology::vertex_ids;
  layers.ridden.lines = {street("2", 30, Passage::both, Passage::none)};
  layers.ridden.lines[0].walkable = false;
  NamedWay bicycle, car;
  bicycle.way.name = "bicycle";
  bicycle.way.uses = Mode::bicycle;
  car.way.name = "car";
  car.way.uses = Mode::car;
  layers.description.ways = {NamedWay{}, bicycle, car};
  layers.description.travel_by = by;
  return layers;
}

}  // namespace

TEST_CASE("a city that nobody rides through has no streets for it") {
  CHECK(build_city(layers({})).riding.empty());
  CHECK(build_city(layers({"walk"})).riding.empty());
}

TEST_CASE("a vehicle stops at the nearest street that is open to it, and one walks from there") {
  const City city = build_city(layers({"bicycle", "car"}));
  REQUIRE(city.riding.size() == 2);
  REQUIRE(city.homes.size() == 1);
  CHECK(city.homes.door[HomeId{0}]->off_network.value == 0);
  const Riding& bicycle = city.riding.at(Mode::bicycle);
  REQUIRE(bicycle.home_door[HomeId{0}]);
  CHECK(bicycle.streets.ids[bicycle.home_door[HomeId{0}]->edge] == "2");
  CHECK(bicycle.home_door[HomeId{0}]->off_network.value == Approx(30));
  CHECK(bicycle.home_door[HomeId{0}]->along.value == Approx(100));
  REQUIRE(bicycle.service_doors[ServiceId{0}].size() == 1);
  CHECK(bicycle.service_doors[ServiceId{0}][0].along.value == Approx(300));
  const Riding& car = city.riding.at(Mode::car);
  CHECK(car.streets.edges.size() == 1);
  CHECK(car.streets.ids[car.home_door[HomeId{0}]->edge] == "3");
  CHECK(car.home_door[HomeId{0}]->off_network.value == Approx(60));
}

TEST_CASE("the streets that people walk are the same whoever rides") {
  const City walked = build_city(layers({}));
  const City ridden = build_city(layers({"bicycle", "car"}));
  CHECK(walked.streets.at == ridden.streets.at);
  CHECK(walked.streets.ids == ridden.streets.ids);
  CHECK(walked.streets.component_nodes == ridden.streets.component_nodes);
}
