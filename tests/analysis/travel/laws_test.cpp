#include <algorithm>

#include <tbb/global_control.h>

#include "analysis/travel/ask.hpp"
#include "tests/analysis/travel/random_town.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis;
using namespace analysis::travel;
using geo::Deciseconds;
using geo::HomeId;
using geo::Minutes;

namespace {

std::vector<geo::Door> some_doors(const geo::City& city) {
  std::vector<geo::Door> doors;
  for (const auto& door : city.homes.door) {
    if (door && doors.size() < 40) doors.push_back(*door);
  }
  return doors;
}

}  // namespace

TEST_CASE("a second clinic never lengthens a walk") {
  const volume::Trial trial("law: a second clinic never lengthens a walk", {5, 1000}, "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    geo::City city = random_town::town(trial.seed() + town);
    const auto question = to_services(geo::Kind{"health.clinic"}).within(Minutes{20});
    const auto before = ask(city, std::span(&question, 1), {}).at(question).minutes();
    city.services.kind.push_back(geo::Kind{"health.clinic"});
    city.services.doors.append(some_doors(city));
    const auto after = ask(city, std::span(&question, 1), {}).at(question).minutes();
    for (const HomeId home : before.rows()) {
      if (before[home]) CHECK(*after[home] <= *before[home]);
    }
  }
}

TEST_CASE("without one-way streets there and back take the same time") {
  const volume::Trial trial("law: there and back take the same time", {1, 500}, "towns");
  random_town::Size size;
  size.one_way = 0;
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    const geo::City city = random_town::town(trial.seed() + town, size);
    const auto doors = some_doors(city);
    const auto table =
        matrix(city.streets, quantise(city.streets, {}), doors, doors, Minutes{10000});
    for (std::size_t a = 0; a < doors.size(); ++a) {
      for (std::size_t b = 0; b < doors.size(); ++b) CHECK(table[a][b] == table[b][a]);
    }
  }
}

TEST_CASE("a stop on the way never shortens a walk") {
  const volume::Trial trial("law: a stop on the way never shortens a walk", {1, 200}, "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    const geo::City city = random_town::town(trial.seed() + town);
    auto doors = some_doors(city);
    for (geo::Door& door : doors) door.off_network = geo::Metres{0};  // else it is walked twice
    const auto table =
        matrix(city.streets, quantise(city.streets, {}), doors, doors, Minutes{10000});
    for (std::size_t a = 0; a < doors.size(); ++a) {
      for (std::size_t b = 0; b < doors.size(); ++b) {
        for (std::size_t c = 0; c < doors.size(); ++c) {
          if (table[a][b] && table[b][c]) REQUIRE(*table[a][c] <= *table[a][b] + *table[b][c]);
        }
      }
    }
  }
}

TEST_CASE("a longer limit keeps every trip of a shorter one") {
  const volume::Trial trial("law: a longer limit keeps every trip", {1, 500}, "towns");
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    const geo::City city = random_town::town(trial.seed() + town);
    const auto shorter = to_uses().within(Minutes{3}), longer = to_uses().within(Minutes{9});
    const auto answers = ask(city, std::vector{shorter, longer}, {});
    const Decay one = [](Deciseconds) { return 1.0; };
    const std::vector<double> each(city.uses.size(), 1.0);
    const auto few = answers.at(shorter).sum(each, one), many = answers.at(longer).sum(each, one);
    for (const HomeId home : few.rows()) {
      if (few[home]) CHECK(*few[home] <= *many[home]);
    }
  }
}

TEST_CASE("sums and demand have the same bits on one thread and on eight") {
  const volume::Trial trial("law: one thread and eight give the same bits", {1, 100}, "towns");
  random_town::Size size;
  size.homes = 2000;
  size.services = 120;
  size.corners = 400;
  size.edges = 700;
  for (unsigned town = 0; town < trial.rounds(); ++town) {
    const geo::City city = random_town::town(trial.seed() + town, size);
    const auto question = to_services(geo::Kind{""}).within(Minutes{12});
    const Decay decay = [](Deciseconds cost) { return std::exp(-cost.minutes().value / 3); };
    const auto with_threads = [&](std::size_t threads) {
      const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
      const auto answers = ask(city, std::span(&question, 1), {});
      const auto& trip = answers.at(question);
      return std::pair{trip.sum(std::vector<double>(city.services.size(), 0.1), decay),
                       trip.demand(city.homes.people[geo::everyone].values(), decay)};
    };
    const auto one = with_threads(1), eight = with_threads(8);
    CHECK(one.first == eight.first);
    CHECK(one.second == eight.second);
  }
}
