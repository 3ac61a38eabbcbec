// What is in reach by public transport: as far along every street as the table of trips says.
#include "analysis/travel/transit_reach.hpp"

#include <random>

#include "analysis/travel/ridden_rows.hpp"
#include "tests/analysis/travel/random_town.hpp"
#include "tests/catch.hpp"
#include "tests/scene/ride.hpp"
#include "tests/scene/town.hpp"
#include "tests/volume.hpp"

using namespace analysis::travel;
using geo::Deciseconds;
using geo::Minutes;

namespace {

constexpr int seven = 7 * 60;
constexpr std::uint32_t minute = 600;

geo::Door on(const geo::City& city, geo::EdgeId edge, double share) {
  geo::Door door;
  door.edge = edge;
  door.along = city.streets.edges[edge].length * share;
  return door;
}

bool holds(const std::vector<StreetPart>& parts, geo::EdgeId edge, double share) {
  return std::any_of(parts.begin(), parts.end(), [&](const StreetPart& part) {
    return part.edge == edge && part.first <= share && share <= part.last;
  });
}

double metres(const geo::City& city, const std::vector<StreetPart>& parts) {
  double sum = 0;
  for (const StreetPart& part : parts) {
    sum += city.streets.edges[part.edge].length.value * (part.last - part.first);
  }
  return sum;
}

/// What lies within some limits of places with these doors, each told to `look`.
void around(const geo::City& city, const std::vector<geo::Door>& places,
            const std::vector<std::uint32_t>& limits, const Departures& departures,
            const std::function<void(std::size_t, const Reach&)>& look) {
  const Costs costs = quantise(city.streets, Way{});
  const Arcs along(city.streets, costs, Arcs::Direction::along);
  const TransitReach transit(city, costs, along, departures, limits, {});
  std::vector<Reached> on_foot;
  for (const geo::Door& door : places) {
    on_foot.emplace_back(city.streets, costs, along, std::span(&door, 1), Heading::away,
                         Deciseconds{limits.back()});
  }
  transit.around(std::move(on_foot), look);
}

Departures all_of(const geo::City& city, int percentile) {
  return {{city.transit->from, city.transit->until}, percentile};
}

/// Times by the table of trips, `far` where there is none within the limit.
std::vector<std::uint32_t> table(const geo::City& city, const geo::Door& from,
                                 const std::vector<geo::Door>& to, std::uint32_t limit,
                                 int percentile) {
  PlaceDoors origin, destinations;
  origin.append(std::span(&from, 1));
  for (const geo::Door& door : to) destinations.append(std::span(&door, 1));
  const RiddenRows rows(city, Way{}, origin, destinations, Minutes{limit / double{minute}},
                        {percentile}, {});
  std::vector<std::uint32_t> times(to.size());
  rows.times(0, 1, times);
  return times;
}

/// One straight street; a bus takes 5 minutes from s to t. 80 m a cell is a minute.
geo::City one_line(std::vector<int> departures, int minutes) {
  return scene::with_lines(
      scene::town(
          {.streets = "a-s--------------------t----------e", .homes = "a", .metres_per_cell = 80}),
      {{"st", {0, 5}, std::move(departures)}}, seven, seven + minutes);
}

double reached_metres(const geo::City& city, std::uint32_t minutes, const Departures& departures) {
  double sum = 0;
  const std::uint32_t limit = minutes * minute;
  around(city, {*city.homes.door[scene::home(city, 'a')]}, {limit}, departures,
         [&](std::size_t, const Reach& reach) { sum = metres(city, reach.parts({limit})); });
  return sum;
}

}  // namespace

TEST_CASE("who gets off has what is left of the limit for the street, both ways") {
  // Left at 7:00, on board at 7:03, at t at 7:08: of 12 minutes four are left, 320 m each way;
  // on foot 12 minutes are 960 m.
  const auto city = one_line({seven + 3}, 1);
  CHECK(reached_metres(city, 12, all_of(city, 50)) == Approx(960 + 640).margin(0.5));
  // The longest walk from a stop is shorter.
  auto lazy = city;
  lazy.description.transit->walk = Minutes{2};
  CHECK(reached_metres(lazy, 12, all_of(lazy, 50)) == Approx(960 + 320).margin(0.5));
}

TEST_CASE("a limit that ends before the first bus is the catchment on foot") {
  const auto city = one_line({seven + 3}, 1);
  CHECK(reached_metres(city, 8, all_of(city, 50)) == Approx(640).margin(0.3));
}

TEST_CASE("a percentile is reached in so many of the minutes") {
  // Who leaves at 7:00, 7:01 or 7:02 takes the bus of 7:05 and is at t at 7:10, after 10, 9 or 8
  // minutes; who leaves at 7:03 walks. Within 12 minutes that leaves 2, 3, 4 minutes and none.
  const auto city = one_line({seven + 5}, 4);
  const auto walked = [&](int percentile) {
    return reached_metres(city, 12, all_of(city, percentile)) - 960;
  };
  CHECK(walked(25) == Approx(2 * 320).margin(0.5));
  CHECK(walked(50) == Approx(2 * 240).margin(0.5));
  CHECK(walked(75) == Approx(2 * 160).margin(0.5));
  CHECK(walked(100) == Approx(0).margin(0.5));
  // One departure by itself has its own time.
  for (int leaves = 0; leaves < 3; ++leaves) {
    const geo::Seconds at{(seven + leaves) * 60};
    CHECK(reached_metres(city, 12, {{at, at + geo::Seconds{60}}, 50}) ==
          Approx(960 + 2 * 80 * (2 + leaves)).margin(0.5));
  }
}

TEST_CASE("between two stops each minute counts from whichever end is quicker") {
  // A bus leads to t, a minute later one to u, and the street between is 10 minutes long. Who
  // leaves at 7:00 is at t after 8 minutes or at u after 9; who leaves at 7:01 misses the first,
  // and is at u after 8 minutes, at t after 18.
  const auto city = scene::with_lines(
      scene::town({.streets = "a-s" + std::string(60, '-') + "t---------u",
                   .homes = "a",
                   .metres_per_cell = 80}),
      {{"st", {0, 5}, {seven + 3}}, {"su", {0, 5}, {seven + 4}}}, seven, seven + 2);
  const std::uint32_t limit = 13 * minute + minute / 2;
  around(city, {*city.homes.door[scene::home(city, 'a')]}, {limit}, all_of(city, 100),
         [&](std::size_t, const Reach& reach) {
           // In both minutes: 440 m from u. By the slower time at u, 9 minutes, it would be 360 m.
           CHECK(metres(city, reach.parts({limit})) == Approx(13.5 * 80 + 440).margin(0.5));
           // The middle takes 5 minutes from t in the one and from u in the other.
           for (const geo::EdgeId edge : city.streets.edges.rows()) {
             if (city.streets.edges[edge].length.value != Approx(800)) continue;
             CHECK(reach.at(edge, 0.5).count == 13 * minute);
           }
         });
}

namespace {

/// A town made by chance with lines between stops anywhere on its streets.
geo::City busy_town(unsigned seed, std::mt19937& random) {
  auto city = random_town::town(seed);
  const auto any = [&](int least, int most) {
    return std::uniform_int_distribution(least, most)(random);
  };
  const std::string letters = "abcdefghijkl";
  std::map<char, scene::DrawnStop> stops;
  for (const char letter : letters) {
    geo::EdgeId edge{0};
    do edge = geo::EdgeId{any(0, static_cast<int>(city.streets.edges.size()) - 1)};
    while (!city.streets.edges[edge].walkable);
    geo::Door door = on(city, edge, any(0, 8) / 8.0);
    door.off_network = geo::Metres{double(any(0, 2) * 15)};
    stops[letter] = {{}, door};
  }
  std::vector<scene::Line> lines(static_cast<std::size_t>(any(2, 8)));
  for (scene::Line& line : lines) {
    std::string left = letters;
    int time = 0;
    for (int calls = any(2, 5); calls > 0; --calls) {
      const auto at = static_cast<std::size_t>(any(0, static_cast<int>(left.size()) - 1));
      line.stops += left[at];
      left.erase(at, 1);
      line.minutes.push_back(time);
      time += any(0, 3);
    }
    for (int trips = any(1, 6); trips > 0; --trips) line.departures.push_back(seven + any(-3, 25));
  }
  auto riding = scene::with_lines(std::move(city), stops, lines, seven, seven + any(1, 14));
  riding.description.transit->walk = Minutes{double(any(1, 9))};
  riding.description.transit->rides = any(0, 2);
  return riding;
}

}  // namespace

TEST_CASE("streets are within reach by public transport where the table of trips has them") {
  volume::Trial trial("reach by public transport is that of the table", {40, 4000}, "towns");
  for (unsigned round = 0; round < trial.rounds(); ++round) {
    const unsigned seed = trial.seed() + round;
    std::mt19937 random(seed);
    const auto city = busy_town(seed, random);
    const std::vector<std::uint32_t> limits{4 * minute + 7, 9 * minute, 15 * minute};
    const int percentile = std::uniform_int_distribution(0, 100)(random);
    std::uniform_real_distribution<double> share(0, 1);
    std::vector<geo::Door> places, homes, spots;
    for (const auto& door : city.homes.door) {
      if (door) homes.push_back(*door);
    }
    for (std::size_t at = 0; at < 3; ++at) places.push_back(homes[random() % homes.size()]);
    std::vector<double> shares;
    for (const geo::EdgeId edge : city.streets.edges.rows()) {
      if (!city.streets.edges[edge].walkable || city.streets.edges[edge].length.value == 0)
        continue;
      for (int more = 0; more < 3; ++more) {
        shares.push_back(share(random));
        spots.push_back(on(city, edge, shares.back()));
      }
    }
    around(city, places, limits, all_of(city, percentile), [&](std::size_t at, const Reach& reach) {
      INFO("seed " << seed << " place " << at << " percentile " << percentile);
      const auto to_homes = table(city, places[at], homes, limits.back(), percentile);
      const auto to_spots = table(city, places[at], spots, limits.back(), percentile);
      std::size_t wrong = 0;
      for (const std::uint32_t limit : limits) {
        const auto parts = reach.parts({limit});
        for (std::size_t spot = 0; spot < spots.size(); ++spot) {
          wrong += holds(parts, spots[spot].edge, shares[spot]) != (to_spots[spot] <= limit);
        }
        for (std::size_t home = 0; home < homes.size(); ++home) {
          wrong += (reach.cost(homes[home]) <= limit) != (to_homes[home] <= limit);
        }
      }
      for (std::size_t spot = 0; spot < spots.size(); ++spot) {
        const std::uint32_t time = std::min(to_spots[spot], limits.back());
        wrong += reach.at(spots[spot].edge, shares[spot]).count != time;
      }
      CHECK(wrong == 0);
      trial.count("homes and spots", homes.size() + spots.size());
    });
  }
}
