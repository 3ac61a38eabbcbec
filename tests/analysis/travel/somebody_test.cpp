// Questions about somebody in particular: fewer services, another way of moving.

#include <algorithm>

#include "analysis/travel/ask.hpp"
#include "analysis/travel/destinations.hpp"
#include "tests/analysis/travel/random_town.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis::travel;
using geo::Minutes;

namespace {

using Walks = geo::Column<geo::HomeId, Minutes>;

const geo::Kind clinic{"health.clinic"};

Question nearest_clinic() {
  return to_services(clinic).within(Minutes{25}).only_nearest();
}

Walks walks(const geo::City& city, const Question& question, const Way& way = {}) {
  return ask(city, std::span(&question, 1), way).at(question).minutes();
}

/// Every second clinic.
std::vector<std::uint32_t> some_clinics(const geo::City& city) {
  std::vector<std::uint32_t> some;
  const auto all = rows_asked(city, nearest_clinic());
  for (std::size_t at = 0; at < all.size(); at += 2) some.push_back(all[at]);
  return some;
}

}  // namespace

TEST_CASE("a question among some services is that of a city which has no others") {
  const volume::Trial trial("law: among some services, as if there were no others", {20, 1000},
                            "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    INFO("seed " << trial.seed() + town);
    const geo::City city = random_town::town(trial.seed() + town);
    const auto some = some_clinics(city);
    geo::City other = city;
    for (const geo::ServiceId service : city.services.kind.rows()) {
      const bool stays = std::binary_search(some.begin(), some.end(), service.row());
      if (!stays && clinic.includes(other.services.kind[service])) {
        other.services.kind[service] = geo::Kind{"gone"};
      }
    }
    REQUIRE(walks(city, nearest_clinic().among(some)) == walks(other, nearest_clinic()));
    // A list of every trip is narrowed down alike.
    const auto all_trips = to_services(clinic).within(Minutes{25});
    REQUIRE(walks(city, all_trips.among(some)) == walks(other, all_trips));
  }
}

TEST_CASE("a question that says how it moves is answered as if everybody moved so") {
  const volume::Trial trial("law: a way of one's own is a way like any", {20, 1000}, "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    INFO("seed " << trial.seed() + town);
    const geo::City city = random_town::town(trial.seed() + town);
    Way slow;
    slow.pace = geo::MetresPerMinute{45};
    slow.takes_steps = town % 2 == 0;
    // Asked together with those who move like everybody, and alone.
    const std::vector<Question> both{nearest_clinic(), nearest_clinic().moving(slow)};
    const auto answers = ask(city, both, {});
    REQUIRE(answers.at(both[0]).minutes() == walks(city, nearest_clinic()));
    REQUIRE(answers.at(both[1]).minutes() == walks(city, nearest_clinic(), slow));
  }
}

TEST_CASE("who takes no steps walks a city without them") {
  const volume::Trial trial("law: no steps taken, as if there were none", {20, 1000}, "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    INFO("seed " << trial.seed() + town);
    geo::City city = random_town::town(trial.seed() + town);
    // Steps of no length are both of their corners: nothing to compare.
    for (geo::Edge& edge : city.streets.edges.values()) {
      edge.steps = edge.steps && edge.length.value > 0;
    }
    geo::City flat = city;
    for (geo::Edge& edge : flat.streets.edges.values()) {
      if (edge.steps) edge.walkable = false;
    }
    Way pushed;
    pushed.takes_steps = false;
    REQUIRE(walks(city, nearest_clinic(), pushed) == walks(flat, nearest_clinic()));
  }
}

TEST_CASE("a city of straight lines narrows down and slows down too") {
  geo::City city = random_town::town(11);
  city.streets = {};
  city.description.streets.from = geo::description::Streets::From::none;
  const auto some = some_clinics(city);
  const auto all = walks(city, nearest_clinic());
  const auto fewer = walks(city, nearest_clinic().among(some));
  Way slow;
  slow.pace = geo::MetresPerMinute{40};
  const auto slower = walks(city, nearest_clinic().moving(slow));
  for (const geo::HomeId home : all.rows()) {
    if (fewer[home]) CHECK(*fewer[home] >= *all[home]);
    if (slower[home]) CHECK(slower[home]->value == Approx(2 * all[home]->value).margin(0.002));
  }
}
