#include "analysis/barrier_costs.hpp"

#include <algorithm>
#include <random>

#include "analysis/group_step.hpp"
#include "analysis/run.hpp"
#include "geo/core/opening_hours.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"
#include "tests/volume.hpp"

using namespace analysis;
using geo::Missing;
using geo::Profile;
using geo::ServiceId;

namespace {

/// 100 m a cell at 80 m a minute: one sign is 1.25 minutes. The doctor at b speaks Arabic and takes
/// 20 EUR; the one at d is free and speaks Spanish only.
geo::City street() {
  auto city = scene::town({.streets = "a--b--c--d--e",
                           .homes = "ae",
                           .services = {{"health.doctor", "bd"}},
                           .people = {{"everyone", {{'a', 30}, {'e', 10}}}},
                           .neighbourhoods = {{"East", "e"}, {"West", "a"}}});
  const ServiceId b = scene::service(city, 'b'), d = scene::service(city, 'd');
  city.services.languages[b] = {"es", "ar"};
  city.services.languages[d] = {"es"};
  city.services.fee[b] = "20 EUR";
  city.services.fee[d] = "none";
  city.description.analysis.metrics = {"access/effective", "access/nearest"};
  return city;
}

Profile arabic_speaker() {
  Profile profile;
  profile.key = "arabic";
  profile.languages = {"ar"};
  return profile;
}

const BarrierCost& cost(const Results& results, const std::string& removed, const geo::City& city,
                        const std::string& level) {
  const auto found =
      std::find_if(results.barriers.begin(), results.barriers.end(), [&](const BarrierCost& c) {
        return c.removed == removed && city.levels[c.level].key == level;
      });
  REQUIRE(found != results.barriers.end());
  return *found;
}

constexpr geo::AreaId east{0}, west{1}, whole{0};

}  // namespace

TEST_CASE("a run without profiles has no barriers and no columns of theirs") {
  const auto city = street();
  const auto results = run(city);
  CHECK(results.barriers.empty());
  for (const Outcome& outcome : results.outcomes) CHECK(outcome.instance.id == "access/nearest");
}

TEST_CASE("a profile has two columns for each kind") {
  auto city = street();
  city.description.profiles.asked = {arabic_speaker()};
  std::vector<std::string> columns;
  for (const Instance& instance : instances(city, {})) columns.push_back(instance.column);
  CHECK(columns == std::vector<std::string>{"effective_arabic_health_doctor_min",
                                            "effective_arabic_health_doctor_possible_min",
                                            "nearest_health_doctor_min"});
  city.description.analysis.profile_kinds = {geo::Kind{"health"}};
  CHECK(instances(city, {}).front().column == "effective_arabic_health_min");
}

TEST_CASE("language costs the east the walk past its own doctor") {
  auto city = street();
  city.description.profiles.asked = {arabic_speaker()};
  const auto results = run(city);
  const auto& language = cost(results, "language", city, "neighbourhood");
  CHECK(*language.certain.minutes[east] == Approx(3 * 1.25));
  CHECK(*language.certain.added[east] == Approx(6 * 1.25));
  CHECK(*language.certain.added[west] == 0);
  CHECK(*language.certain.put_out[east] == 0);
  // 30 of 40 people live in the west: half of all walk no further.
  CHECK(*cost(results, "language", city, "city").certain.added[whole] == 0);
  CHECK(*cost(results, "nothing", city, "neighbourhood").certain.minutes[east] == Approx(9 * 1.25));
}

TEST_CASE("two barriers that close different doors leave none open, and each reopens one") {
  auto city = street();
  Profile poor = arabic_speaker();
  poor.pays = 0;
  city.description.profiles.asked = {poor};
  const auto results = run(city);
  CHECK(cost(results, "nothing", city, "city").certain.minutes[whole].reason() ==
        Missing::out_of_reach);
  const auto& language = cost(results, "language", city, "neighbourhood");
  CHECK(*language.certain.minutes[west] == Approx(9 * 1.25));
  CHECK(language.certain.added[west].reason() == Missing::out_of_reach);
  CHECK(*language.certain.put_out[west] == 30);
  const auto& fee = cost(results, "fee", city, "neighbourhood");
  CHECK(*fee.certain.minutes[west] == Approx(3 * 1.25));
  CHECK(*fee.possible.put_out[east] == 10);
}

TEST_CASE("where two barriers close one door, neither opens it alone") {
  auto city = street();
  Profile poor = arabic_speaker();
  poor.languages = {"zh"};
  poor.pays = 0;
  city.description.profiles.asked = {poor};
  city.services.fee[scene::service(city, 'd')] = "20 EUR";
  const auto results = run(city);
  for (const char* removed : {"language", "fee"}) {
    const auto& one = cost(results, removed, city, "city");
    CHECK(one.certain.added[whole].reason() == Missing::no_people_served);
    CHECK(*one.certain.put_out[whole] == 0);
  }
  CHECK(*cost(results, "everything", city, "city").certain.put_out[whole] == 40);
}

TEST_CASE("what is not stated lies between certain and possible") {
  auto city = street();
  city.services.languages[scene::service(city, 'd')].clear();
  city.description.profiles.asked = {arabic_speaker()};
  const auto results = run(city);
  const auto& as_is = cost(results, "nothing", city, "neighbourhood");
  CHECK(*as_is.certain.minutes[east] == Approx(9 * 1.25));
  CHECK(*as_is.possible.minutes[east] == Approx(3 * 1.25));
  const auto& language = cost(results, "language", city, "neighbourhood");
  CHECK(*language.certain.added[east] == Approx(6 * 1.25));
  CHECK(*language.possible.added[east] == 0);
}

TEST_CASE("steps are a barrier to a pushchair, and the way round is what it costs") {
  auto city = scene::town({.streets = R"(
      a==b
      |  |
      c--d
    )",
                           .homes = "a",
                           .services = {{"health", "b"}}});
  Profile pushed;
  pushed.key = "pushed";
  pushed.with = {geo::With::pushchair};
  city.description.profiles.asked = {pushed};
  city.description.analysis.metrics = {"access/effective"};
  const auto results = run(city);
  const auto& pace = cost(results, "pace", city, "city");
  CHECK(*pace.certain.minutes[whole] == Approx(3 * 1.25 * 1.5));
  CHECK(*pace.certain.added[whole] == Approx((3 + 2 + 2) * 1.25 - 3 * 1.25 * 1.5));
  CHECK(pace.certain.put_out[whole].reason() == Missing::not_recorded);
}

TEST_CASE("who cannot leave the stairs with a pushchair is put out of reach") {
  auto city = scene::town({.streets = "a==1==b--c",
                           .homes = "1c",
                           .services = {{"health", "c"}},
                           .people = {{"everyone", {{'1', 7}, {'c', 5}}}}});
  Profile pushed;
  pushed.key = "pushed";
  pushed.with = {geo::With::pushchair};
  city.description.profiles.asked = {pushed};
  city.description.analysis.metrics = {"access/effective"};
  const auto results = run(city);
  const auto& pace = cost(results, "pace", city, "city");
  CHECK(*pace.certain.put_out[whole] == 7);
  CHECK(pace.certain.added[whole].reason() == Missing::out_of_reach);
}

TEST_CASE("a home off the streets has its own reason, not a barrier's") {
  auto city = street();
  city.homes.door[scene::home(city, 'e')] = Missing::off_network;
  city.description.profiles.asked = {arabic_speaker()};
  const auto results = run(city);
  const auto& language = cost(results, "language", city, "neighbourhood");
  CHECK(language.certain.added[east].reason() == Missing::off_network);
  CHECK(*language.certain.put_out[east] == 0);
}

namespace {

/// A grid of streets with steps and one-ways, and services that state what chance says.
geo::City by_chance(std::mt19937& draw) {
  auto city = scene::town(
      {.streets = R"(
      a--b==c--d
      |  #  |  ^
      e>>f--g==h
      |  |  #  |
      i--j==k--l
    )",
       .homes = "aabdfhil",
       .services = {{"health.clinic", "cgj"}, {"health.doctor", "bekl"}},
       .people = {{"everyone",
                   {{'a', 40}, {'b', 20}, {'d', 7}, {'f', 3}, {'h', 11}, {'i', 50}, {'l', 1}}}},
       .neighbourhoods = {{"North", "abd"}, {"South", "fhil"}}});
  city.description.profiles.papers = {"registered"};
  const auto pick = [&](const std::vector<std::string>& from) {
    return from[draw() % from.size()];
  };
  auto& services = city.services;
  for (const ServiceId service : services.kind.rows()) {
    if (draw() % 3 > 0) services.languages[service] = {pick({"es", "ar", "fr"})};
    if (draw() % 3 > 0) services.open_to[service] = {pick({"everyone", "registered", "women"})};
    services.fee[service] = pick({"", "none", "5 EUR", "income"});
    services.opening_hours[service] =
        pick({"", "24/7", "Mo-Fr 09:00-14:00", "Mo-Fr 17:00-20:00", "ask"});
    if (draw() % 3 > 0) services.step_free[service] = draw() % 2 == 0;
  }
  Profile profile;
  profile.key = "somebody";
  if (draw() % 2) profile.languages = {pick({"ar", "fr", "zh"})};
  if (draw() % 2) profile.papers = {pick({"none", "registered"})};
  if (draw() % 2) profile.pays = static_cast<double>(draw() % 6);
  if (draw() % 2) profile.free = geo::opening_hours(pick({"Mo-Fr 18:00-21:00", "Sa"}))->open;
  if (draw() % 2) profile.pace = geo::MetresPerMinute{static_cast<double>(20 + draw() % 61)};
  if (draw() % 2) profile.with = {geo::all_with[draw() % 3]};
  profile.step_free = profile.goes_with(geo::With::wheelchair);
  city.description.profiles.asked = {profile};
  city.description.analysis.kinds = {geo::Kind{"health"}, geo::Kind{"health.clinic"}};
  city.description.analysis.metrics = {"access/effective", "access/nearest"};
  return city;
}

/// A cell as a number that only grows: out of reach is further than any walk.
double length_of(const geo::Cell<double>& cell) {
  return cell ? *cell : 1e9;
}

const HomeFigures& homes_of(const Results& results, const std::string& column) {
  for (const Outcome& outcome : results.outcomes) {
    if (outcome.instance.column == column) return *outcome.homes;
  }
  throw std::out_of_range(column);
}

}  // namespace

TEST_CASE("laws of profiles hold in towns made by chance") {
  const volume::Trial trial("law: barriers only ever lengthen a walk", {100, 5000}, "towns");
  INFO("seed " << trial.seed());
  std::mt19937 draw(trial.seed());
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const auto city = by_chance(draw);
    const auto results = run(city);
    for (const std::string kind : {"health", "health_clinic"}) {
      const auto& certain = homes_of(results, "effective_somebody_" + kind + "_min");
      const auto& possible = homes_of(results, "effective_somebody_" + kind + "_possible_min");
      const auto& plain = homes_of(results, "nearest_" + kind + "_min");
      for (const geo::HomeId home : certain.rows()) {
        REQUIRE(length_of(certain[home]) >= length_of(possible[home]));
        REQUIRE(length_of(possible[home]) >= length_of(plain[home]));
      }
    }
    for (const BarrierCost& one : results.barriers) {
      const auto& as_is = *std::find_if(
          results.barriers.begin(), results.barriers.end(), [&](const BarrierCost& other) {
            return other.kind == one.kind && other.level == one.level && other.removed == "nothing";
          });
      for (const geo::AreaId area : one.certain.minutes.rows()) {
        REQUIRE(length_of(one.certain.minutes[area]) <= length_of(as_is.certain.minutes[area]));
        REQUIRE(length_of(one.certain.minutes[area]) >= length_of(one.possible.minutes[area]));
        if (one.certain.added[area]) REQUIRE(*one.certain.added[area] >= 0);
        if (one.removed != "everything") continue;
        REQUIRE(one.certain.minutes[area] == one.possible.minutes[area]);
        REQUIRE(*one.certain.put_out[area] >= *one.possible.put_out[area]);
      }
    }
  }
}

TEST_CASE("one more service never lengthens what a profile walks, in towns made by chance") {
  const volume::Trial trial("law: one more service never lengthens a profile's walk", {100, 5000},
                            "towns");
  INFO("seed " << trial.seed());
  std::mt19937 draw(trial.seed());
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    auto city = by_chance(draw);
    const auto before = run(city);
    // A service that was closed to all opens to all: one more for whoever could not use it.
    const ServiceId opened{draw() % city.services.size()};
    city.services.languages[opened] = {"es", "ar", "fr", "zh"};
    city.services.open_to[opened] = {"everyone"};
    city.services.fee[opened] = "none";
    city.services.opening_hours[opened] = "24/7";
    city.services.step_free[opened] = true;
    const auto after = run(city);
    const auto& was = homes_of(before, "effective_somebody_health_min");
    const auto& is = homes_of(after, "effective_somebody_health_min");
    for (const geo::HomeId home : was.rows()) {
      REQUIRE(length_of(is[home]) <= length_of(was[home]));
    }
  }
}

TEST_CASE("the profile as it is has the median that the maps show, in towns made by chance") {
  const volume::Trial trial("law: barriers and maps agree", {50, 2000}, "towns");
  INFO("seed " << trial.seed());
  std::mt19937 draw(trial.seed());
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const auto city = by_chance(draw);
    const auto results = run(city);
    for (const BarrierCost& one : results.barriers) {
      if (one.removed != "nothing" || one.kind.name() != "health") continue;
      for (const Outcome& outcome : results.outcomes) {
        if (outcome.instance.column != "effective_somebody_health_min") continue;
        for (const Figures& figures : outcome.figures) {
          if (figures.level == one.level && figures.group == geo::everyone) {
            REQUIRE(figures.value == one.certain.minutes);
          }
        }
      }
    }
  }
}

TEST_CASE("a profile without barriers walks exactly what access/nearest says") {
  std::mt19937 draw(7);
  auto city = by_chance(draw);
  city.description.profiles.asked = {Profile{.key = "anyone"}};
  const auto results = run(city);
  const auto& plain = homes_of(results, "nearest_health_min");
  CHECK(homes_of(results, "effective_anyone_health_min") == plain);
  CHECK(homes_of(results, "effective_anyone_health_possible_min") == plain);
}
