#include <cmath>
#include <random>

#include "analysis/metric_erasure.hpp"
#include "geo/core/error.hpp"
#include "tests/analysis/metrics/compute.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"
#include "tests/volume.hpp"

using geo::HomeId;
using geo::Missing;

namespace {

// 100 m a cell at 80 m a minute: one dash is 1.25 minutes.
geo::City street() {
  return scene::town({.streets = "a--b--c--d--e",
                      .homes = "ae",
                      .services = {{"health.clinic", "bd"}},
                      .people = {{"everyone", {{'a', 30}, {'e', 10}}}},
                      .capacity = {{'b', 8}}});
}

geo::City three_on_a_street() {
  return scene::town({.streets = "a-b-c-d",
                      .homes = "ad",
                      .services = {{"health.clinic", "bc"}},
                      .people = {{"everyone", {{'a', 30}, {'d', 0}}}}});
}

}  // namespace

TEST_CASE("nth_nearest waits for the second clinic") {
  const auto city = street();
  const auto one = compute::homes(city, "access/nth_nearest", {{"n", "1"}});
  const auto two = compute::homes(city, "access/nth_nearest", {{"n", "2"}});
  CHECK(*one[scene::home(city, 'a')] == Approx(3 * 1.25));
  CHECK(*two[scene::home(city, 'a')] == Approx(9 * 1.25));
  const auto three = compute::homes(city, "access/nth_nearest", {{"n", "3"}});
  CHECK(three[scene::home(city, 'a')].reason() == Missing::out_of_reach);
}

TEST_CASE("nth_nearest of a kind that the city does not have is no supply") {
  const auto city = street();
  const auto none = compute::homes(city, "access/nth_nearest", {{"service", "legal"}});
  CHECK(none[scene::home(city, 'a')].reason() == Missing::no_supply);
}

TEST_CASE("cumulative counts clinics, and places where it is asked to") {
  const auto city = street();
  const auto here = scene::home(city, 'a');
  CHECK(*compute::homes(city, "access/cumulative", {{"within", "5"}})[here] == 1);
  CHECK(*compute::homes(city, "access/cumulative", {{"within", "15"}})[here] == 2);
  CHECK(*compute::homes(city, "access/cumulative", {{"within", "1"}})[here] == 0);
  // The clinic at d states no capacity: it counts one place.
  CHECK(*compute::homes(city, "access/cumulative",
                        {{"within", "15"}, {"counts", "places"}})[here] == 9);
}

TEST_CASE("potential halves with every half-life") {
  const auto city = street();
  const auto here = scene::home(city, 'a');
  const auto value =
      compute::homes(city, "access/potential", {{"decay", "half_life"}, {"scale", "3.75"}})[here];
  CHECK(*value == Approx(0.5 + 0.125));
}

TEST_CASE("floating catchment shares a clinic among all who reach it") {
  const auto city = street();
  // b: 8 places; a is 3.75 min away, e 11.25. Within 5 minutes each clinic has one home.
  const auto near = compute::homes(city, "access/floating_catchment", {{"within", "5"}});
  CHECK(*near[scene::home(city, 'a')] == Approx(1000 * 8.0 / 30));
  CHECK(*near[scene::home(city, 'e')] == Approx(1000 * 1.0 / 10));
  const auto far = compute::homes(city, "access/floating_catchment", {{"within", "15"}});
  CHECK(*far[scene::home(city, 'a')] == Approx(1000 * 9.0 / 40));
  CHECK(*far[scene::home(city, 'e')] == Approx(1000 * 9.0 / 40));
}

TEST_CASE("floating catchment is never infinite where nobody is served") {
  const auto city = three_on_a_street();
  const auto places = compute::homes(city, "access/floating_catchment", {{"within", "3"}});
  CHECK(*places[scene::home(city, 'a')] == Approx(1000.0 / 30));
  CHECK(places[scene::home(city, 'd')].reason() == Missing::no_people_served);
  const auto none = compute::homes(city, "access/floating_catchment", {{"within", "1"}});
  CHECK(*none[scene::home(city, 'a')] == 0);
}

TEST_CASE("a group's people do not change who competes for a place") {
  auto city = scene::town(
      {.streets = "a-b-c",
       .homes = "ac",
       .services = {{"health", "b"}},
       .people = {{"everyone", {{'a', 30}, {'c', 20}}}, {"migrants", {{'a', 3}, {'c', 15}}}}});
  const auto before = compute::homes(city, "access/floating_catchment", {});
  const auto migrants = scene::group(city, "migrants");
  for (const HomeId home : city.homes.at.rows()) city.homes.people[migrants][home] = {};
  CHECK(compute::homes(city, "access/floating_catchment", {}) == before);
}

TEST_CASE("a home off the streets keeps its reason in every metric of access") {
  auto city = street();
  const HomeId here = scene::home(city, 'a');
  city.homes.door[here] = Missing::off_network;
  for (const char* id : {"access/nearest", "access/nth_nearest", "access/cumulative",
                         "access/potential", "access/floating_catchment"}) {
    CHECK(compute::homes(city, id)[here].reason() == Missing::off_network);
  }
}

TEST_CASE("people times places is the supply that is served, in random towns") {
  const volume::Trial trial("law: all supply in reach is given, in drawn towns", {200, 10000},
                            "towns");
  INFO("seed " << trial.seed());
  std::mt19937 draw(trial.seed());
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    auto city = street();
    double supply = 0;
    for (const HomeId home : city.homes.at.rows()) {
      city.homes.people[geo::everyone][home] =
          geo::People::of(1.0 + static_cast<double>(draw() % 500));
    }
    for (const geo::ServiceId service : city.services.kind.rows()) {
      const double places = static_cast<double>(draw() % 50);
      city.services.capacity[service] = places;
      supply += places;
    }
    const auto access = compute::homes(city, "access/floating_catchment",
                                       {{"within", "15"}, {"decay", "gaussian"}});
    double given = 0;
    for (const HomeId home : city.homes.at.rows()) {
      given += *access[home] / 1000 * city.homes.people[geo::everyone][home].count();
    }
    REQUIRE(given == Approx(supply).epsilon(1e-9).margin(1e-9));
  }
}

TEST_CASE("a setting that is a choice names the words that are allowed") {
  const auto& metric = *analysis::find_metric("access/potential").metric;
  try {
    metric.check({{"decay", "sudden"}});
    FAIL("not refused");
  } catch (const geo::Error& error) {
    CHECK(error.finding().code == "setting_not_understood");
    CHECK(error.finding().field == "decay");
    CHECK(error.finding().remedy.find("half_life") != std::string::npos);
  }
  CHECK_THROWS_AS(compute::homes(street(), "access/potential", {{"steps", "20:1, 10:2"}}),
                  geo::Error);
  for (const auto& field : metric.fields()) {
    if (field.name == "decay") CHECK(field.choices.size() == 9);
    if (field.name == "decay") CHECK(field.by_default == "half_life");
  }
}
