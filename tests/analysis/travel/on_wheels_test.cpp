#include "analysis/travel/on_wheels.hpp"

#include "analysis/travel/ask.hpp"
#include "geo/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/scene/drawing.hpp"
#include "tests/scene/town.hpp"

using namespace analysis::travel;
using geo::HomeId;
using geo::Minutes;
using geo::Mode;

namespace {

Way bicycle() {
  return {.name = "bicycle",
          .pace = geo::MetresPerMinute{200},
          .uses = Mode::bicycle,
          .slope = geo::SlopeRule::none};
}

Question nearest() {
  return to_services(geo::Kind{"health"}).within(Minutes{60}).only_nearest();
}

/// On foot 10 cells from the home to the clinic; bicycles go round, 14 cells, and not back.
geo::City town() {
  auto city = scene::town({.streets = "a---------b", .homes = "a", .services = {{"health", "b"}}});
  auto drawn = scene::drawing(R"(
      a         b
      |         |
      |         |
      +---------+
    )",
                              100);
  geo::Riding ridden;
  ridden.streets = drawn.streets;
  for (geo::Edge& edge : ridden.streets.edges.values()) {
    edge.traits.by_bicycle = geo::Passage::both;
  }
  ridden.home_door.push_back(drawn.door.at('a'));
  ridden.service_doors.append(std::vector<geo::Door>{drawn.door.at('b')});
  city.riding.emplace(Mode::bicycle, ridden);
  return city;
}

Minutes minutes(const geo::City& city, const Question& question) {
  const auto column = ask(city, std::span(&question, 1), {}).at(question).minutes();
  return *column[HomeId{0}];
}

}  // namespace

TEST_CASE("who rides takes the streets of the vehicle, who walks those of people") {
  CHECK(minutes(town(), nearest()).value == Approx(1000 / 80.0));
  CHECK(minutes(town(), nearest().moving(bicycle())).value == Approx(1600 / 200.0));
}

TEST_CASE("a one-way for bicycles holds for bicycles") {
  auto city = town();
  for (geo::Edge& edge : city.riding.at(Mode::bicycle).streets.edges.values()) {
    edge.traits.by_bicycle = geo::Passage::none;
  }
  const auto question = nearest().moving(bicycle());
  const auto column = ask(city, std::span(&question, 1), {}).at(question).minutes();
  CHECK(column[HomeId{0}].reason() == geo::Missing::out_of_reach);
}

TEST_CASE("a city built without the streets of a vehicle says what to add") {
  auto city = town();
  city.riding.clear();
  try {
    on_wheels(city, Mode::car);
    FAIL("it should be refused");
  } catch (const geo::Error& error) {
    CHECK(error.finding().code == "way_not_prepared");
    CHECK(error.finding().remedy == "add by = [\"car\"] to [travel]");
  }
}
