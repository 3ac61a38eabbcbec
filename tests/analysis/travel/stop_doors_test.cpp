// Where the streets meet the stops: entrances, and the ways inside a station.
#include "analysis/travel/stop_doors.hpp"

#include "tests/catch.hpp"
#include "tests/scene/ride.hpp"
#include "tests/scene/town.hpp"

using namespace analysis::travel;
using analysis::transit::Walk;
using geo::PathwayKind;
using geo::Seconds;
using geo::StopId;

namespace {

constexpr geo::MetresPerMinute pace{80};

/// A line from p to q, and places n and w, of which a test may make what it wants.
geo::City station() {
  return scene::with_lines(scene::town({.streets = "p-q-n-w"}), {{"pq", {0, 1}, {480}}}, 470, 490);
}

/// The city with stops added: a station of p with the entrances n and w, at these corners.
geo::City with_entrances(geo::City city, std::vector<geo::Pathway> pathways = {},
                         geo::Wheelchair at_w = geo::Wheelchair::unknown) {
  geo::Transit transit = *city.transit;
  geo::Stops& stops = transit.timetable.stops;
  const auto add = [&](geo::StopKind kind, std::optional<StopId> parent, geo::Wheelchair chair) {
    stops.feed.push_back(geo::FeedId{0});
    stops.key.push_back("x" + std::to_string(stops.size()));
    stops.name.push_back("");
    stops.at.push_back({0, 0});
    stops.parent.push_back(parent);
    stops.wheelchair.push_back(chair);
    return stops.kind.push_back(kind);
  };
  const StopId hall = add(geo::StopKind::station, std::nullopt, geo::Wheelchair::unknown);
  stops.parent[StopId{0}] = hall;
  add(geo::StopKind::entrance, hall, geo::Wheelchair::unknown);
  add(geo::StopKind::entrance, hall, at_w);
  const auto door = city.transit_stops.door;
  city.transit_stops.door.push_back(geo::Missing::off_network);  // of the hall
  for (const double along : {30.0, 60.0}) {
    geo::Door own = *door[StopId{1}];
    own.along = geo::Metres{along};
    city.transit_stops.door.push_back(own);
  }
  transit.timetable.pathways = std::move(pathways);
  city.transit = std::make_shared<const geo::Transit>(std::move(transit));
  return city;
}

constexpr StopId p{0}, q{1}, north{3}, west{4};

/// The door whose way in leads to p in that time; where it lies along its street.
std::vector<std::pair<double, std::uint32_t>> ways_to_p(const StopDoors& doors) {
  std::vector<std::pair<double, std::uint32_t>> found;
  for (const StopDoorId door : doors.door.rows()) {
    for (const Walk& walk : doors.in[door]) {
      if (walk.stop == p) found.emplace_back(doors.door[door].along.value, walk.takes);
    }
  }
  return found;
}

geo::Pathway pathway(StopId from, StopId to, int seconds, PathwayKind kind = PathwayKind::walkway) {
  geo::Pathway way;
  way.from = from;
  way.to = to;
  way.kind = kind;
  way.both_ways = true;
  way.takes = Seconds{seconds};
  return way;
}

using Ways = std::vector<std::pair<double, std::uint32_t>>;

}  // namespace

TEST_CASE("a stop without a station has its door where it stands") {
  const auto doors = stop_doors(station(), pace, false);
  REQUIRE(doors.door.size() == 2);
  CHECK(doors.in[StopDoorId{0}][0] == Walk{p, 0});
  CHECK(doors.out[StopDoorId{1}][0] == Walk{q, 0});
}

TEST_CASE("a stop of a station with entrances is reached by these, in no time where none is told") {
  const auto doors = stop_doors(with_entrances(station()), pace, false);
  CHECK(doors.door.size() == 3);  // two entrances, and q
  CHECK(ways_to_p(doors) == Ways{{30, 0}, {60, 0}});
}

TEST_CASE("pathways say how long it is from an entrance, by a node too") {
  const auto city = with_entrances(
      station(), {pathway(north, StopId{2}, 20), pathway(StopId{2}, p, 25), pathway(west, p, 70)});
  const auto doors = stop_doors(city, pace, false);
  CHECK(ways_to_p(doors) == Ways{{30, 450}, {60, 700}});
}

TEST_CASE("an entrance from which no pathway leads is no way in where another has one") {
  const auto city = with_entrances(station(), {pathway(north, p, 45)});
  CHECK(ways_to_p(stop_doors(city, pace, false)) == Ways{{30, 450}});
}

TEST_CASE("a pathway of a known length takes what walking it takes") {
  geo::Pathway way;
  way.from = north;
  way.to = p;
  way.length = geo::Metres{40};  // half a minute at 80 m a minute
  const auto doors = stop_doors(with_entrances(station(), {way}), pace, false);
  CHECK(ways_to_p(doors) == Ways{{30, 300}});
  // It leads in only: one gets out by any entrance, in no time that is told.
  CHECK(doors.out[StopDoorId{0}][0] == Walk{p, 0});
}

TEST_CASE("in a wheelchair stairs and closed entrances are no way in") {
  const std::vector pathways{pathway(north, p, 45, PathwayKind::stairs), pathway(west, p, 70)};
  CHECK(ways_to_p(stop_doors(with_entrances(station(), pathways), pace, true)) == Ways{{60, 700}});
  CHECK(ways_to_p(stop_doors(with_entrances(station(), {}, geo::Wheelchair::no), pace, true)) ==
        Ways{{30, 0}});
}

TEST_CASE("a pathway between two stops is a walk between them") {
  const auto doors = stop_doors(with_entrances(station(), {pathway(p, q, 33)}), pace, false);
  REQUIRE(doors.inside_stations[p].size() == 1);
  CHECK(doors.inside_stations[p][0] == Walk{q, 330});
}
