#include "geo/build/street_heights.hpp"

#include <cmath>

#include "tests/catch.hpp"

using namespace geo;

namespace {

constexpr const char* utm = "EPSG:25831";

/// Ground of 20 x 20 cells of 10 m from (430000, 4580200) down, whose height `of` says.
template <class Height>
Terrain ground(Height of) {
  Terrain terrain;
  terrain.file = "heights.tif";
  terrain.crs = utm;
  terrain.columns = terrain.rows = 20;
  terrain.place = {430000, 10, 0, 4580200, 0, -10};
  for (int row = 0; row < 20; ++row) {
    for (int column = 0; column < 20; ++column) {
      const Point middle{430005.0 + 10 * column, 4580195.0 - 10 * row};
      terrain.heights.push_back(static_cast<float>(of(middle)));
    }
  }
  return terrain;
}

double tilted(Point at) {
  return 0.05 * (at.x - 430000) - 0.02 * (at.y - 4580000);
}

StreetGraph street(Line line) {
  StreetGraph streets;
  streets.at.push_back(line.front());
  streets.at.push_back(line.back());
  streets.edges.push_back({NodeId{0}, NodeId{1}, Metres{100}});
  streets.lines.push_back(std::move(line));
  return streets;
}

constexpr EdgeId it{0};

}  // namespace

TEST_CASE("between cells the height is between theirs; off the grid there is none") {
  const Terrain plane = ground(tilted);
  for (const Point at : {Point{430050, 4580100}, {430033, 4580171}, {430101.5, 4580008}}) {
    REQUIRE(plane.at(at));
    CHECK(*plane.at(at) == Approx(tilted(at)).margin(1e-4));
  }
  CHECK_FALSE(plane.at({429999, 4580100}));
  CHECK_FALSE(plane.at({430050, 4580201}));
  Terrain sea = plane;
  sea.heights[5] = std::nanf("");
  CHECK_FALSE(sea.at({430055, 4580195}));
  CHECK(sea.at({430155, 4580195}));
}

TEST_CASE("a street on a tilted plane has the plane's slope, in drawing order") {
  auto east = street({{430020, 4580100}, {430120, 4580100}});
  build::take_heights(ground(tilted), utm, east);
  REQUIRE_FALSE(east.rises_of(it).empty());
  for (const Rise& rise : east.rises_of(it)) CHECK(rise.slope() == Approx(0.05).margin(1e-4));
  auto west = street({{430120, 4580100}, {430020, 4580100}});
  build::take_heights(ground(tilted), utm, west);
  for (const Rise& rise : west.rises_of(it)) CHECK(rise.slope() == Approx(-0.05).margin(1e-4));
}

TEST_CASE("a straight street over a hill climbs and falls between its two ends") {
  const auto hill = [](Point at) { return 50 - std::abs(at.x - 430100) / 10; };
  auto over = street({{430010, 4580100}, {430190, 4580100}});
  build::take_heights(ground(hill), utm, over);
  const auto rises = over.rises_of(it);
  REQUIRE(rises.size() > 10);
  CHECK(rises.front().slope() == Approx(0.1).margin(0.01));
  CHECK(rises.back().slope() == Approx(-0.1).margin(0.01));
  auto bridge = street({{430010, 4580100}, {430190, 4580100}});
  bridge.edges[it].traits.is_even = true;
  build::take_heights(ground(hill), utm, bridge);
  REQUIRE(bridge.rises_of(it).size() == 1);
  CHECK(bridge.rises_of(it)[0].slope() == Approx(0).margin(1e-3));
}

TEST_CASE("a street off the grid keeps what it has, and the finding counts those without heights") {
  auto off = street({{440000, 4580100}, {440100, 4580100}});
  off.rises.append(std::vector<Rise>{{100, 3}});
  build::take_heights(ground(tilted), utm, off);
  CHECK(off.rises_of(it)[0] == Rise{100, 3});

  auto bare = street({{440000, 4580100}, {440100, 4580100}});
  bare.at.push_back({430020, 4580100});
  bare.edges.push_back({NodeId{1}, NodeId{2}, Metres{100}});
  bare.lines.push_back({{430120, 4580100}, {430020, 4580100}});
  build::take_heights(ground(tilted), utm, bare);
  Layers layers;
  layers.terrain = ground(tilted);
  Findings findings;
  build::report_heights(bare, layers, findings);
  REQUIRE(findings.count("street_heights_missing") == 1);
  for (const Finding& finding : findings.shown()) {
    CHECK(finding.value == "1 of 2 stretches");
    CHECK(finding.file == "heights.tif");
  }
}

TEST_CASE("a city without heights hears nothing of them") {
  Findings findings;
  build::report_heights(street({{0, 0}, {100, 0}}), Layers{}, findings);
  CHECK(findings.empty());
}
