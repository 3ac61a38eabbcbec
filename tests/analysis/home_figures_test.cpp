// Figures of homes after an edit, measured again where trips changed; measuring anew is the judge.

#include "analysis/home_figures.hpp"

#include <set>

#include "analysis/run.hpp"
#include "analysis/ways.hpp"
#include "tests/analysis/travel/random_edits.hpp"
#include "tests/catch.hpp"
#include "tests/scene/drawn_transit.hpp"
#include "tests/scene/town.hpp"
#include "tests/volume.hpp"

using namespace analysis;
using geo::City;
using geo::Minutes;

namespace {

/// The town with a line that calls at its first services, where three of them have a door.
City with_a_line(City city) {
  scene::DrawnDay day{.lines = {{.stops = "abc", .starts = {"07:10", "08:00"}}}};
  char letter = 'a';
  for (const geo::ServiceId place : city.services.kind.rows()) {
    if (letter > 'c') break;
    if (!city.services.doors[place].empty()) day.stands_at[letter++] = place;
  }
  return letter > 'c' ? scene::with_transit(std::move(city), day) : city;
}

/// A town that asks every metric of homes, also about somebody whom steps hinder.
City asking_town(unsigned seed, random_edits::Size size) {
  City city = random_edits::drawn_town(seed, size);
  city.description.analysis.kinds = {geo::Kind{"health"}, geo::Kind{"education.school"}};
  city.description.analysis.minutes = {Minutes{5}, Minutes{15}};
  geo::Profile profile;
  profile.key = "with_pram";
  profile.with = {geo::With::carrying};
  city.description.profiles.asked = {profile};
  geo::NamedWay wheelchair;
  wheelchair.way.name = "wheelchair";
  wheelchair.way.takes_steps = false;
  city.description.ways = {wheelchair};
  city.uses.dwelling_class = 0;
  city = with_a_line(std::move(city));
  if (seed % 3 == 0 && city.transit) {
    city.description.transit = geo::description::Transit{};
    city.description.travel_by = {std::string{geo::description::by_transit}};
  }
  return city;
}

HomesMeasured anew(const City& city) {
  return measure_homes(city, instances(city, {}), way_named(city, {}));
}

void check_equal(const HomesMeasured& again, const HomesMeasured& fresh) {
  REQUIRE(again.instances.size() == fresh.instances.size());
  for (std::size_t at = 0; at < fresh.instances.size(); ++at) {
    INFO(fresh.instances[at].column);
    REQUIRE(again.instances[at].column == fresh.instances[at].column);
    REQUIRE(again.figures[at] == fresh.figures[at]);
  }
}

}  // namespace

TEST_CASE("every figure of homes after any edit equals measuring anew, in towns made by chance") {
  volume::Trial trial("measuring again against measuring anew", {24, 1200}, "edits in a row");
  constexpr std::size_t in_a_row = 6;
  std::size_t edits = 0;
  std::set<std::string> metrics;
  for (unsigned town = 0; edits < trial.rounds(); ++town) {
    const auto seed = trial.seed() + town;
    random_edits::Size size;
    if (town % 2 == 1) size.edges = 75, size.services = 5;  // islands, kinds that come to an end
    random_edits::Editor editor(seed);
    City city = asking_town(seed, size);
    HomesMeasured measured = anew(city);
    for (const Instance& instance : measured.instances) metrics.insert(instance.id);
    for (std::size_t more = 0; more < in_a_row; ++more, ++edits) {
      const geo::Edit edit = editor.edit(city);
      INFO("town " << seed << ", edit " << more << " of sort " << edit.index());
      city = geo::edited(city, edit);
      measured = measure_homes_again(measured, city, edit);
      check_equal(measured, anew(city));
    }
  }
  std::set<std::string> over_homes;
  for (const Entry& entry : catalogue()) {
    if (!entry.metric->over_areas()) over_homes.emplace(entry.id);
  }
  CHECK(metrics == over_homes);
}

TEST_CASE("who is not concerned keeps the figure, and who is gets the new one") {
  const auto city = scene::town(
      {.streets = "z-1--a--2-----3--b", .homes = "123", .services = {{"health", "ab"}}});
  const auto before =
      measure_homes(city, instances(city, {.only = {"access/nearest"}}), way_named(city, {}));
  const geo::Edit edit = geo::ServiceClosed{scene::service(city, 'b')};
  const auto after = measure_homes_again(before, geo::edited(city, edit), edit);
  REQUIRE(before.figures.size() == 1);
  const auto& was = before.figures.front();
  const auto& is = after.figures.front();
  const auto first = scene::home(city, '1'), last = scene::home(city, '3');
  REQUIRE(was[first].status() == "ok");
  CHECK(is[first] == was[first]);
  REQUIRE(was[last].status() == "ok");
  CHECK(*was[last] == Approx(3 * 1.25));
  REQUIRE(is[last].status() == "ok");
  CHECK(*is[last] == Approx(9 * 1.25));
}
