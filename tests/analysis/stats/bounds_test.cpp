#include "analysis/stats/bounds.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <random>

#include "tests/catch.hpp"

using namespace analysis::stats;
using geo::Cell;
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
  for (const People some : holds) homes.push_back({.figure = 0, .people = some});
  return homes;
}

std::vector<People> filled(std::initializer_list<double> room, double count) {
  const std::vector<People> counts{People::of(count)};
  return lowest(one_area(people(room)), counts, Middle::mean);
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
      {1, People::of(3), 0}, {2, People::of(2), 1}, {3, People::of(5), 0}, {4, People::of(4), 1}};
  CHECK(lowest(homes, people({4, 3}), Middle::mean) == people({3, 2, 1, 1}));
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
    const std::vector<People> counts{count};
    const auto first = lowest(one_area(room), counts, Middle::mean);
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

TEST_CASE(
    "of a count that is cut, an area has whom the others cannot hold and who lowers its mean") {
  // One count of 3 people over two areas: homes of 1, 2 and 9 minutes here, 4 minutes for two
  // there.
  const std::vector<Room> homes{{1, People::of(1), 0, 0},
                                {2, People::of(1), 0, 0},
                                {4, People::of(2), 0, 1},
                                {9, People::of(1), 0, 0}};
  // Here at least one of the three must live: at 1 minute. There nobody must: both at 4.
  const auto low = lowest(homes, people({3}), Middle::mean);
  CHECK(low == people({1, 0, 2, 0}));
  // Of four, two must live here: 1 and 2 minutes; nobody further out lowers their mean.
  CHECK(lowest(homes, people({4}), Middle::mean) == people({1, 1, 1, 0}));
}

namespace {

/// Homes by chance, lowest first, in areas and counts that cut each other, and who lives there.
struct CutTown {
  std::vector<Room> homes;
  std::vector<People> counts;
};

CutTown cut_town(std::mt19937& chance) {
  CutTown town;
  town.counts.resize(1 + chance() % 3);
  const std::size_t homes = 2 + chance() % 4;
  double figure = 0;
  for (std::size_t at = 0; at < homes; ++at) {
    figure += static_cast<double>(chance() % 3);
    town.homes.push_back({figure, People{static_cast<std::int64_t>(chance() % 4) * 1000000},
                          chance() % town.counts.size(), chance() % 3});
    const auto room = static_cast<unsigned>(town.homes.back().people.count());
    town.counts[town.homes.back().counted_in] +=
        People{static_cast<std::int64_t>(chance() % (room + 1)) * 1000000};
  }
  return town;
}

/// Calls `see` with every way in which whole people of these counts can live in these homes.
void each_way(const CutTown& town, std::size_t at, std::vector<People> left,
              std::vector<People>& lives, const std::function<void()>& see) {
  if (at == town.homes.size()) {
    const bool all = std::all_of(left.begin(), left.end(), [](People p) { return p == People{}; });
    if (all) see();
    return;
  }
  const Room& home = town.homes[at];
  for (double here = 0; here <= home.people.count(); ++here) {
    if (left[home.counted_in] < People::of(here)) break;
    auto others = left;
    others[home.counted_in] = others[home.counted_in] - People::of(here);
    lives[at] = People::of(here);
    each_way(town, at + 1, others, lives, see);
  }
}

Cell<double> middle(const CutTown& town, const std::vector<People>& lives, std::size_t area,
                    Middle of) {
  std::vector<Weighed> here;
  for (std::size_t at = 0; at < lives.size(); ++at) {
    if (town.homes[at].area == area) here.push_back({town.homes[at].figure, lives[at]});
  }
  return of == Middle::mean ? weighted_mean(here) : weighted_median(here);
}

}  // namespace

TEST_CASE(
    "the lowest mean and median of each area are those of all ways in which people can live") {
  std::mt19937 chance(77);
  std::size_t cut = 0;
  for (int round = 0; round < 400; ++round) {
    const CutTown town = cut_town(chance);
    if (!are_whole(town.homes, town.counts.size())) ++cut;
    for (const Middle of : {Middle::mean, Middle::median}) {
      const auto low = lowest(town.homes, town.counts, of);
      for (const std::size_t area : {0U, 1U, 2U}) {
        Cell<double> least = Missing::no_people;
        std::vector<People> lives(town.homes.size());
        each_way(town, 0, town.counts, lives, [&] {
          const auto here = middle(town, lives, area, of);
          if (here && (!least || *here < *least)) least = here;
        });
        INFO("round " << round << " area " << area);
        const auto found = middle(town, low, area, of);
        REQUIRE(found.has_value() == least.has_value());
        if (!found) continue;
        CHECK(*found <= *least + 1e-9);
        if (of == Middle::mean) CHECK(*found == Approx(*least));
      }
    }
  }
  CHECK(cut > 100);
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
