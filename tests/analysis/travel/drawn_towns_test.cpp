#include <cmath>
#include <map>

#include "analysis/travel/ask.hpp"
#include "geo/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"

using namespace analysis;
using namespace analysis::travel;
using geo::HomeId;
using geo::Minutes;
using geo::Missing;
using scene::home;

namespace {

// 80 m to the cell at 80 m a minute: one sign on the drawing is one minute.
constexpr double a_minute = 80;

geo::Column<HomeId, Minutes> walk(const geo::City& city, const char* kind, double limit = 60) {
  const auto question = to_services(geo::Kind{kind}).within(Minutes{limit});
  return ask(city, std::span(&question, 1), {}).at(question).minutes();
}

}  // namespace

TEST_CASE("a walk takes the shorter of two ways round") {
  const auto city = scene::town({.streets = R"(
      a-----b
      |     |
      c--d--e
    )",
                                 .homes = "abd",
                                 .services = {{"health.clinic", "e"}},
                                 .metres_per_cell = a_minute});
  const auto minutes = walk(city, "health.clinic");
  CHECK(minutes[home(city, 'a')]->value == Approx(8));  // a c d e
  CHECK(minutes[home(city, 'b')]->value == Approx(2));
  CHECK(minutes[home(city, 'd')]->value == Approx(3));
}

TEST_CASE("doors lie on the street, not at its corners") {
  const auto city = scene::town({.streets = "a--1----2--b",
                                 .homes = "1",
                                 .services = {{"health.clinic", "2"}},
                                 .metres_per_cell = a_minute});
  CHECK(walk(city, "health.clinic")[home(city, '1')]->value == Approx(5));
}

TEST_CASE("a one-way street is walked in its own direction only") {
  const auto city = scene::town({.streets = R"(
      a>>>>b
      |    |
      c----d
    )",
                                 .homes = "ab",
                                 .services = {{"health.clinic", "bc"}, {"education.school", "a"}},
                                 .metres_per_cell = a_minute});
  CHECK(walk(city, "health.clinic")[home(city, 'a')]->value == Approx(5));
  CHECK(walk(city, "education.school")[home(city, 'b')]->value == Approx(9));  // b d c a
}

TEST_CASE("a service behind one on a one-way street is reached the long way round") {
  const auto city = scene::town({.streets = R"(
      a>1>>2>b
      |      |
      c------d
    )",
                                 .homes = "12",
                                 .services = {{"health.clinic", "1"}, {"education.school", "2"}},
                                 .metres_per_cell = a_minute});
  CHECK(walk(city, "education.school")[home(city, '1')]->value == Approx(3));
  CHECK(walk(city, "health.clinic")[home(city, '2')]->value == Approx(2 + 2 + 7 + 2 + 2));
}

TEST_CASE("steps take half as long again") {
  const auto city = scene::town({.streets = "a====b",
                                 .homes = "a",
                                 .services = {{"health.clinic", "b"}},
                                 .metres_per_cell = a_minute});
  CHECK(walk(city, "health.clinic")[home(city, 'a')]->value == Approx(5 * 1.5));
}

TEST_CASE("a trip of exactly the limit counts, one of a tenth of a second more does not") {
  const auto city = scene::town({.streets = "a----b",
                                 .homes = "a",
                                 .services = {{"health.clinic", "b"}},
                                 .metres_per_cell = a_minute});
  CHECK(walk(city, "health.clinic", 5)[home(city, 'a')].has_value());
  CHECK(walk(city, "health.clinic", 5 - 1 / 600.0)[home(city, 'a')] ==
        geo::Cell<Minutes>(Missing::out_of_reach));
}

TEST_CASE("what cannot be answered says why") {
  const auto city = scene::town({.streets = R"(
      a----b   c----d
      e....f
    )",
                                 .homes = "acef",
                                 .services = {{"health.clinic", "b"}},
                                 .metres_per_cell = a_minute});
  const auto clinic = walk(city, "health.clinic");
  CHECK(clinic[home(city, 'a')].has_value());
  CHECK(clinic[home(city, 'c')].status() == "out_of_reach");
  CHECK(clinic[home(city, 'e')].status() == "off_network");
  const auto school = walk(city, "education.school");
  CHECK(school[home(city, 'a')].status() == "no_supply");
  CHECK(school[home(city, 'e')].status() == "off_network");
}

TEST_CASE("a service with two entrances counts once, by its better door") {
  auto city = scene::town({.streets = "a----b----c",
                           .homes = "a",
                           .services = {{"health.clinic", "bc"}},
                           .metres_per_cell = a_minute});
  std::vector<geo::Door> both;
  for (const auto service : city.services.kind.rows()) {
    for (const geo::Door& door : city.services.doors[service]) both.push_back(door);
  }
  REQUIRE(both.size() == 2);
  geo::Lists<geo::ServiceId, geo::Door> doors;
  doors.append(both);
  doors.append(std::vector{both[1]});
  city.services.doors = doors;
  const auto question = to_services(geo::Kind{"health"}).within(Minutes{30});
  const auto answers = ask(city, std::span(&question, 1), {});
  const auto& trip = answers.at(question);
  CHECK(trip.minutes(1)[home(city, 'a')]->value == Approx(5));
  CHECK(trip.minutes(2)[home(city, 'a')]->value == Approx(10));
  const auto count = trip.sum({1, 1}, [](geo::Deciseconds) { return 1.0; });
  CHECK(*count[home(city, 'a')] == 2);
}

TEST_CASE("an empty city is answered too") {
  const auto question = to_services(geo::Kind{"health"});
  const geo::City city;
  const auto answers = ask(city, std::vector{question, no_travel(), to_uses()}, {});
  CHECK(answers.at(question).minutes().empty());
  CHECK(answers.at(question).destinations().empty());
  CHECK(answers.at(to_uses()).demand({}, [](geo::Deciseconds) { return 1.0; }).empty());
}

TEST_CASE("a metric that asked for the nearest only cannot read every trip") {
  const auto city =
      scene::town({.streets = "a----b", .homes = "a", .services = {{"health.clinic", "b"}}});
  const auto question = to_services(geo::Kind{"health"}).only_nearest();
  const auto answers = ask(city, std::span(&question, 1), {});
  const auto& trip = answers.at(question);
  CHECK(trip.minutes().size() == 1);
  CHECK_THROWS_AS(trip.sum({1}, [](geo::Deciseconds) { return 1.0; }), geo::Error);
  CHECK_THROWS_AS(trip.minutes(2), geo::Error);
}

TEST_CASE("a city that says it has no streets is crossed in straight lines with a detour") {
  auto city = scene::town({.streets = R"(
      a--b
      |  |
      c--d
    )",
                           .homes = "ac",
                           .services = {{"health.clinic", "d"}, {"education.school", "ab"}},
                           .metres_per_cell = a_minute});
  city.streets = {};
  for (auto& door : city.homes.door.values()) door = Missing::off_network;
  city.services.doors = geo::Lists<geo::ServiceId, geo::Door>(
      std::vector<std::vector<geo::Door>>(city.services.size()));
  city.description.streets.detour = 1.3;
  const auto minutes = walk(city, "health.clinic");
  CHECK(minutes[home(city, 'c')]->value == Approx(3 * 1.3));
  CHECK(minutes[home(city, 'a')]->value == Approx(std::hypot(3, 2) * 1.3).margin(1 / 1200.0));
  const auto schools = to_services(geo::Kind{"education"}).within(Minutes{3});
  const auto answers = ask(city, std::vector{schools, schools.only_nearest(2)}, {});
  const auto people = city.homes.people[geo::everyone].values();
  const Decay one = [](geo::Deciseconds) { return 1.0; };
  CHECK(answers.at(schools).demand(people, one) == std::vector<double>{2, 0, 0});
  CHECK(answers.at(schools.only_nearest(2)).minutes(2)[home(city, 'a')].status() == "out_of_reach");

  city.description.streets.from = geo::description::Streets::From::osm;
  CHECK(walk(city, "health.clinic")[home(city, 'c')].status() == "off_network");
}

TEST_CASE("what is around a home is gathered by class, with the nearest of each") {
  const auto city = scene::town({.streets = "a--b--c--d",
                                 .homes = "ad",
                                 .services = {{"health.clinic", "bc"}, {"health.pharmacy", "d"}},
                                 .metres_per_cell = a_minute});
  const auto question = to_services(geo::Kind{"health"}).within(Minutes{6});
  const auto answer = ask(city, std::span(&question, 1), {}).at(question);
  std::vector<std::size_t> of_row;
  std::vector<double> weight;
  for (const auto service : city.services.kind.rows()) {
    of_row.push_back(city.services.kind[service].name() == "health.clinic" ? 0 : 1);
    weight.push_back(10);
  }
  const auto around = answer.around({2, of_row, weight});
  const HomeId a = home(city, 'a'), d = home(city, 'd');
  CHECK(*around->trips[a] == 2);  // the pharmacy is 9 minutes away
  CHECK(around->weight(a)[0] == 20);
  CHECK(around->weight(a)[1] == 0);
  CHECK(around->nearest(a)[0] == geo::Deciseconds{1800});
  CHECK(around->nearest(a)[1] == Around::never);
  CHECK(*around->trips[d] == 3);
  CHECK(around->nearest(d)[1] == geo::Deciseconds{0});
  CHECK(answer.around({2, of_row, weight}) == around);  // kept for who asks the same again

  weight.assign(weight.size(), 1);
  CHECK(answer.around({2, of_row, weight})->weight(a)[0] == 2);
}
