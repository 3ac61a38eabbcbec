#include "geo/build/lodging.hpp"

#include "geo/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;
using tables::box;

namespace {

/// Two squares with 100 and 50 people, 20 and 10 of them migrants; two houses in the first; a
/// reception centre with 12 people, 9 of them migrants, in its corner.
Layers town(bool counted_in_people) {
  Layers layers;
  Layer zones = tables::table({{"id", {"A", "B"}}, {"pop", {100.0, 50.0}}, {"mig", {20.0, 10.0}}});
  zones.file = "zones.shp";
  zones.shapes = {Geometry::of(box(0, 0, 100, 100)), Geometry::of(box(100, 0, 200, 100))};
  layers.neighbourhoods = std::move(zones);
  layers.description.neighbourhoods.emplace().id = "id";
  auto& people = layers.description.people.emplace();
  people.total = "pop";
  auto& group = people.groups.emplace_back();
  group.key = "migrants";
  group.count = "mig";
  Layer houses = tables::table({{"n", {1.0, 3.0}}});
  houses.shapes = {Geometry::of(Point{20, 50}), Geometry::of(Point{40, 50})};
  layers.housing.push_back(houses);
  layers.description.housing.emplace_back().dwellings = "n";
  Layer centre = tables::table({{"people", {12.0}}, {"mig", {9.0}}});
  centre.file = "centres.csv";
  centre.shapes = {Geometry::of(Point{90, 90})};
  layers.lodging.push_back(centre);
  auto& lodging = layers.description.lodging.emplace_back();
  lodging.kind = "reception centre";
  lodging.people = "people";
  lodging.groups = {{"migrants", "mig"}};
  lodging.counted_in_people = counted_in_people;
  return layers;
}

People at(const City& city, Point place, const std::string& group) {
  for (const HomeId home : city.homes.at.rows()) {
    if (city.homes.at[home] == place) {
      return city.homes.people[*city.residents.find(group)][home];
    }
  }
  FAIL("no home there");
  return {};
}

Cell<People> in_zone(const City& city, const std::string& group, int zone) {
  return city.residents.by_neighbourhood[*city.residents.find(group)][NeighbourhoodId{zone}];
}

}  // namespace

TEST_CASE("people of a lodging live exactly there, on top of the counts or among them") {
  const City on_top = build_city(town(false));
  CHECK(in_zone(on_top, "everyone", 0) == Cell<People>{People::of(112)});
  CHECK(in_zone(on_top, "migrants", 0) == Cell<People>{People::of(29)});
  CHECK(in_zone(on_top, "rest", 0) == Cell<People>{People::of(83)});
  CHECK(at(on_top, {90, 90}, "everyone") == People::of(12));
  CHECK(at(on_top, {90, 90}, "migrants") == People::of(9));
  CHECK(at(on_top, {90, 90}, "rest") == People::of(3));
  CHECK(at(on_top, {20, 50}, "everyone") == People::of(25));
  CHECK(at(on_top, {40, 50}, "everyone") == People::of(75));

  const City among = build_city(town(true));
  CHECK(in_zone(among, "everyone", 0) == Cell<People>{People::of(100)});
  CHECK(at(among, {90, 90}, "everyone") == People::of(12));
  CHECK(at(among, {20, 50}, "everyone") == People::of(22));
  CHECK(at(among, {40, 50}, "everyone") == People::of(66));
  CHECK(at(among, {20, 50}, "migrants") + at(among, {40, 50}, "migrants") == People::of(11));
  CHECK(in_zone(among, "everyone", 1) == Cell<People>{People::of(50)});
}

TEST_CASE("more people in lodgings than were counted there are refused, with what to write") {
  Layers layers = town(true);
  layers.lodging[0].fields[0].values = {120.0};
  try {
    build_city(layers);
    FAIL("120 of 100 people");
  } catch (const Error& error) {
    CHECK(error.finding().code == "lodging_above_total");
    CHECK(error.finding().remedy.find("counted_in_people = false") != std::string::npos);
  }
}

TEST_CASE("a lodging beside people on a grid stays outside what the cells count") {
  Layers layers = town(false);
  layers.people = tables::table({{"pop", {80.0}}});
  layers.people->shapes = {Geometry::of(box(0, 0, 200, 100))};
  layers.description.people->from.table.emplace();
  layers.description.people->groups.clear();
  layers.description.lodging[0].groups.clear();
  const City city = build_city(layers);
  // Four of five dwellings of the cell are in A, so 64 of its 80 people, and twelve beside them.
  CHECK(in_zone(city, "everyone", 0) == Cell<People>{People::of(76)});
  CHECK(at(city, {90, 90}, "everyone") == People::of(12));
}

TEST_CASE("people of a lodging whom a grid counts are counted once, anywhere in their cell") {
  Layers layers = town(true);
  layers.people = tables::table({{"pop", {80.0}}});
  layers.people->shapes = {Geometry::of(box(0, 0, 200, 100))};
  layers.description.people->from.table.emplace();
  layers.description.people->groups.clear();
  layers.description.lodging[0].groups.clear();
  const City city = build_city(layers);
  People sum;
  for (const People one : city.homes.people[everyone]) sum += one;
  CHECK(sum == People::of(80));
  CHECK(at(city, {90, 90}, "everyone") == People{});
  CHECK(city.findings.count("lodging_in_cells") == 1);
}

TEST_CASE("a protected lodging has no home: its people live anywhere in their neighbourhood") {
  for (const bool counted : {false, true}) {
    Layers layers = town(counted);
    layers.description.lodging[0].is_protected = true;
    const City city = build_city(layers);
    for (const Point home : city.homes.at) CHECK(home != Point{90, 90});
    CHECK(in_zone(city, "everyone", 0) == Cell<People>{People::of(counted ? 100 : 112)});
    CHECK(at(city, {20, 50}, "everyone") == People::of(counted ? 25 : 28));
    CHECK(at(city, {40, 50}, "migrants") == People::of(counted ? 15 : 21.75));
  }
}

TEST_CASE("a protected lodging beside people on a grid is counted on top in its neighbourhood") {
  Layers layers = town(false);
  layers.people = tables::table({{"pop", {80.0}}});
  layers.people->shapes = {Geometry::of(box(0, 0, 200, 100))};
  layers.description.people->from.table.emplace();
  layers.description.people->groups.clear();
  layers.description.lodging[0].groups.clear();
  layers.description.lodging[0].is_protected = true;
  const City city = build_city(layers);
  CHECK(in_zone(city, "everyone", 0) == Cell<People>{People::of(76)});
  People sum;
  for (const People one : city.homes.people[everyone]) sum += one;
  CHECK(sum == People::of(92));
  CHECK(at(city, {20, 50}, "everyone") == People::of(16 + 3));
}

TEST_CASE("a protected lodging alone in its neighbourhood is somewhere along its streets") {
  Layers layers = town(false);
  layers.lodging[0].shapes = {Geometry::of(Point{190, 10})};
  layers.neighbourhoods->fields[1].values[1] = 0.0;  // nobody else lives in B
  layers.neighbourhoods->fields[2].values[1] = 0.0;
  layers.description.lodging[0].is_protected = true;
  const City city = build_city(layers);
  std::size_t homes = 0;
  for (const HomeId home : city.homes.at.rows()) {
    if (city.homes.in[home] != NeighbourhoodId{1}) continue;
    ++homes;
    CHECK(city.homes.at[home] != Point{190, 10});
    CHECK(city.homes.people[everyone][home] == People::of(12));
  }
  CHECK(homes == 1);
}
