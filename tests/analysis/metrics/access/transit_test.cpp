// Public transport near home: departures, headways, hours of service.
#include "analysis/run.hpp"
#include "tests/analysis/metrics/compute.hpp"
#include "tests/catch.hpp"
#include "tests/scene/drawn_transit.hpp"
#include "tests/scene/town.hpp"

using namespace geo;
using scene::DrawnLine;

namespace {

const std::string stop_kind = "transport.bus_stop";

// 100 m a cell: b is 300 m from a, c 600, d 900, e 1200.
City street(const scene::DrawnDay& day, const std::string& homes = "a") {
  return scene::with_transit(
      scene::town({.streets = "a--b--c--d--e", .homes = homes, .services = {{stop_kind, "abcde"}}}),
      day);
}

Cell<double> of(const City& city, const std::string& metric, char home = 'a',
                const analysis::Settings& settings = {}) {
  return compute::homes(city, metric, settings)[scene::home(city, home)];
}

const std::vector<std::string> every_twenty{"07:00", "07:20", "07:40", "08:00", "08:20", "08:40"};

}  // namespace

TEST_CASE("departures count at stops of buses within 500 m along the streets") {
  CHECK(*of(street({{{"bc", every_twenty}}}), "access/transit_service") == Approx(3));
  CHECK(*of(street({{{"cd", every_twenty}}}), "access/transit_service") == 0);
}

TEST_CASE("rail counts within a kilometre, a tram does not") {
  DrawnLine line{"de", every_twenty};
  line.mode = TransitMode::rail;
  CHECK(*of(street({{line}}), "access/transit_service") == Approx(3));
  line.mode = TransitMode::tram;
  CHECK(*of(street({{line}}), "access/transit_service") == 0);
}

TEST_CASE("a vehicle that stops twice near a home counts once, at the nearer stop") {
  // Home b: the bus stops 300 m away at a, next door at b, 300 m away at c.
  const City city = street({{{"abc", every_twenty}}}, "b");
  CHECK(*of(city, "access/transit_service", 'b') == Approx(3));
  // At a only five of the six leave between seven and nine; at b the first leaves at 6:59.
  const City early = street({{{"abc", {"06:54", "07:14"}}}}, "b");
  CHECK(*of(early, "access/transit_service", 'b') == Approx(0.5));
}

TEST_CASE("both ways of a line count, and what only sets down does not") {
  const City both = street({{{"abc", {"07:00"}}, {"cba", {"07:00"}}}}, "b");
  CHECK(*of(both, "access/transit_service", 'b') == Approx(1));
  const City last = street({{{"cba", {"07:00"}}}}, "a");  // b is 300 m away, a is its last stop
  CHECK(*of(last, "access/transit_service") == Approx(0.5));
  DrawnLine alighting{"bcd", {"07:00"}};
  alighting.calls = {Call::alight_only, Call::both, Call::both};
  CHECK(*of(street({{alighting}}), "access/transit_service") == 0);
}

TEST_CASE("what leaves at the end of the hours is not among them") {
  CHECK(*of(street({{{"bc", {"06:59:59", "07:00", "08:59:59", "09:00"}}}}),
            "access/transit_service") == Approx(1));
}

TEST_CASE("of a line without times the hours over its headway count") {
  DrawnLine shared{"bc"};
  shared.headway = {{}, *clock("06:00"), *clock("22:00"), Seconds{600}, false};
  const City city = street({{shared}});
  CHECK(*of(city, "access/transit_service") == Approx(6));
  CHECK(*of(city, "access/transit_headway") == Approx(10));
  CHECK(*of(city, "access/transit_span") == Approx(16));
  // From 22:00 on none leaves any more; at eight in the evening it does.
  CHECK(*of(city, "access/transit_service", 'a', {{"hours", "evening"}}) == Approx(6));
  CHECK(*of(city, "access/transit_service", 'a', {{"hours", "night"}}) == 0);
}

TEST_CASE("the evening, the night and Sunday lose what then does not leave") {
  DrawnLine line{"bc", every_twenty};  // three an hour
  line.week = "1111110";
  DrawnLine late{"bc", {"19:00", "20:30", "21:59", "23:00", "25:30", "30:00"}};
  const City city = street({{line, late}});
  const auto loss = [&](const char* hours) {
    return of(city, "access/transit_loss", 'a', {{"hours", hours}});
  };
  CHECK(*loss("evening") == Approx(100 * (1 - 1 / 3.0)));
  // The night goes on into the next day: 23:00, 1:30, and no more from six on.
  CHECK(*loss("night") == Approx(100 * (1 - 2 / 8.0 / 3)));
  CHECK(*loss("sunday") == 100);
  CHECK(of(street({{{"cd", every_twenty}}}), "access/transit_loss").reason() ==
        Missing::zero_denominator);
}

TEST_CASE("the night before spills over into the hours that are asked about") {
  const City city = street({.lines = {{"bc", {"24:30"}}}, .from = "00:00", .until = "02:00"});
  CHECK(*of(city, "access/transit_service") == Approx(0.5));
}

TEST_CASE("without a Sunday in the timetable nothing is recorded of Sundays") {
  scene::DrawnDay day{{{"bc", every_twenty}}};
  day.first = "2026-01-12";
  day.last = "2026-01-17";
  const City city = street(day);
  CHECK(of(city, "access/transit_service", 'a', {{"hours", "sunday"}}).reason() ==
        Missing::not_recorded);
  CHECK(of(city, "access/transit_loss", 'a', {{"hours", "sunday"}}).reason() ==
        Missing::not_recorded);
}

TEST_CASE("the headway is that of the line that comes most often, one way") {
  // Six of one line and four more that turn off after the next stop: ten in two hours.
  const City trunk = street(
      {{{"bcd", every_twenty}, {"bca", {"07:10", "07:30", "07:50", "08:10"}}, {"ba", {"07:05"}}}});
  CHECK(*of(trunk, "access/transit_headway") == Approx(12));
  CHECK(of(street({{{"cd", every_twenty}}}), "access/transit_headway").reason() ==
        Missing::out_of_reach);
  CHECK(of(street({{{"bc", {"12:00"}}}}), "access/transit_headway").reason() == Missing::no_supply);
}

TEST_CASE("the span of service is from the first to the last departure from four to four") {
  const City city = street({{{"bc", {"05:30", "12:00", "25:15", "03:30"}}}});
  CHECK(*of(city, "access/transit_span") == Approx(22));  // half past five to half past three
}

TEST_CASE("stops are those at which something leaves, a station counts once") {
  City city = street({{{"abcd", {"07:00"}}, {"ba", {"07:00"}}}});
  CHECK(*of(city, "access/transit_stops") == 2);  // a, b; c is 600 m away
  auto transit = std::make_shared<Transit>(*city.transit);
  Stops& stops = transit->timetable.stops;
  stops.parent[StopId{0}] = stops.parent[StopId{1}] = StopId{3};
  city.transit = transit;
  CHECK(*of(city, "access/transit_stops") == 1);
}

TEST_CASE("one gets to the stops of a station by its entrances where it has some") {
  // The platform at c is 600 m from a, an entrance to its station at b 300 m.
  City city = street({{{"cd", {"07:00"}}, {"be", {"23:59"}}}});
  CHECK(*of(city, "access/transit_service") == 0);
  auto transit = std::make_shared<Transit>(*city.transit);
  Stops& stops = transit->timetable.stops;
  const StopId station{3}, platform{0}, entrance{2};  // e, c, b
  stops.kind[station] = StopKind::station;
  stops.kind[entrance] = StopKind::entrance;
  stops.parent[platform] = stops.parent[entrance] = station;
  city.transit = transit;
  CHECK(*of(city, "access/transit_service") == Approx(0.5));
}

TEST_CASE("a city without public transport records nothing and is not asked by itself") {
  const auto city = scene::town({.streets = "a--b", .homes = "a"});
  for (const char* metric :
       {"access/transit_service", "access/transit_loss", "access/transit_headway",
        "access/transit_span", "access/transit_stops", "sdg/public_transport",
        "sdg/public_transport_gap"}) {
    INFO(metric);
    CHECK(of(city, metric).reason() == Missing::not_recorded);
    CHECK_FALSE(analysis::find_metric(metric).metric->worth_asking(city));
  }
}

TEST_CASE("a run has a column for each of the hours and for each distance") {
  const City city = street({{{"bc", every_twenty}}});
  std::vector<std::string> columns;
  for (const auto& instance : analysis::instances(city, {})) {
    if (instance.column.starts_with("transit") || instance.column.starts_with("sdg")) {
      columns.push_back(instance.column);
    }
  }
  CHECK(columns ==
        std::vector<std::string>{"transit_headway_min", "transit_loss_evening_pct",
                                 "transit_loss_night_pct", "transit_loss_sunday_pct",
                                 "transit_service_day_per_h", "transit_service_evening_per_h",
                                 "transit_service_night_per_h", "transit_service_sunday_per_h",
                                 "transit_span_h", "transit_stops", "sdg_11_2_1_street_pct",
                                 "sdg_11_2_1_straight_pct", "sdg_11_2_1_difference_pp"});
}

TEST_CASE("a home on no street has its reason, and no figure along the streets") {
  City city = street({{{"bc", every_twenty}}});
  city.homes.door[scene::home(city, 'a')] = Missing::off_network;
  CHECK(of(city, "access/transit_service").reason() == Missing::off_network);
}
