
#include "analysis/privacy/gate.hpp"
#include "analysis/run.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"

using namespace geo;
using analysis::privacy::Gate;

namespace {

/// Two neighbourhoods on one street, a shelter and a clinic, and a profile that asks for Arabic.
City town() {
  auto city = scene::town(
      {.streets = "a--b--c--d--e",
       .homes = "ae",
       .services = {{"arrival.shelter", "b"}, {"health.clinic", "d"}},
       .people = {{"everyone", {{'a', 300}, {'e', 100}}}, {"migrants", {{'a', 3}, {'e', 60}}}},
       .neighbourhoods = {{"East", "e"}, {"West", "a"}}});
  Profile profile;
  profile.key = "arabic";
  profile.name.set("en", "Speaks Arabic");
  profile.languages = {"ar"};
  city.description.profiles.asked = {profile};
  city.description.analysis.metrics = {"access/effective"};
  return city;
}

Release released(const City& city) {
  return Gate::release(city, analysis::run(city));
}

}  // namespace

TEST_CASE("what a barrier costs leaves row by row, for every level and area") {
  const auto release = released(town());
  REQUIRE(release.profiles().size() == 1);
  CHECK(release.profiles().front().kinds ==
        std::vector<std::string>{"arrival.shelter", "health.clinic"});
  // nothing, language, everything x two kinds x two neighbourhoods and the city
  CHECK(release.barriers().size() == 3 * 2 * 3);
  const auto* clinic =
      release.barrier("arabic", "health.clinic", "language", "neighbourhood", "West");
  REQUIRE(clinic);
  CHECK(clinic->certain.added.reason() == Missing::out_of_reach);
  CHECK(*clinic->certain.put_out == 300);
  CHECK(*clinic->possible.added == 0);
}

TEST_CASE("what a profile reaches never shows where a shelter is") {
  auto city = town();
  city.services.location[scene::service(city, 'b')] = Openness::is_protected;
  const auto release = released(city);
  CHECK(release.layer("homes")->column("effective_arabic_arrival_shelter_min") == nullptr);
  CHECK(release.layer("homes")->column("effective_arabic_arrival_shelter_possible_min") == nullptr);
  CHECK(release.layer("homes")->column("effective_arabic_health_clinic_min") != nullptr);
  for (const ReleasedBarrier& row : release.barriers()) {
    const bool fine = row.level == "neighbourhood" && row.kind == "arrival.shelter";
    INFO(row.removed << " " << row.level << " " << row.kind);
    for (const auto* bound : {&row.certain, &row.possible}) {
      for (const auto* cell : {&bound->minutes, &bound->added, &bound->put_out}) {
        CHECK((!*cell && cell->reason() == Missing::suppressed) == fine);
      }
    }
  }
  for (const char* column :
       {"effective_arabic_arrival_shelter_min", "effective_arabic_arrival_shelter_possible_min"}) {
    const auto* found = release.layer("neighbourhood")->column(column);
    REQUIRE(found);
    for (const auto& cell : std::get<std::vector<Cell<double>>>(found->cells)) {
      CHECK(cell.reason() == Missing::suppressed);
    }
  }
}

TEST_CASE("what barriers cost depends on no group") {
  auto city = town();
  const auto release = released(city);
  const auto migrants = scene::group(city, "migrants"), rest = scene::group(city, "rest");
  std::swap(city.homes.people[migrants], city.homes.people[rest]);
  std::swap(city.residents.by_neighbourhood[migrants], city.residents.by_neighbourhood[rest]);
  const auto other = released(city);
  REQUIRE(release.barriers().size() == other.barriers().size());
  for (std::size_t row = 0; row < other.barriers().size(); ++row) {
    const auto &a = release.barriers()[row], &b = other.barriers()[row];
    CHECK(a.certain.minutes == b.certain.minutes);
    CHECK(a.certain.added == b.certain.added);
    CHECK(a.certain.put_out == b.certain.put_out);
    CHECK(a.possible.added == b.possible.added);
  }
}

TEST_CASE("a metric of a profile bears the profile's name") {
  const auto release = released(town());
  for (const auto& metric : release.metrics()) CHECK(metric.who.in("en") == "Speaks Arabic");
}

TEST_CASE("a city whose people are not recorded counts homes, and nobody put out") {
  auto city =
      scene::town({.streets = "a--b--c", .homes = "ac", .services = {{"health.clinic", "b"}}});
  Profile profile;
  profile.key = "arabic";
  profile.languages = {"ar"};
  city.description.profiles.asked = {profile};
  const auto release = released(city);
  const auto* row = release.barrier("arabic", "health.clinic", "language", "city", "city");
  REQUIRE(row);
  CHECK(row->certain.put_out.reason() == Missing::not_recorded);
  CHECK(*row->certain.minutes == Approx(3.75));
}
