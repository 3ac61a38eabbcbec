#include "geo/city.hpp"

#include <tbb/global_control.h>

#include "geo/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/geo/build/same_city.hpp"
#include "tests/geo/build/tables.hpp"
#include "tests/scene/random_town.hpp"
#include "tests/volume.hpp"

using namespace geo;

namespace {

constexpr volume::Rounds towns{24, 1200};

People in_homes(const City& city, GroupId group, NeighbourhoodId zone) {
  People sum;
  for (const HomeId home : city.homes.at.rows()) {
    if (city.homes.in[home] == zone) sum += city.homes.people[group][home];
  }
  return sum;
}

std::string refusal(const Layers& layers) {
  try {
    build_city(layers);
    return "none";
  } catch (const Error& error) {
    return error.finding().code;
  }
}

}  // namespace

TEST_CASE("every neighbourhood's people are in its homes, to the millionth, in every group") {
  const volume::Trial trial("law: people are in their homes to the millionth", towns, "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    const unsigned seed = trial.seed() + town;
    INFO("seed " << seed);
    const City city = build_city(random_town::layers(seed));
    for (const GroupId group : city.residents.groups.rows()) {
      for (const NeighbourhoodId zone : city.neighbourhoods.key.rows()) {
        const auto& counted = city.residents.by_neighbourhood[group][zone];
        CHECK(in_homes(city, group, zone) == (counted ? *counted : People{}));
      }
    }
  }
}

TEST_CASE("no home has more of a part than of its whole, and the rest is what the groups leave") {
  const volume::Trial trial("law: no home has more of a part than of its whole", towns, "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    const unsigned seed = trial.seed() + town;
    INFO("seed " << seed);
    const City city = build_city(random_town::layers(seed));
    const auto& people = city.homes.people;
    const auto migrants = *city.residents.find("migrants");
    const auto first = *city.residents.find("first");
    const auto rest = *city.residents.find("rest");
    for (const HomeId home : city.homes.at.rows()) {
      CHECK(people[migrants][home] <= people[everyone][home]);
      CHECK(people[first][home] <= people[migrants][home]);
      CHECK(people[rest][home] + people[migrants][home] == people[everyone][home]);
    }
  }
}

TEST_CASE("one group more changes nobody else's homes") {
  const volume::Trial trial("law: one group more changes nobody else", towns, "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    const unsigned seed = trial.seed() + town;
    const Layers with = random_town::layers(seed);
    Layers without = with;
    without.description.people->groups.resize(1);
    const City more = build_city(with);
    const City fewer = build_city(without);
    CHECK(more.homes.people[everyone] == fewer.homes.people[everyone]);
    CHECK(more.homes.people[GroupId{1}] == fewer.homes.people[GroupId{1}]);
  }
}

TEST_CASE("the order of rows and the number of threads leave no trace in the city") {
  const volume::Trial trial("law: the order of rows leaves no trace in the city", towns, "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    const unsigned seed = trial.seed() + town;
    INFO("seed " << seed);
    const Layers layers = random_town::layers(seed);
    const City city = build_city(layers);
    check_same(city, build_city(random_town::shuffled(layers, seed + 100)));
    const tbb::global_control one(tbb::global_control::max_allowed_parallelism, 1);
    check_same(city, build_city(layers));
  }
}

TEST_CASE("every service row is in the city or in a finding") {
  const volume::Trial trial("law: every service row is in the city or in a finding", towns,
                            "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    const unsigned seed = trial.seed() + town;
    INFO("seed " << seed);
    const Layers layers = random_town::layers(seed);
    const City city = build_city(layers);
    std::map<std::pair<std::string, std::string>, std::size_t> told;
    const Layer& rows = layers.services.front();
    for (std::size_t row = 0; row < rows.rows; ++row) {
      const auto kind = layers.kind_maps.front().find(*key_text(rows.field("what")->values[row]));
      if (kind == layers.kind_maps.front().end()) continue;
      ++told[{kind->second, *key_text(rows.field("id")->values[row])}];
    }
    // One service for each id and kind, less those that only repeat another's name and place.
    CHECK(city.services.size() + city.findings.count("service_duplicate") == told.size());
    bool odd = false;
    for (const Value& value : rows.field("what")->values) odd = odd || key_text(value) == "odd";
    CHECK(city.findings.has("kind_unmapped") == odd);
  }
}

TEST_CASE("homes along streets are at most 25 m apart") {
  Layers layers = random_town::layers(1);
  layers.streets.lines.clear();
  StreetLine street;
  street.line = {{10, 120}, {200, 120}};
  layers.streets.lines.push_back(street);
  const City city = build_city(layers);
  REQUIRE(city.homes.basis == HomeBasis::along_streets);
  std::vector<double> along;
  for (const Point at : city.homes.at) {
    if (at.y == 120 && at.x < 200) along.push_back(at.x);
  }
  REQUIRE(along.size() == 8);  // 190 m in pieces of 23.75 m
  for (std::size_t i = 1; i < along.size(); ++i) CHECK(along[i] - along[i - 1] <= 25);
  CHECK(city.findings.has("homes_modelled"));  // the other neighbourhoods have no street
}

TEST_CASE("a city without people has one person in every home and says that none are recorded") {
  Layers layers = random_town::layers(3);
  layers.description.people.reset();
  layers.people.reset();
  const City city = build_city(layers);
  CHECK_FALSE(city.residents.recorded);
  CHECK(city.residents.groups.size() == 1);
  REQUIRE(city.homes.size() > 0);
  for (const People people : city.homes.people[everyone]) CHECK(people == People::of(1));
  for (const auto& count : city.residents.by_neighbourhood[everyone]) {
    CHECK(count == Cell<People>{Missing::not_recorded});
  }
}

TEST_CASE("a city without streets has its homes and services off the network, and says so") {
  Layers layers = random_town::layers(2);
  layers.streets.lines.clear();
  const City city = build_city(layers);
  CHECK(city.findings.has("no_streets"));
  for (const auto& door : city.homes.door) CHECK(door == Cell<Door>{Missing::off_network});
  CHECK(city.services.doors.total() == 0);
}

TEST_CASE("a group above its whole is refused by name") {
  Layers layers = random_town::layers(5);
  Layer& people = *layers.people;
  for (Field& field : people.fields) {
    if (field.name == "migrants") field.values[0] = std::int64_t{5000};
  }
  try {
    build_city(layers);
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(error.finding().code == "group_above_total");
    CHECK(error.finding().what.find("migrants") != std::string::npos);
  }
  layers = random_town::layers(5);
  for (Field& field : layers.people->fields) {
    if (field.name == "second") field.values[0] = std::int64_t{4000};
  }
  CHECK(refusal(layers) == "group_above_total");
}

TEST_CASE("values that are no counts are refused where they stand") {
  const auto with = [](Value value) {
    Layers layers = random_town::layers(7);
    layers.people->fields[1].values[0] = std::move(value);
    return refusal(layers);
  };
  CHECK(with(std::int64_t{-99999}) == "negative_count");
  CHECK(with(1e15) == "absurd_count");
  CHECK(with("1,234,567") == "not_a_number");
  CHECK(with(std::numeric_limits<double>::infinity()) == "not_a_number");
  CHECK(with("NA") == "none");
}

TEST_CASE("a city without neighbourhoods is refused") {
  Layers layers = random_town::layers(1);
  layers.neighbourhoods.reset();
  CHECK(refusal(layers) == "no_neighbourhoods");
}

TEST_CASE("a key that meets nothing is refused with what both sides look like") {
  Layers layers = random_town::layers(1);
  layers.description.people->from.join_key = "Y{CODE}";
  CHECK(refusal(layers) == "join_matches_nothing");
}
