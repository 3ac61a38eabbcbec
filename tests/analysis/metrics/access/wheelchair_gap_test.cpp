#include "analysis/run.hpp"
#include "analysis/travel/ask.hpp"
#include "analysis/ways.hpp"
#include "geo/core/error.hpp"
#include "tests/analysis/metrics/compute.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"

using geo::Missing;

namespace {

/// A wheelchair at a walker's pace, so that only what stops it counts.
geo::NamedWay chair(double pace = 80) {
  geo::NamedWay named;
  named.way.name = "wheelchair";
  named.way.pace = geo::MetresPerMinute{pace};
  named.way.takes_steps = false;
  named.way.kerb[static_cast<std::size_t>(geo::Kerb::raised)].closed = true;
  return named;
}

geo::City with_chair(geo::City city, double pace = 80) {
  city.description.ways = {chair(pace)};
  return city;
}

geo::Cell<double> gap(const geo::City& city, char home, const std::string& minutes = "15") {
  return compute::homes(city, "access/wheelchair_gap",
                        {{"walk", minutes}})[scene::home(city, home)];
}

// Two clinics: c up the steps, e along the flat. 100 m a cell at 80 m a minute.
geo::City stepped() {
  return with_chair(
      scene::town({.streets = "a==c\n|   \ne   ", .homes = "a", .services = {{"health", "ce"}}}));
}

}  // namespace

TEST_CASE("of two clinics in a walk, the one up the steps is lost to a wheelchair") {
  CHECK(*gap(stepped(), 'a') == 0.5);
  CHECK(*gap(stepped(), 'a', "3") == 0);  // the one up the steps is further than that
}

TEST_CASE("a way round that takes too long is as good as none") {
  // Round the steps: 14 cells, 17.5 minutes; up them 2 cells at 1.5 times: 3.75.
  const auto town = with_chair(scene::town({.streets = "a=c\n| |\n| |\n| |\n| |\n| |\n+-+",
                                            .homes = "a",
                                            .services = {{"health", "c"}}}));
  CHECK(*gap(town, 'a', "15") == 1);
  CHECK(*gap(town, 'a', "20") == 0);
}

TEST_CASE("a slower pace alone may put a service out of reach") {
  const auto town = with_chair(
      scene::town({.streets = "a=+ b----------c", .homes = "b", .services = {{"health", "c"}}}),
      60);
  const auto at_own_pace = [&](const std::string& minutes) {
    return *compute::homes(town, "access/wheelchair_gap",
                           {{"walk", minutes}, {"same_pace", "no"}})[scene::home(town, 'b')];
  };
  CHECK(at_own_pace("15") == 1);  // 1100 m: 13.75 minutes on foot, 18.3 by wheelchair
  CHECK(at_own_pace("20") == 0);
  CHECK(*gap(town, 'b', "15") == 0);  // nothing is in the way
}

TEST_CASE("nothing in a walk is no gap, and silent streets tell none") {
  const auto far = with_chair(scene::town({.streets = "a=+-----------------------------c",
                                           .homes = "a",
                                           .services = {{"health", "c"}}}));
  CHECK(gap(far, 'a').reason() == Missing::zero_denominator);
  const auto silent =
      with_chair(scene::town({.streets = "a--c", .homes = "a", .services = {{"health", "c"}}}));
  CHECK(gap(silent, 'a').reason() == Missing::not_recorded);
  auto kerbs = silent;
  kerbs.streets.edges[geo::EdgeId{0}].traits.kerb = geo::Kerb::raised;
  kerbs.homes.door[geo::HomeId{0}] =
      geo::Door{geo::EdgeId{0}, geo::Metres{100}, geo::Metres{0}, {}};
  CHECK(*gap(kerbs, 'a') == 1);
}

TEST_CASE("a run asks for it only where streets tell of wheels, or where it is named") {
  const auto asks = [](const geo::City& city, const analysis::RunOptions& options) {
    for (const auto& instance : analysis::instances(city, options)) {
      if (instance.id == "access/wheelchair_gap") return true;
    }
    return false;
  };
  const auto silent =
      with_chair(scene::town({.streets = "a--c", .homes = "a", .services = {{"health", "c"}}}));
  CHECK(asks(stepped(), {}));
  CHECK_FALSE(asks(silent, {}));
  analysis::RunOptions named;
  named.only = {"access/wheelchair_gap"};
  CHECK(asks(silent, named));
}

TEST_CASE("a way that is nowhere is refused with those that are") {
  const auto town = scene::town({.streets = "a--b", .homes = "a"});
  CHECK(analysis::way_named(town, "") == analysis::travel::Way{});
  CHECK(analysis::way_named(stepped(), "wheelchair") == chair().way);
  try {
    analysis::way_named(stepped(), "sledge");
    FAIL("it should be refused");
  } catch (const geo::Error& error) {
    CHECK(error.finding().code == "way_unknown");
  }
}

TEST_CASE("each way of [travel] by has columns of its own beside the walk") {
  auto town = stepped();
  town.description.travel_by = {"wheelchair"};
  town.description.analysis.kinds = {geo::Kind{"health"}};
  std::vector<std::string> columns;
  analysis::RunOptions only;
  only.only = {"access/nearest"};
  for (const auto& instance : analysis::instances(town, only)) columns.push_back(instance.column);
  CHECK(columns == std::vector<std::string>{"nearest_health_min", "nearest_wheelchair_health_min"});
  // Two cells up the steps at 1.5 times, or one down the flat street: the walk takes the street.
  CHECK(*compute::homes(town, "access/nearest")[scene::home(town, 'a')] == 2.5);
  auto slow = with_chair(town, 40);
  CHECK(*compute::homes(slow, "access/nearest", {{"way", "wheelchair"}})[scene::home(slow, 'a')] ==
        5);
}
