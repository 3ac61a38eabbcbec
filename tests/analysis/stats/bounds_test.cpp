#include "analysis/stats/bounds.hpp"

#include <numeric>
#include <random>

#include "tests/catch.hpp"

using namespace analysis::stats;
using geo::Missing;
using geo::People;

namespace {

std::vector<People> people(std::initializer_list<double> counts) {
  std::vector<People> all;
  for (const double count : counts) all.push_back(People::of(count));
  return all;
}

std::vector<Room> one_area(const std::vector<People>& holds) {
  std::vector<Room> homes;
  for (const People some : holds) homes.push_back({some, 0});
  return homes;
}

std::vector<People> filled(std::initializer_list<double> room, double count) {
  return fill_in_order(one_area(people(room)), {People::of(count)});
}

}  // namespace

TEST_CASE("homes are filled from the first until everybody has a place") {
  CHECK(filled({3, 5, 4}, 6) == people({3, 3, 0}));
  CHECK(filled({3, 5, 4}, 12) == people({3, 5, 4}));
  CHECK(filled({3, 5, 4}, 0) == people({0, 0, 0}));
  CHECK(filled({0, 2}, 1.5) == people({0, 1.5}));
  CHECK(filled({}, 1).empty());
}

TEST_CASE("each area fills its own homes, whatever stands between them") {
  const std::vector<Room> homes{
      {People::of(3), 0}, {People::of(2), 1}, {People::of(5), 0}, {People::of(4), 1}};
  CHECK(fill_in_order(homes, people({4, 3})) == people({3, 2, 1, 1}));
}

TEST_CASE("no way of living in a zone has more people at or before any home than the filled one") {
  std::mt19937 chance(20);
  for (int town = 0; town < 200; ++town) {
    const std::size_t homes = 1 + chance() % 6;
    std::vector<People> room, lives;
    for (std::size_t at = 0; at < homes; ++at) {
      room.push_back(People{static_cast<std::int64_t>(chance() % 5)});
      lives.push_back(People{
          static_cast<std::int64_t>(chance() % static_cast<unsigned>(room.back().millionths + 1))});
    }
    const People count = std::accumulate(lives.begin(), lives.end(), People{});
    const auto first = fill_in_order(one_area(room), {count});
    People truly, most;
    for (std::size_t at = 0; at < homes; ++at) {
      truly += lives[at];
      most += first[at];
      CHECK(truly <= most);
      CHECK(first[at] <= room[at]);
    }
    CHECK(most == count);
  }
}

TEST_CASE("variation inside zones and between them sum to the whole") {
  // Zone 0 has 2 and 4, zone 1 has 6 and 8, one person each: the mean is 5, the whole
  // 9 + 1 + 1 + 9 = 20, inside 1 + 1 + 1 + 1 = 4.
  const std::vector<Zoned> four{
      {2, People::of(1), 0}, {4, People::of(1), 0}, {6, People::of(1), 1}, {8, People::of(1), 1}};
  CHECK(*share_inside(four, 2) == Approx(0.2));
  CHECK(*share_inside(four, 2) + 16.0 / 20 == Approx(1));

  auto far = four;
  for (Zoned& one : far) one.value += 1e8;
  CHECK(*share_inside(far, 2) == Approx(0.2));
}

TEST_CASE("one zone holds all variation, a zone for each home none") {
  std::vector<Zoned> homes{{1, People::of(10), 0}, {7, People::of(3), 0}, {2, People::of(5), 0}};
  CHECK(*share_inside(homes, 1) == Approx(1));
  for (std::size_t at = 0; at < homes.size(); ++at) homes[at].zone = at;
  CHECK(*share_inside(homes, 3) == Approx(0).margin(1e-12));
}

TEST_CASE("without people or without variation there is no share inside zones") {
  CHECK(share_inside({}, 0).reason() == Missing::no_people);
  const std::vector<Zoned> alike{{3, People::of(2), 0}, {3, People::of(9), 1}};
  CHECK(share_inside(alike, 2).reason() == Missing::zero_denominator);
}
