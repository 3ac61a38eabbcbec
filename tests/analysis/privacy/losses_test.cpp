#include <algorithm>
#include <random>

#include "analysis/privacy/gate.hpp"
#include "analysis/privacy/nested_sets.hpp"
#include "analysis/run.hpp"
#include "tests/catch.hpp"
#include "tests/scene/ride.hpp"
#include "tests/scene/town.hpp"
#include "tests/volume.hpp"

using namespace geo;
using analysis::privacy::Gate;
using analysis::privacy::NestedSets;

namespace {

/// Three houses far apart, a clinic at each: everyone has one within reach and no other.
City town(std::map<char, double> migrants) {
  auto city =
      scene::town({.streets = "a----------------------------b-----------------------------c",
                   .homes = "abc",
                   .services = {{"health", "abc"}},
                   .people = {{"everyone", {{'a', 500}, {'b', 300}, {'c', 200}}},
                              {"migrants", std::move(migrants)}}});
  city.description.analysis.metrics = {"resilience/loss"};
  return city;
}

Release released(const City& city) {
  return Gate::release(city, analysis::run(city));
}

const ReleasedLoss& loss(const Release& release, const std::string& key) {
  for (const ReleasedLoss& one : release.losses()) {
    if (one.key == key) return one;
  }
  throw std::out_of_range(key);
}

std::vector<HomeId> homes(std::initializer_list<int> rows) {
  std::vector<HomeId> all;
  for (const int row : rows) all.emplace_back(row);
  return all;
}

}  // namespace

TEST_CASE("losses leave the program ranked, with the people of every group") {
  const auto release = released(town({{'a', 100}, {'b', 50}, {'c', 20}}));
  const auto services = std::count_if(
      release.losses().begin(), release.losses().end(),
      [](const ReleasedLoss& one) { return one.what == ReleasedLoss::What::service; });
  REQUIRE(services == 3);
  const auto& worst = release.losses()[0];
  CHECK(worst.rank == 1);
  CHECK(worst.key == "a");
  CHECK(worst.homes == 1);
  CHECK(worst.kind == "health");
  CHECK(worst.standard == 15);
  // everyone, migrants, the rest
  CHECK(worst.people == std::vector<Cell<double>>{500.0, 100.0, 400.0});
  CHECK(loss(release, "c").people == std::vector<Cell<double>>{200.0, 20.0, 180.0});
}

TEST_CASE("a small count of a protected group is not among the losses, nor what gives it back") {
  const auto release = released(town({{'a', 100}, {'b', 50}, {'c', 3}}));
  const auto& small = loss(release, "c").people;
  CHECK(*small[0] == 200);
  CHECK(small[1].reason() == Missing::suppressed);
  CHECK(small[2].reason() == Missing::suppressed);  // 200 less the rest would give it back
  // The city shows 153 migrants: with both others shown the 3 would be had by subtraction.
  const bool both = loss(release, "a").people[1] && loss(release, "b").people[1];
  CHECK_FALSE(both);
}

TEST_CASE("the next house down the street cannot be had from the losses of two stretches") {
  // One clinic; behind each stretch one house less. The loss of one stretch less that of the next
  // is the people of a single house: 3 migrants at 3.
  auto city =
      scene::town({.streets = "z-5-a--1--b--2--c--3--d--4--e",
                   .homes = "1234",
                   .services = {{"health", "5"}},
                   .people = {{"everyone", {{'1', 100}, {'2', 100}, {'3', 100}, {'4', 100}}},
                              {"migrants", {{'1', 30}, {'2', 30}, {'3', 3}, {'4', 30}}}},
                   .metres_per_cell = 50});
  city.description.analysis.metrics = {"resilience/loss"};
  const auto release = released(city);
  std::vector<const ReleasedLoss*> streets;
  for (const ReleasedLoss& one : release.losses()) {
    if (one.what == ReleasedLoss::What::street) streets.push_back(&one);
  }
  REQUIRE(streets.size() == 3);
  for (std::size_t at = 0; at < 3; ++at) {
    CHECK(*streets[at]->people[0] == 300 - 100 * static_cast<double>(at));
  }
  // Everyone is shown, so who sees the migrants or the rest knows both.
  const auto known = [](const ReleasedLoss& one) { return one.people[1] || one.people[2]; };
  CHECK_FALSE((known(*streets[1]) && known(*streets[2])));
}

TEST_CASE("of a kind with a protected place no loss is told") {
  auto city = town({{'a', 100}, {'b', 50}, {'c', 20}});
  city.services.location[scene::service(city, 'b')] = Openness::is_protected;
  const auto release = released(city);
  CHECK(release.losses().empty());
}

TEST_CASE("a line stands among the losses by its id and name, with a standard of its own") {
  constexpr int seven = 7 * 60;
  auto city =
      scene::with_lines(scene::town({.streets = "a-s------------------------------------t-c",
                                     .homes = "ac",
                                     .services = {{"health", "c"}},
                                     .people = {{"everyone", {{'a', 300}, {'c', 200}}},
                                                {"migrants", {{'a', 100}, {'c', 50}}}},
                                     .metres_per_cell = 80}),
                        {{"st", {0, 5}, {seven + 5}}}, seven, seven + 3);
  city.description.analysis.metrics = {"resilience/loss"};
  const auto release = released(city);
  const auto line =
      std::find_if(release.losses().begin(), release.losses().end(),
                   [](const ReleasedLoss& one) { return one.what == ReleasedLoss::What::line; });
  REQUIRE(line != release.losses().end());
  CHECK(line->key == "line 0");
  CHECK(line->name.in("en") == "0");
  CHECK(line->standard == 30);
  CHECK(line->people == std::vector<Cell<double>>{300.0, 100.0, 200.0});
  REQUIRE(line->at.lines.size() == 1);
  CHECK(line->at.lines[0].size() == 2);
}

TEST_CASE("a city whose people are not recorded ranks losses by homes") {
  auto city = scene::town(
      {.streets = "a---------------b--c", .homes = "abc", .services = {{"health", "ab"}}});
  city.description.analysis.metrics = {"resilience/loss"};
  const auto release = released(city);
  REQUIRE(release.losses().size() >= 2);
  CHECK(release.losses()[0].key == "b");
  CHECK(release.losses()[0].homes == 2);
  CHECK(release.losses()[0].people[0].reason() == Missing::not_recorded);
}

TEST_CASE("nested sets take what is apart, inside or around, and nothing that crosses") {
  NestedSets sets(6);
  const auto ab = sets.take(homes({0, 1}));
  CHECK(sets.take(homes({0, 1})) == ab);
  CHECK(sets.take(homes({1, 2})) == NestedSets::crosses);
  const auto abcd = sets.take(homes({0, 1, 2, 3}));
  const auto c = sets.take(homes({2}));
  CHECK(sets.take(homes({0, 1, 2, 3, 4, 5})) == NestedSets::all);
  CHECK(sets.size() == 4);
  CHECK(sets.inside(NestedSets::all) == std::vector{abcd});
  CHECK(sets.inside(abcd) == std::vector{ab, c});
  CHECK(sets.of(HomeId{0}) == ab);
  CHECK(sets.of(HomeId{3}) == abcd);
  CHECK(sets.of(HomeId{5}) == NestedSets::all);
}

TEST_CASE("of sets made by chance, no two that are taken cross") {
  const volume::Trial trial("nested sets", {200, 20000}, "families of sets");
  std::mt19937 draw(trial.seed());
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    NestedSets sets(8);
    std::vector<std::pair<std::size_t, std::vector<HomeId>>> taken;
    for (int more = 0; more < 12; ++more) {
      std::vector<HomeId> some;
      for (int home = 0; home < 8; ++home) {
        if (draw() % 3 == 0) some.emplace_back(home);
      }
      if (some.empty()) continue;
      const auto crosses = [&](const auto& other) {
        std::vector<HomeId> both;
        std::set_intersection(some.begin(), some.end(), other.second.begin(), other.second.end(),
                              std::back_inserter(both));
        return !both.empty() && both != some && both != other.second;
      };
      const bool any = std::any_of(taken.begin(), taken.end(), crosses);
      const auto set = sets.take(some);
      REQUIRE((set == NestedSets::crosses) == any);
      if (!any) taken.emplace_back(set, some);
    }
    // Each home is in the smallest set that holds it.
    for (int home = 0; home < 8; ++home) {
      std::size_t least = 9, of = NestedSets::all;
      for (const auto& [set, some] : taken) {
        if (some.size() >= least) continue;
        if (!std::binary_search(some.begin(), some.end(), HomeId{home})) continue;
        least = some.size();
        of = set;
      }
      REQUIRE(sets.of(HomeId{home}) == of);
    }
  }
}
