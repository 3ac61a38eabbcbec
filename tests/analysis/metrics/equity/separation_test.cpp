#include <random>

#include "tests/analysis/metrics/compute.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"

using geo::AreaId;
using geo::Missing;

namespace {

/// Four neighbourhoods in two districts.
geo::City town(std::vector<double> group, std::vector<double> others) {
  scene::Town drawn{.streets = "a-b-c-d", .homes = "abcd"};
  const std::vector<std::string> keys{"n1", "n2", "n3", "n4"};
  const std::string letters = "abcd";
  for (std::size_t n = 0; n < 4; ++n) {
    drawn.neighbourhoods[keys[n]] = letters.substr(n, 1);
    drawn.counts[keys[n]] = {{"everyone", group[n] + others[n]}, {"migrants", group[n]}};
    drawn.districts[keys[n]] = n < 2 ? "east" : "west";
  }
  return scene::town(drawn);
}

}  // namespace

TEST_CASE("dissimilarity and isolation of a city have the published values") {
  const auto city = town({100, 60, 40, 0}, {0, 40, 60, 100});
  CHECK(*compute::areas(city, "equity/dissimilarity", "city", "migrants")[AreaId{0}] ==
        Approx(0.6).epsilon(1e-12));
  CHECK(*compute::areas(city, "equity/isolation", "city", "migrants")[AreaId{0}] ==
        Approx(0.76).epsilon(1e-12));
  // Two groups are as far apart as they are from each other.
  CHECK(*compute::areas(city, "equity/dissimilarity", "city", "rest")[AreaId{0}] ==
        Approx(0.6).epsilon(1e-12));
}

TEST_CASE("each district is measured over the neighbourhoods inside it") {
  const auto city = town({80, 20, 0, 0}, {20, 80, 50, 70});
  const auto apart = compute::areas(city, "equity/dissimilarity", "district", "migrants");
  CHECK(*apart[AreaId{0}] == Approx(0.6));
  CHECK(apart[AreaId{1}].reason() == Missing::single_group);
}

TEST_CASE("separation has a reason, never NaN, where it means nothing") {
  const auto city = town({5, 5, 0, 0}, {0, 0, 0, 0});
  for (const char* id : {"equity/dissimilarity", "equity/isolation"}) {
    const auto districts = compute::areas(city, id, "district", "migrants");
    CHECK(districts[AreaId{0}].reason() == Missing::single_group);
    CHECK(districts[AreaId{1}].reason() == Missing::no_people);
    CHECK(compute::areas(city, id, "city", "everyone")[AreaId{0}].reason() ==
          Missing::single_group);
    for (const auto& cell : compute::areas(city, id, "neighbourhood", "migrants")) {
      CHECK(cell.reason() == Missing::not_recorded_at_this_level);
    }
  }
}

TEST_CASE("a neighbourhood without counts is left out, not counted as none") {
  auto city = town({100, 60, 40, 7}, {0, 40, 60, 900});
  const auto lost = scene::neighbourhood(city, "n4");
  for (auto& column : city.residents.by_neighbourhood.values())
    column[lost] = Missing::not_recorded;
  const auto three = town({100, 60, 40, 0}, {0, 40, 60, 0});
  CHECK(*compute::areas(city, "equity/dissimilarity", "city", "migrants")[AreaId{0}] ==
        Approx(*compute::areas(three, "equity/dissimilarity", "city", "migrants")[AreaId{0}]));
  for (auto& column : city.residents.by_neighbourhood.values()) {
    for (auto& cell : column.values()) cell = Missing::not_recorded;
  }
  CHECK(compute::areas(city, "equity/isolation", "city", "migrants")[AreaId{0}].reason() ==
        Missing::not_recorded);
}
