#include <algorithm>

#include "analysis/losses.hpp"
#include "analysis/run.hpp"
#include "analysis/travel/ask.hpp"
#include "geo/edits.hpp"
#include "geo/transit.hpp"
#include "tests/analysis/metrics/compute.hpp"
#include "tests/analysis/travel/random_town.hpp"
#include "tests/catch.hpp"
#include "tests/scene/ride.hpp"
#include "tests/scene/town.hpp"
#include "tests/volume.hpp"

using namespace analysis;
using geo::HomeId;
using geo::Minutes;
using geo::Missing;
using geo::ServiceId;

namespace {

// 100 m a cell at 80 m a minute: one sign is 1.25 minutes.
geo::City street() {
  return scene::town(
      {.streets = "a--b--c--------------d", .homes = "abcd", .services = {{"health", "bc"}}});
}

geo::Cell<double> more(const geo::City& city, char home) {
  return compute::homes(city, "resilience/loss")[scene::home(city, home)];
}

std::vector<Loss> losses_of(const geo::City& city, Minutes standard) {
  const LossCase one{geo::Kind{"health"}, standard, Minutes{60}};
  const std::vector<travel::Question> asked{two_nearest(one)};
  return losses(city, {one}, travel::ask(city, asked, travel::Way{}));
}

std::vector<HomeId> fallen(const std::vector<Loss>& all, ServiceId service) {
  const auto found = std::find_if(
      all.begin(), all.end(), [&](const Loss& loss) { return loss.failed == Failure{service}; });
  REQUIRE(found != all.end());
  return found->homes;
}

/// The town as it is when a service has no door any more, or nobody passes a street.
geo::City without(geo::City city, Failure failed) {
  if (const auto* street = std::get_if<geo::EdgeId>(&failed)) {
    return geo::edited(city, geo::StreetClosed{*street});
  }
  geo::Lists<ServiceId, geo::Door> doors;
  for (const ServiceId service : city.services.doors.rows()) {
    const bool is_closed = service == std::get<ServiceId>(failed);
    doors.append(is_closed ? std::span<const geo::Door>{} : city.services.doors[service]);
  }
  city.services.doors = std::move(doors);
  return city;
}

std::size_t services_among(const std::vector<Loss>& all) {
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const Loss& loss) {
    return std::holds_alternative<ServiceId>(loss.failed);
  }));
}

/// Whether each home has a service within the standard.
std::vector<bool> served(const geo::City& city, Minutes standard) {
  const auto question = travel::to_services(geo::Kind{"health"}).within(standard);
  const auto answers =
      travel::ask(city, std::vector{question}, travel::Way{}, {.by = travel::By::buckets});
  std::vector<bool> all;
  for (const auto& time : answers.at(question).minutes()) all.push_back(time.has_value());
  return all;
}

}  // namespace

TEST_CASE("when the nearest fails, the walk grows by the way on to the next") {
  const auto city = street();
  CHECK(*more(city, 'a') == Approx(3 * 1.25));  // past b to c
  CHECK(*more(city, 'b') == Approx(3 * 1.25));
  CHECK(*more(city, 'd') == Approx(3 * 1.25));  // past c to b
}

TEST_CASE("a home with one service only has nowhere else to go") {
  const auto one = scene::town({.streets = "a--b", .homes = "a", .services = {{"health", "b"}}});
  CHECK(more(one, 'a').reason() == Missing::out_of_reach);
  const auto far = scene::town({.streets = "a--b", .homes = "a", .metres_per_cell = 4000});
  CHECK(more(far, 'a').reason() == Missing::no_supply);
}

TEST_CASE("who reaches none in the first place loses none") {
  const auto town = scene::town(
      {.streets = "a--b", .homes = "a", .services = {{"health", "b"}}, .metres_per_cell = 4000});
  CHECK(more(town, 'a').reason() == Missing::no_people_served);
}

TEST_CASE("who falls below the standard has one service within it and no second") {
  const auto city = street();
  const auto a = scene::home(city, 'a'), b = scene::home(city, 'b'), c = scene::home(city, 'c');
  // Within 5 minutes, four signs: a has b; b and c have both; d, 15 signs from c, has none.
  const auto near = losses_of(city, Minutes{5});
  REQUIRE(services_among(near) == 2);
  CHECK(fallen(near, scene::service(city, 'b')) == std::vector{a});
  CHECK(fallen(near, scene::service(city, 'c')).empty());
  // Within 3 minutes b and c have their own alone, and a has none to lose.
  const auto nearer = losses_of(city, Minutes{3});
  CHECK(fallen(nearer, scene::service(city, 'b')) == std::vector{b});
  CHECK(fallen(nearer, scene::service(city, 'c')) == std::vector{c});
}

TEST_CASE("a second service at the limit to the tenth of a second still saves") {
  const auto city =
      scene::town({.streets = "a----b", .homes = "a", .services = {{"health", "ab"}}});
  CHECK(fallen(losses_of(city, Minutes{6.25}), scene::service(city, 'a')).empty());
  CHECK(fallen(losses_of(city, Minutes{6.24}), scene::service(city, 'a')).size() == 1);
}

TEST_CASE("closing each service and asking again finds the same people, in towns made by chance") {
  const volume::Trial trial("losses against closing one by one", {20, 500}, "towns");
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const auto seed = trial.seed() + static_cast<unsigned>(round);
    INFO("town " << seed);
    const auto city = random_town::town(seed);
    const Minutes standard{1 + static_cast<double>(seed % 12)};
    const auto before = served(city, standard);
    const auto found = losses_of(city, standard);
    std::vector<Failure> all;
    for (const ServiceId service : city.services.kind.rows()) {
      if (geo::Kind{"health"}.includes(city.services.kind[service])) all.emplace_back(service);
    }
    for (const geo::EdgeId street : city.streets.edges.rows()) all.emplace_back(street);
    for (const Failure& failed : all) {
      const auto after = served(without(city, failed), standard);
      std::vector<HomeId> fell;
      for (const HomeId home : city.homes.at.rows()) {
        if (before[home.row()] && !after[home.row()]) fell.push_back(home);
      }
      const auto loss = std::find_if(found.begin(), found.end(),
                                     [&](const Loss& one) { return one.failed == failed; });
      INFO(failed.index() << " row " << std::visit([](auto id) { return id.row(); }, failed));
      REQUIRE((loss == found.end() ? std::vector<HomeId>{} : loss->homes) == fell);
    }
  }
}

TEST_CASE("a street that is the only way to the clinic is missed by all who live behind it") {
  const auto city = scene::town(
      {.streets = "z-5-a--1--b--2--c--3--d", .homes = "123", .services = {{"health", "5"}}});
  std::vector<std::vector<HomeId>> fallen;
  for (const Loss& loss : losses_of(city, Minutes{30})) {
    if (std::holds_alternative<geo::EdgeId>(loss.failed)) fallen.push_back(loss.homes);
  }
  // Who lives on a street gets to both of its ends, so nobody misses the own one.
  const auto two = scene::home(city, '2'), three = scene::home(city, '3');
  REQUIRE(fallen.size() == 2);
  CHECK(fallen[0] == std::vector{two, three});
  CHECK(fallen[1] == std::vector{three});
}

TEST_CASE("a way round leaves nobody without as long as it is within the standard") {
  const auto city = scene::town({.streets = R"(
      a--b--c-1-f
      |     |
      d-----e
    )",
                                 .homes = "1",
                                 .services = {{"health", "a"}}});
  // To c 6 signs along the top and 10 round; on to 1 two more.
  const auto fallen = [&](double standard) {
    return losses_of(city, Minutes{standard}).size() - 1;  // the service itself
  };
  CHECK(fallen(12 * 1.25) < fallen(12 * 1.25 - 0.1));
}

TEST_CASE("a run asks for the losses of each kind it measures once") {
  auto city = street();
  city.description.analysis.metrics = {"resilience/loss"};
  const auto results = run(city);
  REQUIRE(results.outcomes.size() == 1);
  CHECK(results.outcomes[0].instance.column == "loss_health_min");
  CHECK(services_among(results.losses) == 2);
  CHECK(results.losses[0].standard == Minutes{15});
  city.description.analysis.metrics = {"access/nearest"};
  CHECK(run(city).losses.empty());
}

namespace {

/// 25 minutes on foot from a to the clinic, 12 at most by bus; b lives beside the clinic.
geo::City riding_town() {
  constexpr int seven = 7 * 60;
  auto city = scene::with_lines(scene::town({.streets = "a-s--------------------t-c-b",
                                             .homes = "ab",
                                             .services = {{"health", "c"}},
                                             .metres_per_cell = 80}),
                                {{"st", {0, 5}, {seven + 5}}, {"ts", {0, 5}, {seven + 5}}}, seven,
                                seven + 3);
  city.description.analysis.metrics = {"resilience/loss"};
  city.description.analysis.kinds = {geo::Kind{"health"}};
  return city;
}

std::vector<Loss> of_lines(const std::vector<Loss>& all) {
  std::vector<Loss> lines;
  std::copy_if(all.begin(), all.end(), std::back_inserter(lines),
               [](const Loss& loss) { return std::holds_alternative<geo::LineId>(loss.failed); });
  return lines;
}

}  // namespace

TEST_CASE("a run by public transport tries every line against a standard of its own") {
  auto city = riding_town();
  // Within half an hour both walk.
  for (const Loss& loss : of_lines(run(city).losses)) CHECK(loss.homes.empty());
  const LossCase one{geo::Kind{"health"}, Minutes{15}, Minutes{60}, Minutes{20}};
  const std::vector<travel::Question> asked{two_nearest(one)};
  const auto answers = travel::ask(city, asked, travel::Way{});
  const auto lines = of_lines(losses(city, {one}, answers));
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].standard == Minutes{20});
  CHECK(lines[0].homes == std::vector{scene::home(city, 'a')});
  CHECK(lines[1].homes.empty());  // the way back
  // Who leaves at 7:02 takes 10 minutes, at 7:00 12: within 11 in two minutes of three.
  const auto homes_at = [&](int percentile) {
    const LossCase strict{geo::Kind{"health"}, Minutes{15}, Minutes{60}, Minutes{11}, percentile};
    return of_lines(losses(city, {strict},
                           travel::ask(city, std::vector{two_nearest(strict)}, travel::Way{})))[0]
        .homes.size();
  };
  CHECK(homes_at(50) == 1);
  CHECK(homes_at(90) == 0);
  city.description.travel_by.clear();
  CHECK(of_lines(run(city).losses).empty());
}
