#include "geo/shape/coast.hpp"

#include "tests/catch.hpp"

using namespace geo;

namespace {

Box box() {
  Box all;
  all.add({0, 0});
  all.add({100, 100});
  return all;
}

double sea(const std::vector<Line>& coast) {
  return area(sea_within(box(), coast)).value;
}

}  // namespace

TEST_CASE("the sea lies to the right of its coast") {
  CHECK(sea({{{-10, 40}, {110, 40}}}) == Approx(100 * 40));
  CHECK(sea({{{110, 40}, {-10, 40}}}) == Approx(100 * 60));
}

TEST_CASE("a coast may come in pieces and in any order") {
  CHECK(sea({{{50, 40}, {110, 40}}, {{-10, 40}, {50, 40}}}) == Approx(100 * 40));
}

TEST_CASE("an island is land and what lies around it is sea") {
  // Against the clock: land on the left.
  const Line island{{40, 40}, {60, 40}, {60, 60}, {40, 60}, {40, 40}};
  CHECK(sea({island}) == Approx(100 * 100 - 20 * 20));
  CHECK(sea({island, {{110, 20}, {-10, 20}}}) == Approx(100 * 80 - 20 * 20));
}

TEST_CASE("a coast that was cut off with its extract goes straight on") {
  CHECK(sea({{{10, 40}, {90, 40}}}) == Approx(100 * 40));
}

TEST_CASE("without a coast, with one outside or with one that ends nowhere there is no sea") {
  CHECK(sea({}) == 0);
  CHECK(sea({{{-10, 400}, {110, 400}}}) == 0);
  CHECK(sea({{{40, 40}, {60, 40}}}) == 0);  // land and sea are one piece
}
