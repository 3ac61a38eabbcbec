#include "tests/catch.hpp"
#include "tests/scene/town.hpp"

using namespace geo;

TEST_CASE("a drawn town has its corners, streets, homes and services where they are drawn") {
  const City town = scene::town({.streets = R"(
      a-----b
      |     |
      c--d--e
    )",
                                 .homes = "ab",
                                 .services = {{"health.clinic", "e"}}});

  REQUIRE(town.streets.at.size() == 5);
  REQUIRE(town.streets.edges.size() == 5);
  CHECK(town.streets.component_nodes == std::vector<std::size_t>{5});
  const Door door = *town.services.doors[scene::service(town, 'e')].begin();
  CHECK(DoorFinder::at(town.streets, door) == town.streets.at[scene::corner(town, 'e')]);
  CHECK(town.homes.size() == 2);
  CHECK(town.residents.recorded == false);
  CHECK(town.homes.people[everyone][scene::home(town, 'b')] == People::of(1));
}

TEST_CASE("signs of a drawing mean one-ways, steps, closed streets and places on the way") {
  const City town = scene::town({.streets = R"(
      a->-b==c..d
      !   ^  |
      e-1-f  g   h-i
    )",
                                 .homes = "1h",
                                 .metres_per_cell = 10});
  const auto edge = [&](char from, char to) {
    for (const EdgeId id : town.streets.edges.rows()) {
      if (town.streets.names[id] == std::string{from, '-', to}) return town.streets.edges[id];
    }
    throw std::out_of_range("no edge");
  };
  CHECK(edge('a', 'b').on_foot == OneWay::forward);
  CHECK(edge('a', 'e').on_foot == OneWay::forward);
  CHECK(edge('b', 'f').on_foot == OneWay::backward);
  CHECK(edge('b', 'c').steps);
  CHECK_FALSE(edge('c', 'd').walkable);
  CHECK(edge('e', 'f').length == Metres{40});
  const Door door = *town.homes.door[scene::home(town, '1')];
  CHECK(door.along == Metres{20});
  CHECK(town.homes.door[scene::home(town, 'h')]->component == ComponentId{1});
}

TEST_CASE("people of a drawn town add up, and the rest is what the groups leave") {
  const City town = scene::town(
      {.streets = "a--b--c",
       .homes = "abc",
       .neighbourhoods = {{"south", "abc"}},
       .counts = {{"north", {{"everyone", 7}}}, {"south", {{"everyone", 5}, {"migrants", 2}}}},
       .districts = {{"north", "D1"}, {"south", "D1"}}});
  const auto south = scene::neighbourhood(town, "south");
  for (const GroupId group : town.residents.groups.rows()) {
    People sum;
    for (const HomeId home : town.homes.at.rows()) {
      if (town.homes.in[home] == south) sum += town.homes.people[group][home];
    }
    CHECK(sum == *town.residents.by_neighbourhood[group][south]);
  }
  CHECK(*town.residents.by_neighbourhood[scene::group(town, "rest")][south] == People::of(3));
  CHECK(town.homes.size() == 4);
  CHECK(town.levels.size() == 3);
  CHECK_THROWS(scene::town({.streets = "a-b", .homes = "ab", .neighbourhoods = {{"x", "a"}}}));
}
