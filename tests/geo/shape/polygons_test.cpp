#include "geo/shape/polygons.hpp"

#include <random>

#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace geo;

namespace {

MultiPolygon rectangle(double x, double y, double width, double height) {
  return {{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}}, {}}};
}

}  // namespace

TEST_CASE("area takes holes away and does not mind far origins or winding") {
  MultiPolygon square = rectangle(430000, 4580000, 10, 10);
  square[0].holes.push_back(rectangle(430002, 4580002, 2, 3)[0].shell);
  CHECK(area(square).value == 94);
  std::reverse(square[0].shell.begin(), square[0].shell.end());
  CHECK(area(square).value == 94);
}

TEST_CASE("a bow-tie is not valid and is made two triangles") {
  const MultiPolygon bow{{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}, {}}};
  REQUIRE(invalid_reason(bow));
  CHECK(invalid_reason(bow)->find("Self-intersection") != std::string::npos);
  const auto valid = made_valid(bow);
  CHECK_FALSE(invalid_reason(valid));
  CHECK(area(valid).value == Approx(2));
  CHECK_FALSE(invalid_reason(rectangle(0, 0, 1, 1)));
}

TEST_CASE("a spike is taken off and the ground below it stays") {
  const MultiPolygon spiked{
      {{{0, 0}, {100, 0}, {100, 50}, {2100, 50.001}, {100, 50.002}, {100, 100}, {0, 100}, {0, 0}},
       {}}};
  const auto smooth = without_spikes(spiked, Metres{50});
  CHECK(box_of(Geometry::of(smooth)).high.x == 100);
  CHECK(area(smooth).value == Approx(10000).epsilon(1e-4));
}

TEST_CASE("overlaps name both polygons and the ground they share; touching is no overlap") {
  const std::vector<MultiPolygon> city{rectangle(0, 0, 10, 10), rectangle(10, 0, 10, 10),
                                       rectangle(15, 5, 10, 10)};
  const auto found = overlaps(city, SquareMetres{0.01});
  REQUIRE(found.size() == 1);
  CHECK(found[0].first == 1);
  CHECK(found[0].second == 2);
  CHECK(found[0].area.value == Approx(25));
}

TEST_CASE("a hole between neighbourhoods is a gap") {
  const std::vector<MultiPolygon> ring{rectangle(0, 0, 30, 10), rectangle(0, 20, 30, 10),
                                       rectangle(0, 10, 10, 10), rectangle(20, 10, 10, 10)};
  const auto found = gaps(ring, SquareMetres{1});
  REQUIRE(found.size() == 1);
  CHECK(area({found[0]}).value == Approx(100));
}

TEST_CASE("a point on a shared border belongs to one polygon, always the lowest") {
  const std::vector<MultiPolygon> city{rectangle(0, 0, 10, 10), rectangle(10, 0, 10, 10)};
  const PolygonIndex index(city);
  CHECK(index.holding({10, 5}) == 0u);
  CHECK(index.holding({11, 5}) == 1u);
  CHECK_FALSE(index.holding({25, 5}));
  CHECK(index.all_holding({10, 5}).size() == 2);
}

TEST_CASE("the index agrees with overlay on random points in random stars") {
  const volume::Trial trial("the index of polygons agrees with overlay", {1, 200}, "sets of stars");
  for (unsigned round = 0; round < trial.rounds(); ++round) {
    const unsigned seed = trial.seed() + round;
    INFO("seed " << seed);
    std::mt19937 draw(seed);
    std::uniform_real_distribution<double> radius(5, 50), place(-60, 60);
    std::vector<MultiPolygon> stars;
    for (int s = 0; s < 5; ++s) {
      Ring ring;
      const Point centre{place(draw), place(draw)};
      constexpr int corners = 40;
      for (int i = 0; i < corners; ++i) {
        const double turn = 2 * 3.14159265358979 * i / corners, r = radius(draw);
        ring.push_back({centre.x + r * std::cos(turn), centre.y + r * std::sin(turn)});
      }
      ring.push_back(ring.front());
      stars.push_back({{ring, {}}});
    }
    const PolygonIndex index(stars);
    for (int i = 0; i < 300; ++i) {
      const Point p{place(draw), place(draw)};
      const MultiPolygon dot{{{{p.x - 1e-7, p.y - 1e-7},
                               {p.x + 1e-7, p.y - 1e-7},
                               {p.x, p.y + 1e-7},
                               {p.x - 1e-7, p.y - 1e-7}},
                              {}}};
      std::vector<std::size_t> expected;
      for (std::size_t s = 0; s < stars.size(); ++s) {
        if (!intersection(stars[s], dot).empty()) expected.push_back(s);
      }
      CHECK(index.all_holding(p) == expected);
    }
  }
}

TEST_CASE("thinned neighbours keep one border") {
  Ring wavy;
  for (int i = 0; i <= 20; ++i) wavy.push_back({10 + 0.2 * (i % 2), i * 0.5});
  Ring left{{0, 0}};
  left.insert(left.end(), wavy.begin(), wavy.end());
  left.push_back({0, 10});
  left.push_back({0, 0});
  Ring right{{20, 10}};
  right.insert(right.end(), wavy.rbegin(), wavy.rend());
  right.push_back({20, 0});
  right.push_back({20, 10});
  const std::vector<MultiPolygon> city{{{left, {}}}, {{right, {}}}};
  const auto thin = thinned(city, Metres{1});
  CHECK(thin[0][0].shell.size() < left.size());
  CHECK(overlaps(thin, SquareMetres{1e-9}).empty());
  CHECK(area(thin[0]).value + area(thin[1]).value == Approx(200));
}
