// Catchment areas by public transport against the table of trips.
#include <filesystem>
#include <iostream>
#include <random>

#include <tbb/global_control.h>

#include "analysis/catchment.hpp"
#include "analysis/trip_table.hpp"
#include "geo/network/line_part.hpp"
#include "geo/read/read.hpp"
#include "geo/transit.hpp"
#include "tests/analysis/ground.hpp"
#include "tests/catch.hpp"
#include "tests/scene/random_town.hpp"
#include "tests/scene/ride.hpp"
#include "tests/scene/town.hpp"
#include "tests/volume.hpp"

using namespace analysis;
using geo::Minutes;

namespace {

constexpr int seven = 7 * 60;

CatchmentSettings riding(const geo::City& city, std::vector<double> minutes, int percentile) {
  CatchmentSettings settings;
  for (const double limit : minutes) settings.within.emplace_back(limit);
  settings.departures = {{city.transit->from, city.transit->until}, percentile};
  return settings;
}

/// Spots on the streets, one on each street where a place may have its door.
std::vector<Place> spots(const geo::City& city, unsigned seed) {
  std::mt19937 draw(seed);
  std::uniform_real_distribution<double> share(0, 1);
  std::vector<Place> places;
  for (const geo::EdgeId edge : city.streets.edges.rows()) {
    const auto component = city.streets.component[city.streets.edges[edge].from].row();
    const bool small =
        component != 0 && city.streets.component_nodes[component] < city.door_rule.small_part;
    if (small || !city.streets.edges[edge].walkable) continue;
    const double along = share(draw);
    geo::Door door;
    door.edge = edge;
    door.along = city.streets.edges[edge].length * along;
    Place place;
    place.at = line_part(city.streets.lines[edge], along, 1).front();
    place.doors = {door};
    places.push_back(place);
  }
  return places;
}

/// Homes, services with one door, and spots on the streets.
std::vector<Place> all_places(const geo::City& city, unsigned seed) {
  std::vector<Place> places = spots(city, seed);
  for (auto& home : home_places(city)) {
    if (!home.doors.empty()) places.push_back(std::move(home));
  }
  for (auto& service : service_places(city, geo::Kind{""})) {
    if (service.at && service.doors.size() == 1) places.push_back(std::move(service));
  }
  return places;
}

/// Every place against the area of one, by the table of trips at the same percentile.
ground::Judged judge(const geo::City& city, const CatchmentSettings& settings, const Place& from,
                     const std::vector<Place>& places, const Catchment& area) {
  const TripTable table(city, {from}, places, settings.within.back(), settings.way, {},
                        {settings.departures->percentile});
  const auto times = table.times(0, 1);
  ground::Judged all;
  for (std::size_t at = 0; at < places.size(); ++at) {
    for (std::size_t k = 0; k < settings.within.size(); ++k) {
      const bool is_within = times[at] <= geo::deciseconds_within(settings.within[k]).count;
      ground::judge(area.ground[k], *places[at].at, is_within, settings.cell.value, all);
    }
  }
  return all;
}

void check_area(const Catchment& area, const ground::Judged& judged) {
  INFO("worst " << judged.worst << " m of " << judged.places);
  CHECK(judged.wrong == 0);
  for (std::size_t k = 0; k < area.ground.size(); ++k) {
    CHECK_FALSE(geo::invalid_reason(area.ground[k]));
    if (k > 0) CHECK(ground::lies_within(area.ground[k - 1], area.ground[k]));
  }
}

/// A town made by chance with lines between stops at its homes.
geo::City busy_town(unsigned seed) {
  std::mt19937 random(seed);
  const auto any = [&](int least, int most) {
    return std::uniform_int_distribution(least, most)(random);
  };
  auto city = geo::build_city(random_town::layers(seed));
  const std::string letters = "abcdefgh";
  const auto homes = home_places(city);
  std::map<char, scene::DrawnStop> stops;
  for (const char letter : letters) {
    Place home;
    do home = homes[static_cast<std::size_t>(any(0, static_cast<int>(homes.size()) - 1))];
    while (home.doors.empty());
    stops[letter] = {*home.at, home.doors.front()};
  }
  std::vector<scene::Line> lines(static_cast<std::size_t>(any(2, 6)));
  for (scene::Line& line : lines) {
    for (int call = 0, calls = any(2, 4); call < calls; ++call) {
      line.stops += letters[static_cast<std::size_t>(any(call * 2, call * 2 + 1))];
      line.minutes.push_back(2 * call);
    }
    for (int trips = any(1, 5); trips > 0; --trips) line.departures.push_back(seven + any(0, 15));
  }
  return scene::with_lines(std::move(city), stops, lines, seven, seven + any(1, 10));
}

/// 2.4 km of street with a bus from its first end to its second that takes 5 minutes.
geo::City one_line(int leaves, int minutes) {
  return scene::with_lines(
      scene::town(
          {.streets = "a" + std::string(29, '-') + "b", .homes = "ab", .metres_per_cell = 80}),
      {{"ab", {0, 5}, {leaves}}}, seven, seven + minutes);
}

Catchment around(const geo::City& city, const CatchmentSettings& settings, char letter) {
  Place place;
  place.at = city.homes.at[scene::home(city, letter)];
  place.doors = {*city.homes.door[scene::home(city, letter)]};
  return Catchments(city, settings).of(std::vector{place});
}

std::optional<geo::City> read(const std::filesystem::path& toml, const std::string& data) {
  const std::filesystem::path source = MEDINA_SOURCE;
  if (!data.empty() && !std::filesystem::exists(data)) {
    std::cout << "SKIPPED: no data of a real city beside the source\n";
    return std::nullopt;
  }
  geo::Findings findings;
  const auto description = geo::read::description((source / toml).string(), findings);
  return geo::build_city(geo::to_metres(geo::read::layers(description, data)));
}

}  // namespace

TEST_CASE("an area by public transport has a part around the stop where one gets off") {
  const auto city = one_line(seven + 3, 1);
  const auto area = around(city, riding(city, {6, 10}, 50), 'a');
  // At b after 8 minutes: within 6 it is the walk alone, within 10 there are 160 m around b too.
  CHECK(area.ground[0].size() == 1);
  CHECK(area.ground[1].size() == 2);
  const geo::Point end = city.homes.at[scene::home(city, 'b')];
  CHECK(ground::outside_by(area.ground[1], {end.x - 120, end.y}) < 0);
  CHECK(ground::outside_by(area.ground[1], {end.x - 200, end.y}) > 0);
  double latest = 0;
  for (const ReachedStreet& street : area.streets[1]) {
    latest = std::max({latest, street.at_first.minutes().value, street.at_last.minutes().value});
  }
  CHECK(latest == 10);
}

TEST_CASE("before the first bus an area by public transport is that on foot") {
  const auto city = one_line(seven + 30, 5);
  auto settings = riding(city, {5, 15}, 50);
  const auto by_bus = around(city, settings, 'a');
  settings.departures.reset();
  const auto on_foot = around(city, settings, 'a');
  CHECK(by_bus.ground == on_foot.ground);
  CHECK(by_bus.streets == on_foot.streets);
}

TEST_CASE("one departure is every percentile of a window of one minute") {
  const auto city = one_line(seven + 4, 10);
  auto one = riding(city, {12}, 50);
  one.departures->window = {geo::Seconds{seven * 60}, geo::Seconds{(seven + 1) * 60}};
  const auto whole = around(city, riding(city, {12}, 5), 'a');
  const auto alone = around(city, one, 'a');
  one.departures->percentile = 90;
  CHECK(around(city, one, 'a').streets == alone.streets);
  // Of ten minutes the best is that of 7:03, an area larger than that of 7:00.
  CHECK(geo::area(whole.ground[0]).value > geo::area(alone.ground[0]).value);
}

TEST_CASE("several places together leave from whichever is nearer to the bus") {
  const auto city = one_line(seven + 3, 1);
  const auto settings = riding(city, {10}, 50);
  std::vector<Place> places(2);
  for (const char letter : {'a', 'b'}) {
    Place& place = places[letter == 'a' ? 0 : 1];
    place.at = city.homes.at[scene::home(city, letter)];
    place.doors = {*city.homes.door[scene::home(city, letter)]};
  }
  const Catchments catchments(city, settings);
  const auto together = catchments.of(places);
  const auto each = catchments.of_each(places);
  for (const auto& own : each) {
    CHECK(ground::lies_within(own.ground[0], together.ground[0]));
  }
}

TEST_CASE("areas by public transport hold the homes and services that the table has within") {
  volume::Trial trial("homes lie on the right side of areas by public transport", {6, 400},
                      "towns");
  for (unsigned round = 0; round < trial.rounds(); ++round) {
    const unsigned seed = trial.seed() + round;
    const auto city = busy_town(seed);
    const auto settings = riding(city, {4, 8, 13}, static_cast<int>(seed % 101));
    std::vector<Place> from;
    for (const Place& home : home_places(city)) {
      if (!home.doors.empty() && from.size() < 3) from.push_back(home);
    }
    const auto areas = Catchments(city, settings).of_each(from);
    const auto places = all_places(city, seed);
    for (std::size_t at = 0; at < from.size(); ++at) {
      INFO("seed " << seed << " home " << at);
      const auto judged = judge(city, settings, from[at], places, areas[at]);
      check_area(areas[at], judged);
      trial.count("places", judged.places);
    }
  }
}

TEST_CASE("areas by public transport are the same together and alone, on one thread and many") {
  const auto city = busy_town(3);
  const Catchments catchments(city, riding(city, {4, 9}, 40));
  auto places = home_places(city);
  places.resize(std::min<std::size_t>(places.size(), 70));  // more than are searched at once
  const auto many = catchments.of_each(places);
  tbb::global_control one_thread(tbb::global_control::max_allowed_parallelism, 1);
  const auto again = catchments.of_each(places);
  for (std::size_t at = 0; at < places.size(); ++at) {
    const auto alone = catchments.of(std::span(places).subspan(at, 1));
    CHECK(many[at].ground == alone.ground);
    CHECK(many[at].streets == alone.streets);
    CHECK(again[at].ground == alone.ground);
    CHECK(again[at].streets == alone.streets);
  }
}

namespace {

/// Areas around some homes of a city that is read from files; how many places lie inside.
void check_city(const geo::City& city, const CatchmentSettings& settings, std::size_t homes) {
  const auto all = home_places(city);
  std::vector<Place> from;
  for (std::size_t at = 0; at < homes; ++at) {
    std::size_t row = all.size() * (2 * at + 1) / (2 * homes);
    while (all[row].doors.empty()) row = (row + 1) % all.size();
    from.push_back(all[row]);
  }
  const auto areas = Catchments(city, settings).of_each(from);
  const auto places = all_places(city, 1);
  ground::Judged sum;
  for (std::size_t at = 0; at < from.size(); ++at) {
    INFO("home " << from[at].key);
    const auto judged = judge(city, settings, from[at], places, areas[at]);
    check_area(areas[at], judged);
    sum.places += judged.places;
    sum.inside += judged.inside;
    sum.wrong += judged.wrong;
    sum.worst = std::max(sum.worst, judged.worst);
  }
  std::cout << "By public transport: " << sum.places << " places compared, " << sum.inside
            << " inside, " << sum.wrong << " wrong, worst " << sum.worst << " m\n";
  CHECK(sum.inside > 0);
}

}  // namespace

TEST_CASE("in the sample city areas by public transport hold what the table has within") {
  const auto city = read("datasets/marsalba/city.toml", "");
  for (const int percentile : {25, 50, 90}) {
    check_city(*city, riding(*city, {15, 30}, percentile), 3);
  }
}

TEST_CASE("in Las Palmas areas by public transport hold what the table has within", "[real]") {
  const auto data = std::filesystem::path(MEDINA_SOURCE) / ".." / "shared" / "data" / "las_palmas";
  const auto city = read("datasets/cities/las_palmas/city.toml", data.string());
  if (!city) return;
  check_city(*city, riding(*city, {30, 45}, 50), 3);
}
