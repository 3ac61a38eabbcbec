#include "geo/shape/contours.hpp"

#include <cmath>
#include <random>

#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace geo;

namespace {

std::vector<std::uint32_t> measured(const Grid& grid, const Measure& measure) {
  std::vector<std::uint32_t> values;
  for (std::size_t corner = 0; corner < grid.size(); ++corner) {
    values.push_back(measure(grid.at(corner)));
  }
  return values;
}

MultiPolygon ground(const Grid& grid, const Measure& measure, std::uint32_t level) {
  const auto values = measured(grid, measure);
  return ground_within(grid, corners_within(grid, values, level), measure, level);
}

Grid square(double size, double step) {
  Box box;
  box.add({0, 0});
  box.add({size, size});
  return {box, step};
}

}  // namespace

TEST_CASE("a disc is drawn as a disc, to a sixteenth of the step") {
  const Measure far_from = [](Point at) {
    return static_cast<std::uint32_t>(std::hypot(at.x - 500, at.y - 500));
  };
  const auto disc = ground(square(1000, 10), far_from, 299);  // 300 rounded down
  REQUIRE(disc.size() == 1);
  CHECK(disc.front().holes.empty());
  for (const Point at : disc.front().shell) {
    CHECK(std::hypot(at.x - 500, at.y - 500) == Approx(300).margin(10.0 / 16));
  }
  CHECK(area(disc).value == Approx(M_PI * 300 * 300).epsilon(0.005));
  CHECK_FALSE(invalid_reason(disc));
}

TEST_CASE("a ring of ground has a hole, and an island in it is ground again") {
  const Measure rings = [](Point at) {
    const double away = std::hypot(at.x - 500, at.y - 500);
    return away < 100 || (away > 200 && away < 400) ? 0u : 9u;
  };
  const auto drawn = ground(square(1000, 10), rings, 5);
  REQUIRE(drawn.size() == 2);
  CHECK(drawn[0].holes.size() + drawn[1].holes.size() == 1);
  CHECK(area(drawn).value == Approx(M_PI * (400 * 400 - 200 * 200 + 100 * 100)).epsilon(0.01));
  CHECK_FALSE(invalid_reason(drawn));
}

TEST_CASE("a lone corner goes with its surroundings, three together stand") {
  Grid grid = square(100, 10);
  std::vector<std::uint32_t> values(grid.size(), 9);
  const auto corner = [&](std::size_t column, std::size_t row) {
    return row * grid.columns + column;
  };
  values[corner(3, 3)] = 0;
  for (const std::size_t column : {6u, 7u, 8u}) values[corner(column, 6)] = 0;
  const auto within = corners_within(grid, values, 5);
  CHECK_FALSE(within[corner(3, 3)]);
  CHECK(within[corner(7, 6)]);
}

TEST_CASE("no value up to the level is no ground at all") {
  CHECK(ground(
            square(100, 10), [](Point) { return 9u; }, 5)
            .empty());
}

TEST_CASE("ground drawn at random is valid, and each level lies within the next") {
  volume::Trial trial("levels of ground are nested", {20, 2000}, "fields");
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    std::mt19937 draw(trial.seed() + unsigned(round));
    std::uniform_real_distribution<double> place(0, 400), slope(0.1, 3);
    std::vector<std::pair<Point, double>> hills;
    for (int i = 0; i < 12; ++i) hills.push_back({{place(draw), place(draw)}, slope(draw)});
    // Steep walls between the hills: the value jumps from one to the next.
    const Measure value = [&](Point at) {
      double least = 1e9, best = 0;
      for (const auto& [middle, steep] : hills) {
        const double away = std::hypot(at.x - middle.x, at.y - middle.y);
        if (away < least) best = away * steep;
        least = std::min(least, away);
      }
      return static_cast<std::uint32_t>(best);
    };
    const Grid grid = square(400, 10);
    // No ground at the rim.
    const Measure fenced = [&](Point at) {
      const bool inside = at.x > 0 && at.y > 0 && at.x < 400 && at.y < 400;
      return inside ? value(at) : 1000000u;
    };
    MultiPolygon smaller;
    for (const std::uint32_t level : {20u, 45u, 80u}) {
      const auto larger = ground(grid, fenced, level);
      INFO("seed " << trial.seed() + unsigned(round) << ", level " << level);
      CHECK_FALSE(invalid_reason(larger));
      CHECK(area(difference(smaller, larger)).value < 1e-6);
      smaller = larger;
    }
    trial.count("levels", 3);
  }
}
