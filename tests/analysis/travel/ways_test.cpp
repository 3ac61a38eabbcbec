// What the rules of a way do to a street: times, closed ways, doors.
#include "analysis/travel/way.hpp"

#include "tests/catch.hpp"

using namespace analysis::travel;
using geo::EdgeId;
using geo::Kerb;
using geo::Metres;
using geo::NodeId;
using geo::Obstacle;
using geo::Passage;
using geo::Surface;

namespace {

constexpr EdgeId it{0};
constexpr auto closed = EdgeCost::closed;

/// A street of 80 m: a minute on foot, 600 tenths of a second.
geo::StreetGraph street(const geo::StreetTraits& traits = {}, bool steps = false) {
  geo::StreetGraph streets;
  streets.at.push_back({0, 0});
  streets.at.push_back({80, 0});
  geo::Edge edge{NodeId{0}, NodeId{1}, Metres{80}};
  edge.steps = steps;
  edge.traits = traits;
  streets.edges.push_back(edge);
  streets.lines.push_back({{0, 0}, {80, 0}});
  return streets;
}

/// A wheelchair as in datasets/ways.toml, at a walker's pace so that times are easy to count.
Way wheelchair() {
  Way way{.name = "wheelchair", .takes_steps = false};
  way.incline_most = 0.0833;
  way.width_least = Metres{0.9};
  way.surface[static_cast<std::size_t>(Surface::rough)] = {.times = 1.5};
  way.surface[static_cast<std::size_t>(Surface::loose)] = {.closed = true};
  way.kerb[static_cast<std::size_t>(Kerb::raised)] = {.closed = true};
  way.obstacle[static_cast<std::size_t>(Obstacle::narrow)] = {.closed = true};
  way.heeds_wheelchair_signs = true;
  return way;
}

std::uint32_t along(const geo::StreetTraits& traits, const Way& way, bool steps = false) {
  return quantise(street(traits, steps), way).edge[it].forward;
}

}  // namespace

TEST_CASE("what a street does not state is no hurdle") {
  CHECK(along({}, Way{}) == 600);
  CHECK(along({}, wheelchair()) == 600);
}

TEST_CASE("steps, kerbs, narrow ways, bad ground and steep streets are closed to a wheelchair") {
  CHECK(along({}, wheelchair(), true) == closed);
  CHECK(along({.kerb = Kerb::raised}, wheelchair()) == closed);
  CHECK(along({.kerb = Kerb::lowered}, wheelchair()) == 600);
  CHECK(along({.surface = Surface::loose}, wheelchair()) == closed);
  CHECK(along({.surface = Surface::rough}, wheelchair()) == 900);
  CHECK(along({.obstacle = Obstacle::narrow}, wheelchair()) == closed);
  CHECK(along({.obstacle = Obstacle::posts}, wheelchair()) == 600);
  geo::StreetTraits traits;
  traits.width_dm = std::uint8_t{8};
  CHECK(along(traits, wheelchair()) == closed);
  traits.width_dm = std::uint8_t{9};
  CHECK(along(traits, wheelchair()) == 600);
  traits.incline_percent = std::int8_t{8};  // 1 in 12, rounded
  CHECK(along(traits, wheelchair()) == 600);
  traits.incline_percent = std::int8_t{-10};
  CHECK(along(traits, wheelchair()) == closed);
  CHECK(along(traits, Way{}) == 600);  // a stated incline is not the slope of the whole street
}

TEST_CASE("a sign for wheelchairs goes before all else") {
  geo::StreetTraits traits;
  traits.for_wheelchair = true;
  CHECK(along(traits, wheelchair(), true) != closed);  // steps with a ramp
  traits.for_wheelchair = false;
  CHECK(along(traits, wheelchair()) == closed);
  CHECK(along(traits, Way{}) == 600);
}

TEST_CASE("a crossing and a kerb may cost seconds") {
  Way way;
  way.crossing_seconds = 12;
  way.kerb[static_cast<std::size_t>(Kerb::raised)] = {.seconds = 5};
  geo::StreetTraits traits{.kerb = Kerb::raised};
  CHECK(along(traits, way) == 650);
  traits.is_crossing = true;
  CHECK(along(traits, way) == 770);
}

TEST_CASE("a hill costs by its direction, rounded once") {
  auto streets = street();
  streets.rises.append(std::vector<geo::Rise>{{80, 4}});  // 5 %
  const auto cost = quantise(streets, Way{}).edge[it];
  CHECK(cost.forward == 715);      // 600 exp(3.5 (0.10 - 0.05)) = 714.75
  CHECK(cost.backward == 504);     // 600 exp(-0.175) = 503.67
  streets.edges[it].steps = true;  // the factor of steps has their slope in it
  CHECK(quantise(streets, Way{}).edge[it].forward == 900);
}

TEST_CASE("a one-way binds who it is for, in the direction that it is for") {
  auto streets = street({.by_bicycle = Passage::both, .by_car = Passage::backward});
  const Way car{.name = "car", .uses = geo::Mode::car};
  const Way bicycle{.name = "bicycle", .uses = geo::Mode::bicycle};
  CHECK(quantise(streets, car).edge[it].forward == closed);
  CHECK(quantise(streets, car).edge[it].backward == 600);
  CHECK(quantise(streets, bicycle).edge[it].forward == 600);
  streets.edges[it].on_foot = geo::OneWay::forward;
  CHECK(quantise(streets, Way{}).edge[it].backward == closed);
  CHECK(quantise(streets, bicycle).edge[it].backward == 600);
  streets.edges[it].walkable = false;
  CHECK(quantise(streets, Way{}).edge[it].forward == closed);
  CHECK(quantise(streets, car).edge[it].backward == 600);
}

TEST_CASE("a car goes as fast as its kind of road, and never above the speed allowed there") {
  Way car{.name = "car", .pace = geo::MetresPerMinute{80}, .uses = geo::Mode::car};
  car.speed[geo::RoadClass::primary] = geo::MetresPerMinute{800};
  geo::StreetTraits traits{.road = geo::RoadClass::primary};
  CHECK(along(traits, car) == 60);
  traits.max_speed_kmh = std::uint8_t{24};  // 400 m a minute
  CHECK(along(traits, car) == 120);
  traits.road = geo::RoadClass::service;
  CHECK(along(traits, car) == 600);
}

TEST_CASE("a door on a street that a wheelchair cannot pass opens at its very ends only") {
  const auto streets = street({.kerb = Kerb::raised});
  const Costs costs = quantise(streets, wheelchair());
  const geo::Door middle{it, Metres{40}, Metres{0}, geo::ComponentId{0}};
  CHECK(stop(streets, costs, middle).to_from == closed);
  CHECK(stop(streets, costs, middle).to_to == closed);
  const geo::Door end{it, Metres{80}, Metres{8}, geo::ComponentId{0}};
  CHECK(stop(streets, costs, end).to_from == closed);
  CHECK(stop(streets, costs, end).to_to == 60);  // 8 m from the street
}

TEST_CASE("who rides walks from the door to the street") {
  const auto streets = street();
  const Way car{.name = "car", .pace = geo::MetresPerMinute{400}, .uses = geo::Mode::car};
  const geo::Door door{it, Metres{0}, Metres{40}, geo::ComponentId{0}};
  CHECK(stop(streets, quantise(streets, car), door).off_network == 300);
}
