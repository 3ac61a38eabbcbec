#include "geo/build/share_out.hpp"

#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;
using tables::box;
using tables::n;

namespace {

/// Four squares of 100 m in a row, N1 and N2 in the district A, N3 and N4 in B. Ten dwellings in N1
/// and thirty in N2; one in N3; N4 is a park without any. Everyone is counted by district.
Layers town(std::int64_t in_a = 100, std::int64_t in_b = 7) {
  Layers layers = tables::two_districts({"N1", "N2", "N3", "N4"});
  Layer houses = tables::table({{"n", {10.0, 30.0, 1.0}}});
  houses.shapes = {Geometry::of(Point{50, 50}), Geometry::of(Point{150, 50}),
                   Geometry::of(Point{250, 50})};
  layers.housing.push_back(houses);
  layers.description.housing.emplace_back().dwellings = "n";
  layers.people = tables::table({{"place", {"A", "B"}}, {"all", {n(in_a), n(in_b)}}});
  auto& people = layers.description.people.emplace();
  people.from.table.emplace();
  people.from.join_column = "place";
  people.from.at = "district";
  people.total = "all";
  return layers;
}

description::Group& add_group(Layers& layers, const std::string& at, Layer table) {
  auto& group = layers.description.people->groups.emplace_back();
  group.key = "migrants";
  group.count = "migrants";
  group.from.table.emplace();
  group.from.join_column = "place";
  group.from.at = at;
  layers.group_people.emplace("migrants", std::move(table));
  return group;
}

Cell<People> in(const City& city, const std::string& group, int zone) {
  return city.residents.by_neighbourhood[*city.residents.find(group)][NeighbourhoodId{zone}];
}

Cell<People> people(double count) {
  return People::of(count);
}

}  // namespace

TEST_CASE("everyone counted by district is shared out by dwellings, and each district kept") {
  const City city = build_city(town());
  CHECK(in(city, "everyone", 0) == people(25));
  CHECK(in(city, "everyone", 1) == people(75));
  CHECK(in(city, "everyone", 2) == people(7));
  CHECK(in(city, "everyone", 3) == people(0));  // nobody has a home in the park
  const LevelId square{0}, district{1};
  CHECK(city.residents.is_modelled(everyone, square));
  CHECK_FALSE(city.residents.is_modelled(everyone, district));
  CHECK(city.findings.count("people_modelled") == 1);
  People sum;
  for (const People one : city.homes.people[everyone]) sum += one;
  CHECK(sum == People::of(107));
}

TEST_CASE("a group counted by district lives among everyone shared out, and the rest beside it") {
  Layers layers = town();
  add_group(layers, "district",
            tables::table({{"place", {"A", "B"}}, {"migrants", {n(20), n(1)}}}));
  const City city = build_city(layers);
  CHECK(in(city, "migrants", 0) == people(5));
  CHECK(in(city, "migrants", 1) == people(15));
  CHECK(in(city, "rest", 1) == people(60));
  for (const char* group : {"everyone", "migrants", "rest"}) {
    CHECK(city.residents.is_modelled(*city.residents.find(group), LevelId{0}));
    CHECK_FALSE(city.residents.is_modelled(*city.residents.find(group), LevelId{1}));
  }
}

TEST_CASE("where a group was counted in each neighbourhood there are at least as many people") {
  Layers layers = town();
  add_group(layers, "",
            tables::table(
                {{"place", {"N1", "N2", "N3", "N4"}}, {"migrants", {n(40), n(10), n(0), n(2)}}}));
  const City city = build_city(layers);
  CHECK(in(city, "everyone", 0) == people(40));  // 25 by dwellings
  CHECK(in(city, "everyone", 1) == people(60));
  CHECK(in(city, "everyone", 2) == people(5));
  CHECK(in(city, "everyone", 3) == people(2));
  const GroupId migrants = *city.residents.find("migrants");
  CHECK_FALSE(city.residents.is_modelled(migrants, LevelId{0}));
  CHECK(city.residents.is_modelled(*city.residents.find("rest"), LevelId{0}));
}

TEST_CASE("everyone counted only in the whole city is shared out over all its homes") {
  Layers layers = town();
  layers.people = tables::table({{"all", {n(410)}}});
  auto& from = layers.description.people->from;
  from.at = "city";
  from.join_column.clear();
  const City city = build_city(layers);
  CHECK(in(city, "everyone", 0) == people(100));
  CHECK(in(city, "everyone", 1) == people(300));
  CHECK(in(city, "everyone", 2) == people(10));
  CHECK(city.residents.is_modelled(everyone, LevelId{1}));
  CHECK_FALSE(city.residents.is_modelled(everyone, LevelId{2}));
}

TEST_CASE("a grid that districts cut is modelled at every level, one that they hold is not") {
  Layers layers = town();
  layers.description.people->from.at.clear();
  layers.description.people->from.join_column.clear();
  layers.people = tables::table({{"all", {n(100), n(7)}}});
  layers.people->shapes = {Geometry::of(box(0, 0, 200, 100)), Geometry::of(box(200, 0, 400, 100))};
  const City held = build_city(layers);
  CHECK(held.residents.is_modelled(everyone, LevelId{0}));
  CHECK_FALSE(held.residents.is_modelled(everyone, LevelId{1}));
  layers.people->shapes = {Geometry::of(box(0, 0, 250, 100)), Geometry::of(box(250, 0, 400, 100))};
  const City cut = build_city(layers);
  CHECK(cut.residents.is_modelled(everyone, LevelId{1}));
  CHECK_FALSE(cut.residents.is_modelled(everyone, LevelId{2}));
  layers.people->shapes = {Geometry::of(box(0, 0, 250, 100)), Geometry::of(box(250, 0, 500, 100))};
  const City across = build_city(layers);  // the border of the city cuts the second cell
  CHECK(across.residents.is_modelled(everyone, LevelId{2}));
}
