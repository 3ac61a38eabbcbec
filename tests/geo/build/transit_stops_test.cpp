#include "geo/build/transit_stops.hpp"

#include "geo/shape/projection.hpp"
#include "tests/catch.hpp"

using namespace geo;

namespace {

const std::string projection = "EPSG:25831";
constexpr Point corner{430000, 4580000};  // Barcelona in that projection

/// A square city of one kilometre with one street along its southern edge.
const MultiPolygon city{{{corner,
                          {corner.x + 1000, corner.y},
                          {corner.x + 1000, corner.y + 1000},
                          {corner.x, corner.y + 1000},
                          corner},
                         {}}};

StreetGraph street() {
  StreetLines lines;
  lines.topology = StreetLines::Topology::vertex_ids;
  StreetLine line;
  line.id = "1";
  line.line = {corner, {corner.x + 1000, corner.y}};
  line.vertex_ids = {1, 2};
  lines.lines = {line};
  Findings findings;
  return build_street_graph(lines, findings);
}

/// One trip that calls at places so many metres east and north of the corner.
Transit calling_at(const std::vector<Point>& places) {
  Transit transit;
  Timetable& all = transit.timetable;
  const Transform to_degrees(projection, "EPSG:4326");
  std::vector<StopId> stops;
  for (const Point place : places) {
    const auto at = to_degrees({corner.x + place.x, corner.y + place.y});
    all.stops.key.push_back("s");
    stops.push_back(all.stops.at.push_back({at->x, at->y}));
  }
  all.patterns.line.push_back(LineId{0});
  all.patterns.stops.append(stops);
  return transit;
}

TransitStops on_streets(const Transit& transit, Findings& findings) {
  const StreetGraph streets = street();
  const DoorFinder doors(streets);
  return build::transit_stops(&transit, projection, city, &doors, "city.toml", findings);
}

}  // namespace

TEST_CASE("a stop has a door where it meets the street") {
  const Transit transit = calling_at({{300, 40}, {700, 60}});
  Findings findings;
  const TransitStops stops = on_streets(transit, findings);
  REQUIRE(stops.door[StopId{0}]);
  CHECK(stops.door[StopId{0}]->along.value == Approx(300).margin(0.01));
  CHECK(stops.door[StopId{0}]->off_network.value == Approx(40).margin(0.01));
  CHECK(findings.empty());
}

TEST_CASE("stops beyond the city are kept and counted, stops without a street are warned of") {
  const Transit transit = calling_at({{300, 40}, {500, 900}, {5000, 0}});
  Findings findings;
  const TransitStops stops = on_streets(transit, findings);
  CHECK(stops.at.size() == 3);
  CHECK_FALSE(stops.door[StopId{1}]);
  CHECK(stops.door[StopId{2}].reason() == Missing::off_network);
  REQUIRE(findings.count("stops_outside_city") == 1);
  REQUIRE(findings.count("stops_off_network") == 1);
  CHECK(findings.shown()[0].what == "stops in the city that have no street near: 1 of 2");
  CHECK(findings.shown()[1].what ==
        "stops that trips call at and that lie outside the city: 1 of 3");
}

TEST_CASE("a timetable of another city is warned of") {
  const Transit transit = calling_at({{50000, 40}, {51000, 40}});
  Findings findings;
  on_streets(transit, findings);
  CHECK(findings.counts().size() == 1);
  CHECK(findings.has("no_stop_in_city"));
}

TEST_CASE("a city that asks for no public transport has no stops") {
  Findings findings;
  CHECK(build::transit_stops(nullptr, projection, city, nullptr, "", findings).at.empty());
}
