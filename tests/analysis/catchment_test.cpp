#include "analysis/catchment.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <random>

#include <tbb/global_control.h>

#include "analysis/travel/ask.hpp"
#include "geo/network/line_part.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/polygons.hpp"
#include "tests/analysis/ground.hpp"
#include "tests/analysis/travel/brute_force.hpp"
#include "tests/catch.hpp"
#include "tests/scene/random_town.hpp"
#include "tests/scene/town.hpp"
#include "tests/volume.hpp"

using namespace analysis;
using geo::HomeId;
using geo::Minutes;
using geo::MultiPolygon;
using geo::Point;
using ground::judge;
using ground::Judged;
using ground::lies_within;
using ground::outside_by;
namespace travel = analysis::travel;

namespace {

CatchmentSettings within(std::vector<double> minutes, double cell = 25) {
  CatchmentSettings settings;
  for (const double limit : minutes) settings.within.emplace_back(limit);
  settings.cell = geo::Metres{cell};
  return settings;
}

/// Every home, and some spots on streets, against the areas of one place; times by brute force.
Judged judge(const geo::City& city, const CatchmentSettings& settings, const Catchment& catchment,
             const geo::Door& from, unsigned seed) {
  const auto costs = travel::quantise(city.streets, settings.way);
  const brute_force::Walks walks(city.streets, costs);
  const auto corners = walks.to_corners(from);
  Judged all;
  const auto look = [&](Point at, const geo::Door& door) {
    const auto time = walks.between(from, corners, door);
    for (std::size_t k = 0; k < settings.within.size(); ++k) {
      const bool is_within = time && double(*time) <= settings.within[k].value * 600;
      judge(catchment.ground[k], at, is_within, settings.cell.value, all);
    }
  };
  for (const HomeId home : city.homes.door.rows()) {
    if (city.homes.door[home]) look(city.homes.at[home], *city.homes.door[home]);
  }
  std::mt19937 draw(seed);
  std::uniform_real_distribution<double> share(0, 1);
  for (const geo::EdgeId edge : city.streets.edges.rows()) {
    const auto component = city.streets.component[city.streets.edges[edge].from].row();
    const bool small =
        component != 0 && city.streets.component_nodes[component] < city.door_rule.small_part;
    if (small || !city.streets.edges[edge].walkable) continue;
    const double along = share(draw);
    const Point at = line_part(city.streets.lines[edge], along, 1).front();
    geo::Door door;
    door.edge = edge;
    door.along = city.streets.edges[edge].length * along;
    look(at, door);
  }
  return all;
}

std::vector<Place> one(const geo::City& city, HomeId home) {
  Place place;
  place.at = city.homes.at[home];
  if (city.homes.door[home]) place.doors = {*city.homes.door[home]};
  return {place};
}

}  // namespace

TEST_CASE("a catchment area is as wide as the time that is left when one leaves the street") {
  // One straight street of 1000 metres; from its middle 5 minutes reach 400 metres each way.
  const auto town = scene::town({.streets = "a----m----b", .homes = "m"});
  const Catchments catchments(town, within({5}));
  const auto area = catchments.of(one(town, scene::home(town, 'm')));
  REQUIRE(area.ground.size() == 1);
  const Point middle = town.homes.at[scene::home(town, 'm')];
  // Along the street 400 metres; across it the rule of doors ends at 200.
  for (const auto& [x, y, inside] :
       std::vector<std::tuple<double, double, bool>>{{370, 0, true},
                                                     {430, 0, false},
                                                     {0, 170, true},
                                                     {0, 230, false},
                                                     {300, 70, true},
                                                     {300, 130, false},
                                                     {-370, 0, true},
                                                     {-300, -130, false}}) {
    INFO(x << " " << y);
    CHECK((outside_by(area.ground[0], {middle.x + x, middle.y + y}) < 0) == inside);
  }
  double metres = 0;
  for (const ReachedStreet& street : area.streets[0]) {
    metres +=
        town.streets.edges[street.part.edge].length.value * (street.part.last - street.part.first);
    CHECK(std::max(street.at_first, street.at_last).count == 3000);
  }
  CHECK(metres == Approx(800).margin(0.3));
}

TEST_CASE("a place on no street, and a city without one in reach, have empty areas") {
  const auto town = scene::town({.streets = "a--b", .homes = "a"});
  const Catchments catchments(town, within({5, 10}));
  const std::vector<Place> nowhere(1);
  const auto area = catchments.of(nowhere);
  CHECK(area.ground == std::vector<MultiPolygon>(2));
  CHECK(area.streets == std::vector<std::vector<ReachedStreet>>(2));
}

TEST_CASE("several places together reach what any of them reaches") {
  const auto town = scene::town({.streets = "a---b----------c---d", .homes = "ad"});
  const Catchments catchments(town, within({3}));
  auto places = one(town, scene::home(town, 'a'));
  const auto other = one(town, scene::home(town, 'd'));
  const double apart = geo::area(catchments.of(places).ground[0]).value +
                       geo::area(catchments.of(other).ground[0]).value;
  places.push_back(other.front());
  const auto both = catchments.of(places);
  CHECK(both.ground[0].size() == 2);
  CHECK(geo::area(both.ground[0]).value == Approx(apart));
}

TEST_CASE("trips to a place and from it differ where a street is one-way") {
  const auto town = scene::town({.streets = "a---->----b", .homes = "ab"});
  auto settings = within({20});
  const auto reaches = [&](travel::Heading heading, char from, char to) {
    settings.heading = heading;
    const auto area = Catchments(town, settings).of(one(town, scene::home(town, from)));
    return outside_by(area.ground[0], town.homes.at[scene::home(town, to)]) < 0;
  };
  CHECK(reaches(travel::Heading::away, 'a', 'b'));
  CHECK_FALSE(reaches(travel::Heading::away, 'b', 'a'));
  CHECK(reaches(travel::Heading::towards, 'b', 'a'));
  CHECK_FALSE(reaches(travel::Heading::towards, 'a', 'b'));
}

TEST_CASE("in a city without streets an area is a circle of the stated detour") {
  auto town = scene::town({.streets = "a--b", .homes = "a"});
  town.streets = {};
  town.description.streets.from = geo::description::Streets::From::none;
  town.description.streets.detour = 1.25;
  const Catchments catchments(town, within({10}));
  const auto area = catchments.of(one(town, scene::home(town, 'a')));
  CHECK(geo::area(area.ground[0]).value == Approx(M_PI * 640 * 640).epsilon(0.01));
}

TEST_CASE("homes within the limit lie inside, those beyond outside, up to a cell") {
  volume::Trial trial("homes lie on the right side of catchment areas", {6, 400}, "towns");
  for (unsigned round = 0; round < trial.rounds(); ++round) {
    const unsigned seed = trial.seed() + round;
    const auto city = geo::build_city(random_town::layers(seed));
    const auto settings = within({2, 5, 9}, round % 2 ? 25 : 10);
    const Catchments catchments(city, settings);
    std::vector<HomeId> homes;
    for (const HomeId home : city.homes.door.rows()) {
      if (city.homes.door[home]) homes.push_back(home);
    }
    if (homes.empty()) continue;
    const HomeId home = homes[seed % homes.size()];
    const auto area = catchments.of(one(city, home));
    const auto judged = judge(city, settings, area, *city.homes.door[home], seed);
    INFO("seed " << seed << ", worst " << judged.worst << " m of " << judged.places);
    CHECK(judged.wrong == 0);
    for (std::size_t k = 0; k < area.ground.size(); ++k) {
      CHECK_FALSE(geo::invalid_reason(area.ground[k]));
      if (k > 0) CHECK(lies_within(area.ground[k - 1], area.ground[k]));
    }
    trial.count("places", judged.places);
  }
}

TEST_CASE("homes of Las Palmas lie on the right side of catchment areas", "[real]") {
  const std::filesystem::path source = MEDINA_SOURCE;
  const auto data = source / ".." / "shared" / "data" / "las_palmas";
  if (!std::filesystem::exists(data)) {
    WARN("skipped: no data of las_palmas beside the source tree");
    return;
  }
  geo::Findings findings;
  const auto description = geo::read::description(
      (source / "datasets" / "cities" / "las_palmas" / "city.toml").string(), findings);
  const auto city = geo::build_city(geo::to_metres(geo::read::layers(description, data.string())));
  volume::Trial trial("homes of Las Palmas lie on the right side", {4, 100}, "places");
  const auto settings = within({5, 10, 15});
  const Catchments catchments(city, settings);
  const auto homes = shown_homes(city);
  std::mt19937 draw(trial.seed());
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    HomeId home{0};
    do home = homes[draw() % homes.size()];
    while (!city.homes.door[home]);
    const auto area = catchments.of(one(city, home));
    const auto judged = judge(city, settings, area, *city.homes.door[home], trial.seed());
    INFO("seed " << trial.seed() << ", home " << home.row() << ", worst " << judged.worst << " m");
    CHECK(judged.wrong == 0);
    CHECK(judged.inside > 0);
    for (std::size_t k = 0; k < area.ground.size(); ++k) {
      CHECK_FALSE(geo::invalid_reason(area.ground[k]));
      if (k > 0) CHECK(lies_within(area.ground[k - 1], area.ground[k]));
    }
    trial.count("homes and spots", judged.places);
  }
}

TEST_CASE("catchment areas are the same searched together and one by one") {
  for (const auto heading : {travel::Heading::away, travel::Heading::towards}) {
    const auto city = geo::build_city(random_town::layers(5));
    const auto by = [&](travel::By means) {
      CatchmentAreas areas;
      areas.settings = within({4, 8});
      areas.settings.heading = heading;
      areas.places = home_places(city);
      areas.places.resize(std::min<std::size_t>(areas.places.size(), 70));  // more than one sweep
      return catchment_areas(city, areas, {.by = means});
    };
    const auto together = by(travel::By::sweeps), alone = by(travel::By::buckets);
    REQUIRE(together.of.size() == alone.of.size());
    for (std::size_t i = 0; i < alone.of.size(); ++i) {
      CHECK(together.of[i].ground == alone.of[i].ground);
      CHECK(together.of[i].streets == alone.of[i].streets);
    }
  }
}

TEST_CASE("catchment areas are the same on one thread and on many") {
  const auto city = geo::build_city(random_town::layers(3));
  const auto asked = [&] {
    CatchmentAreas areas;
    areas.settings = within({4, 8});
    areas.places = service_places(city, geo::Kind{});
    return catchment_areas(city, areas);
  };
  const auto many = asked();
  tbb::global_control one_thread(tbb::global_control::max_allowed_parallelism, 1);
  const auto alone = asked();
  REQUIRE(many.of.size() == alone.of.size());
  for (std::size_t i = 0; i < many.of.size(); ++i) {
    CHECK(many.of[i].ground == alone.of[i].ground);
    CHECK(many.of[i].streets == alone.of[i].streets);
  }
}
