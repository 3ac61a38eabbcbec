#include "analysis/travel/slope.hpp"

#include <cmath>
#include <random>

#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis::travel;
using geo::EdgeId;
using geo::NodeId;
using geo::Rise;
using geo::Way;

namespace {

const Way walk;

/// One street with these rises.
geo::StreetGraph street(const std::vector<Rise>& rises) {
  geo::StreetGraph streets;
  double length = 0;
  for (const Rise& rise : rises) length += rise.along;
  streets.at.push_back({0, 0});
  streets.at.push_back({length, 0});
  streets.edges.push_back({NodeId{0}, NodeId{1}, geo::Metres{length}});
  streets.lines.push_back({{0, 0}, {length, 0}});
  streets.rises.append(rises);
  return streets;
}

constexpr EdgeId it{0};

}  // namespace

TEST_CASE("on the flat the pace is exactly the stated one, whatever the rule") {
  Way ridden{.slope = geo::SlopeRule::linear, .uphill = 6.67, .downhill = 3.98, .steepest = 0.1};
  CHECK(slowness(walk, 0) == 1);
  CHECK(slowness(ridden, 0) == 1);
  CHECK(slowness(walk, street({{100, 0}}), it, true) == 1);
}

TEST_CASE("speeds on slopes are those of Tobler's function as AccessMod publishes it at 5 km/h") {
  const std::pair<double, double> published[] = {
      {-0.20, 3.52344}, {-0.05, 5.956231}, {0.05, 4.197285}, {0.10, 3.52344}, {0.20, 2.482927}};
  for (const auto& [slope, speed] : published) {
    INFO("slope " << slope);
    CHECK(5 / slowness(walk, slope) == Approx(speed).margin(1e-5));
  }
}

TEST_CASE("one walks fastest five per cent downhill") {
  for (double slope = -0.4; slope <= 0.4; slope += 0.01) {
    CHECK(slowness(walk, slope) >= slowness(walk, -0.05) - 1e-12);
  }
  // 6 km/h there, so 6 exp(-0.175) on the flat.
  CHECK(slowness(walk, -0.05) == Approx(std::exp(-0.175)));
}

TEST_CASE("a cliff counts as the steepest slope that was ever measured") {
  CHECK(slowness(walk, 3) == slowness(walk, 0.45));
  CHECK(slowness(walk, -3) == slowness(walk, -0.45));
}

TEST_CASE("a cyclist loses 1.44 km/h of 21.6 for each per cent uphill and gains 0.86 downhill") {
  const Way ridden{
      .slope = geo::SlopeRule::linear, .uphill = 6.67, .downhill = 3.98, .steepest = 0.1};
  CHECK(21.6 / slowness(ridden, 0.01) == Approx(21.6 - 1.44).margin(0.005));
  CHECK(21.6 / slowness(ridden, 0.05) == Approx(21.6 - 5 * 1.44).margin(0.01));
  CHECK(21.6 / slowness(ridden, -0.03) == Approx(21.6 + 3 * 0.86).margin(0.005));
}

TEST_CASE("times of the parts of a street are added up, not their speeds") {
  // 100 m at +10 % and 100 m at -10 %: the mean of the two times, in both directions.
  const auto hump = street({{100, 10}, {100, -10}});
  const double expected = (slowness(walk, 0.1) + slowness(walk, -0.1)) / 2;
  CHECK(slowness(walk, hump, it, true) == Approx(expected));
  CHECK(slowness(walk, hump, it, false) == Approx(expected));
  // A hill costs more than the flat that has the same two ends.
  CHECK(expected > 1);
}

TEST_CASE("uphill and downhill differ by Tobler's function") {
  const auto climb = street({{100, 10}});
  CHECK(slowness(walk, climb, it, true) == Approx(std::exp(3.5 * 0.10)));
  CHECK(slowness(walk, climb, it, false) == Approx(1));  // -10 % is as slow as flat
}

TEST_CASE("the time along a winding profile is that of walking it step by step") {
  // The second opinion takes steps of a centimetre and knows neither parts nor weights.
  const volume::Trial trial("second opinion: slopes walked by centimetres", {20, 500}, "profiles");
  for (unsigned round = 0; round < trial.rounds(); ++round) {
    std::mt19937 random(trial.seed() + round);
    std::uniform_real_distribution<float> along(10, 80), up(-12, 12);
    std::vector<Rise> rises(1 + random() % 6);
    for (Rise& rise : rises) rise = {std::round(along(random)), up(random)};
    const auto streets = street(rises);
    for (const bool forward : {true, false}) {
      double seconds = 0, metres = 0;
      for (const Rise& rise : rises) {
        const auto steps = static_cast<int>(std::lround(rise.along * 100));
        const double climb = (forward ? 1 : -1) * rise.up / rise.along;
        const double speed =
            6.0 / 3.6 * std::exp(-3.5 * std::abs(std::clamp(climb, -0.45, 0.45) + 0.05));
        for (int step = 0; step < steps; ++step) seconds += 0.01 / speed;
        metres += rise.along;
      }
      const double flat = metres / (6.0 / 3.6 * std::exp(-3.5 * 0.05));
      INFO("seed " << trial.seed() + round);
      REQUIRE(slowness(walk, streets, it, forward) == Approx(seconds / flat).epsilon(1e-6));
    }
  }
}

TEST_CASE("a street whose heights nobody knows is flat") {
  geo::StreetGraph streets = street({{100, 10}});
  streets.rises = {};
  CHECK(slowness(walk, streets, it, true) == 1);
  CHECK(steepest(streets, it) == 0);
}

TEST_CASE("a stated incline goes before heights, and a part too short to tell has none") {
  auto streets = street({{50, 2}, {20, 3}});
  CHECK(steepest(streets, it) == Approx(0.15));
  streets.edges[it].traits.incline_percent = std::int8_t{-6};
  CHECK(steepest(streets, it) == Approx(0.06));
  CHECK(steepest(street({{4, 1}}), it) == 0);
}
