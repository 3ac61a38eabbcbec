#include "tests/analysis/metrics/compute.hpp"
#include "tests/catch.hpp"
#include "tests/scene/drawn_transit.hpp"
#include "tests/scene/town.hpp"

using namespace geo;

namespace {

const std::string stop_kind = "transport.bus_stop";

Cell<double> of(const City& city, const std::string& metric, char home = 'a',
                const analysis::Settings& settings = {}) {
  return compute::homes(city, metric, settings)[scene::home(city, home)];
}

}  // namespace

TEST_CASE("convenient access is by the way that people walk, beside the straight line") {
  // From a to e 300 m straight, 700 m along the streets.
  const auto town = [](const std::string& stops) {
    return scene::with_transit(scene::town({.streets = R"(
        a  e  f
        |  |  |
        b--d--g
      )",
                                            .homes = "ad",
                                            .services = {{stop_kind, "efg"}}}),
                               {{{stops, {"12:00"}}}});
  };
  const City bus = town("eg");
  CHECK(*of(bus, "sdg/public_transport", 'a') == 0);
  CHECK(*of(bus, "sdg/public_transport", 'a', {{"distance", "straight"}}) == 100);
  CHECK(*of(bus, "sdg/public_transport_gap", 'a') == 100);
  CHECK(*of(bus, "sdg/public_transport", 'd') == 100);
  CHECK(*of(bus, "sdg/public_transport_gap", 'd') == 0);
}

TEST_CASE("a home on no street is counted by the straight line only") {
  City city = scene::with_transit(
      scene::town({.streets = "a--b--c", .homes = "a", .services = {{stop_kind, "bc"}}}),
      {{{"bc", {"07:00"}}}});
  city.homes.door[scene::home(city, 'a')] = Missing::off_network;
  CHECK(of(city, "sdg/public_transport").reason() == Missing::off_network);
  CHECK(of(city, "sdg/public_transport_gap").reason() == Missing::off_network);
  CHECK(*of(city, "sdg/public_transport", 'a', {{"distance", "straight"}}) == 100);
}

TEST_CASE("a stop at which nothing leaves that day is no convenient access") {
  scene::DrawnLine weekend{"bc", {"07:00"}};
  weekend.week = "0000011";
  const City city = scene::with_transit(
      scene::town({.streets = "a--b--c", .homes = "a", .services = {{stop_kind, "bc"}}}),
      {{weekend}});  // asked about on a Wednesday
  CHECK(*of(city, "sdg/public_transport") == 0);
}
