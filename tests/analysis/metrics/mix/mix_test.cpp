#include <cmath>

#include "tests/analysis/metrics/compute.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"

using geo::HomeId;
using geo::Missing;

namespace {

// One dash is 100 m, 1.25 minutes.
geo::City town(std::map<std::string, std::map<char, double>> uses) {
  return scene::town({.streets = "a--b--c--------------d", .homes = "ad", .uses = std::move(uses)});
}

double at_home(const geo::City& city, const char* id, const analysis::Settings& settings = {}) {
  return compute::homes(city, id, settings)[scene::home(city, 'a')].value();
}

}  // namespace

TEST_CASE("diversity counts uses by floor area within the walk") {
  const auto city =
      town({{"housing", {{'a', 60}}}, {"shop", {{'b', 20}}}, {"office", {{'c', 15}, {'b', 5}}}});
  CHECK(at_home(city, "mix/diversity", {{"order", "0"}}) == Approx(3));
  const double entropy = -(0.6 * std::log(0.6) + 2 * 0.2 * std::log(0.2));
  CHECK(at_home(city, "mix/diversity", {{"order", "1"}}) == Approx(std::exp(entropy)));
  CHECK(at_home(city, "mix/diversity", {{"order", "2"}}) == Approx(1 / (0.36 + 0.04 + 0.04)));
  // Within 4 minutes the office at c is out.
  CHECK(at_home(city, "mix/diversity", {{"order", "2"}, {"within", "4"}}) ==
        Approx(85.0 * 85 / (3600 + 400 + 25)));
}

TEST_CASE("diversity weighs each kind by the nearest use of it") {
  const auto city = town({{"housing", {{'a', 4}}}, {"shop", {{'b', 2}}}, {"office", {{'c', 2}}}});
  const double b = std::exp(-4 * 3.75 / 10), c = std::exp(-4 * 7.5 / 10);
  const double t = 0.5 + 0.25 * b + 0.25 * c;
  const analysis::Settings weighed{{"order", "0"}, {"nearness", "weighed"}};
  CHECK(at_home(city, "mix/diversity", weighed) == Approx(1 + b + c));
  const analysis::Settings effective{{"order", "0"}, {"nearness", "effective"}};
  CHECK(at_home(city, "mix/diversity", effective) == Approx((1 + b + c) / t));
  const double first = -(0.5 / t * std::log(0.5 / t) + (b + c) * 0.25 / t * std::log(0.25 / t));
  CHECK(at_home(city, "mix/diversity", {{"order", "1"}, {"nearness", "weighed"}}) ==
        Approx(std::exp(first)));
}

TEST_CASE("entropy divides by every kind of use that the city has") {
  // Half housing, half shops at a; two more kinds are far away at d.
  const auto city = town({{"housing", {{'a', 50}}},
                          {"shop", {{'b', 50}}},
                          {"school", {{'d', 7}}},
                          {"office", {{'d', 9}}}});
  CHECK(at_home(city, "mix/entropy") == Approx(0.5));
}

TEST_CASE("entropy has the published value for four uses") {
  const auto city =
      town({{"a", {{'a', 60}}}, {"b", {{'a', 20}}}, {"c", {{'b', 15}}}, {"d", {{'b', 5}}}});
  CHECK(at_home(city, "mix/entropy") == Approx(0.7666031096732476).epsilon(1e-12));
}

TEST_CASE("balance tells housing that is short from housing in surplus") {
  // The city is 80 % housing; around a half is, around d all of it.
  const auto city = town({{"housing", {{'a', 20}, {'d', 60}}}, {"shop", {{'b', 20}}}});
  const auto balance = compute::homes(city, "mix/balance");
  CHECK(*balance[scene::home(city, 'a')] == Approx(-0.6).epsilon(1e-12));
  CHECK(*balance[scene::home(city, 'd')] == Approx(1).epsilon(1e-12));
}

TEST_CASE("mix gives a reason where there is nothing to mix") {
  const auto none = town({});
  const auto shops = town({{"shop", {{'a', 1}}}});
  const auto here = scene::home(shops, 'a'), far = scene::home(shops, 'd');
  for (const char* id : {"mix/diversity", "mix/entropy", "mix/balance"}) {
    CHECK(compute::homes(none, id)[here].reason() == Missing::no_supply);
    CHECK(compute::homes(shops, id)[far].reason() == Missing::out_of_reach);
  }
  CHECK(*compute::homes(shops, "mix/diversity")[here] == Approx(1));
  CHECK(compute::homes(shops, "mix/entropy")[here].reason() == Missing::single_kind);
  CHECK(compute::homes(shops, "mix/balance")[here].reason() == Missing::single_kind);
  const auto empty = town({{"housing", {{'a', 0}}}, {"shop", {{'a', 0}}}});
  for (const char* id : {"mix/diversity", "mix/entropy", "mix/balance"}) {
    CHECK(compute::homes(empty, id)[here].reason() == Missing::zero_denominator);
  }
}
