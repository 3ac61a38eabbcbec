#include "geo/core/column.hpp"

#include <type_traits>

#include "geo/core/units.hpp"
#include "tests/catch.hpp"

using namespace geo;

TEST_CASE("a cell holds a value or the contract's word for why there is none") {
  CHECK(Cell<double>(0.0).status() == "ok");
  CHECK(*Cell<double>(0.0) == 0.0);
  CHECK(Cell<double>(Missing::out_of_reach).status() == "out_of_reach");
  CHECK(word(Missing::suppressed) == "suppressed");
  CHECK(word(Missing::not_recorded) == "not_recorded");
}

TEST_CASE("mapping a column changes values and keeps reasons") {
  Column<HomeId, Minutes> walk(std::vector<Cell<Minutes>>{Minutes{5}, Missing::off_network});
  const auto plain = map_values(walk, [](Minutes m) { return m.value; });
  CHECK(*plain[HomeId{0}] == 5);
  CHECK(plain[HomeId{1}].reason() == Missing::off_network);
}

TEST_CASE("ids and units do not mix") {
  STATIC_REQUIRE(!std::is_convertible_v<HomeId, ServiceId>);
  STATIC_REQUIRE(!std::is_constructible_v<HomeId, ServiceId>);
  STATIC_REQUIRE(!std::is_convertible_v<double, Minutes>);
  STATIC_REQUIRE(!std::is_convertible_v<Minutes, Metres>);
  STATIC_REQUIRE(!std::equality_comparable_with<HomeId, ServiceId>);
}

TEST_CASE("a limit in minutes includes a trip of exactly that length") {
  CHECK(deciseconds_within(Minutes{15}).count == 9000);
  CHECK(deciseconds_within(Minutes{0.1}).count == 60);
}

TEST_CASE("people are whole millionths, so any order of parts sums to the whole") {
  const People third = People::of(1.0 / 3.0);
  CHECK(third.millionths == 333333);
  CHECK((third + third + third).count() == Approx(0.999999));
}
