#include "geo/edits.hpp"

#include "tests/catch.hpp"
#include "tests/scene/town.hpp"

using namespace geo;

namespace {

City town() {
  auto city = scene::town(
      {.streets = "a--b--c\n|     |\nd-----e", .homes = "ae", .services = {{"health", "bc"}}});
  city.freeze();
  return city;
}

/// Whether two tables are one and the same, not just alike.
template <class Row, class T>
bool is_shared(const Per<Row, T>& a, const Per<Row, T>& b) {
  return a.values().data() == b.values().data();
}

}  // namespace

TEST_CASE("a scenario shares what it leaves alone") {
  const City city = town();
  const City closed = edited(city, ServiceClosed{scene::service(city, 'b')});
  CHECK(is_shared(city.streets.edges, closed.streets.edges));
  CHECK(is_shared(city.streets.lines, closed.streets.lines));
  CHECK(is_shared(city.homes.door, closed.homes.door));
  CHECK(is_shared(city.services.kind, closed.services.kind));
  CHECK(closed.services.closed == std::vector{scene::service(city, 'b')});
  CHECK(city.services.closed.empty());

  const City cut = edited(city, StreetClosed{EdgeId{0}});
  CHECK_FALSE(is_shared(city.streets.edges, cut.streets.edges));
  CHECK(is_shared(city.streets.lines, cut.streets.lines));
  CHECK(is_shared(city.homes.door, cut.homes.door));
  CHECK_FALSE(cut.streets.edges[EdgeId{0}].through);
  CHECK(city.streets.edges[EdgeId{0}].through);
}

TEST_CASE("a copy that is changed leaves the frozen one as it was") {
  Per<HomeId, int> one(std::vector{1, 2, 3});
  one.freeze();
  auto other = one;
  CHECK(is_shared(std::as_const(one), std::as_const(other)));
  other[HomeId{1}] = 7;
  CHECK(one == Per<HomeId, int>(std::vector{1, 2, 3}));
  CHECK(other == Per<HomeId, int>(std::vector{1, 7, 3}));
}

TEST_CASE("a new service comes last and has its door on the nearest street") {
  const City city = town();
  const auto corner = city.streets.at[scene::corner(city, 'd')];
  const City more = edited(city, ServiceAdded{Kind{"health"}, corner, Names{"New"}});
  REQUIRE(more.services.size() == city.services.size() + 1);
  const ServiceId added{city.services.size()};
  REQUIRE(more.services.doors[added].size() == 1);
  CHECK(more.services.doors[added][0].off_network.value == Approx(0).margin(1e-9));
  CHECK(more.services.name[added].in("en") == "New");
  CHECK(more.services.doors[ServiceId{0}].size() == city.services.doors[ServiceId{0}].size());
}

TEST_CASE("a service that moves keeps its row and has a door where it moved to") {
  const City city = town();
  const auto b = scene::service(city, 'b');
  const auto corner = city.streets.at[scene::corner(city, 'e')];
  const City moved = edited(city, ServiceMoved{b, corner});
  CHECK(moved.services.at[b] == Cell<Point>(corner));
  REQUIRE(moved.services.doors[b].size() == 1);
  const Door& door = moved.services.doors[b][0];
  const Point at = DoorFinder::at(moved.streets, door);
  CHECK(at.x == Approx(corner.x));
  CHECK(at.y == Approx(corner.y));
}

TEST_CASE("a street that is built joins two corners, and the parts that they are in") {
  const City city =
      scene::town({.streets = "a--b  c--d", .homes = "a", .services = {{"health", "d"}}});
  const auto b = scene::corner(city, 'b'), c = scene::corner(city, 'c');
  REQUIRE(city.streets.component[b] != city.streets.component[c]);
  const City joined = edited(city, StreetBuilt{b, c});
  CHECK(joined.streets.component[b] == joined.streets.component[c]);
  const EdgeId built{city.streets.edges.size()};
  REQUIRE(joined.streets.edges.size() == built.row() + 1);
  CHECK(joined.streets.edges[built].length.value == Approx(300));
  CHECK(joined.streets.streets[b].size() == city.streets.streets[b].size() + 1);
  CHECK(joined.streets.streets[c].back().edge == built);
  CHECK(joined.streets.streets[c].back().to == b);
}

TEST_CASE("edits follow each other") {
  const City city = town();
  const Edits edits{StreetClosed{EdgeId{1}}, StreetSlowed{EdgeId{0}, 2}, StreetSlowed{EdgeId{0}, 3},
                    StreetOpened{EdgeId{1}}};
  const City changed = edited(city, edits);
  CHECK(changed.streets.edges[EdgeId{1}].through);
  CHECK(changed.streets.edges[EdgeId{0}].slower == 6);
}
