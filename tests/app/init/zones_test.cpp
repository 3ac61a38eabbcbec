#include "app/init/zones.hpp"

#include "tests/catch.hpp"

using namespace app::init;
using geo::Geometry;

namespace {

Geometry square(double x, double y, double side) {
  return Geometry::of(geo::MultiPolygon{
      {{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}, {}}});
}

/// A chessboard of n x n zones of a hundredth of a degree; the code is row and column, district the
/// row's half.
Seen board(int n, const std::string& a, const std::string& b, const std::string& c) {
  Seen seen;
  seen.file = "board.shp";
  seen.layer.crs = "EPSG:4326";
  seen.layer.fields = {{a, {}}, {b, {}}, {c, {}}};
  for (int row = 0; row < n; ++row) {
    for (int column = 0; column < n; ++column) {
      seen.layer.shapes.push_back(square(2 + 0.01 * column, 41 + 0.01 * row, 0.01));
      seen.layer.fields[0].values.emplace_back("0" + std::to_string(row));
      seen.layer.fields[1].values.emplace_back("0" + std::to_string(column));
      seen.layer.fields[2].values.emplace_back(std::int64_t{row * 2 / n + 1});
    }
  }
  seen.layer.rows = static_cast<std::size_t>(n * n);
  seen.shape = geo::ShapeKind::polygons;
  seen.columns = columns_of(seen.layer);
  return seen;
}

/// The two halves of the board, ids as text.
Seen halves(int n) {
  Seen seen;
  seen.file = "halves.shp";
  seen.layer.crs = "EPSG:4326";
  seen.layer.fields = {{"k", {std::string{"01"}, std::string{"02"}}},
                       {"t", {std::string{"Lower Town"}, std::string{"Upper Town"}}}};
  const double width = 0.01 * n, half = width / 2;
  for (int i = 0; i < 2; ++i) {
    seen.layer.shapes.push_back(Geometry::of(geo::MultiPolygon{{{{2, 41 + half * i},
                                                                 {2 + width, 41 + half * i},
                                                                 {2 + width, 41 + half * (i + 1)},
                                                                 {2, 41 + half * (i + 1)},
                                                                 {2, 41 + half * i}},
                                                                {}}}));
  }
  seen.layer.rows = 2;
  seen.shape = geo::ShapeKind::polygons;
  seen.columns = columns_of(seen.layer);
  return seen;
}

}  // namespace

TEST_CASE("zones tile, scattered plots do not") {
  const auto town = board(4, "A", "B", "C");
  CHECK(tiling(town.layer.shapes).tiles());
  CHECK(tiling(town.layer.shapes).covered == Approx(1));
  CHECK_FALSE(tiling({square(2, 41, 0.001), square(2.1, 41.1, 0.001)}).tiles());
  // Three squares on one another cover the ground but do not share it out.
  CHECK_FALSE(tiling({square(2, 41, 1), square(2, 41, 1), square(2, 41, 1)}).tiles());
}

TEST_CASE("the shortest key that differs on every row is found, one column or two") {
  CHECK(unique_key(board(4, "ROW", "COL", "HALF"), {}) == "{ROW}{COL}");
  auto numbered = board(4, "ROW", "COL", "HALF");
  numbered.layer.fields.push_back({"n", {}});
  for (int i = 0; i < 16; ++i) numbered.layer.fields[3].values.emplace_back(std::int64_t{100 + i});
  numbered.columns = columns_of(numbered.layer);
  CHECK(unique_key(numbered, {}) == "n");
  CHECK_FALSE(unique_key(halves(4), {"x"}) == std::nullopt);
}

TEST_CASE("a coarser level is found by values and places, its names by their words") {
  const auto zones = board(6, "x1", "x2", "x3");
  const auto others = halves(6);
  const auto found = levels(zones, zones.layer.shapes, {&others});
  REQUIRE(found.size() == 1);
  CHECK(found[0].column == "x3");  // 1 and 2 meet "01" and "02" whatever their type
  CHECK(found[0].names_id == "k");
  CHECK(found[0].name == "t");
  CHECK(found[0].found == 2);
  CHECK(found[0].inside == Approx(1));
}

TEST_CASE("a layer whose areas lie elsewhere is no level, though its codes meet") {
  const auto zones = board(6, "x1", "x2", "x3");
  auto others = halves(6);
  std::swap(others.layer.shapes[0], others.layer.shapes[1]);
  CHECK(levels(zones, zones.layer.shapes, {&others}).empty());
}

TEST_CASE("points on an even grid may stand for zones, scattered ones may not") {
  std::vector<Geometry> grid, scattered;
  for (int i = 0; i < 100; ++i) {
    grid.push_back(Geometry::of(geo::Point{2 + 0.01 * (i % 10), 0.01 * (i / 10)}));
    scattered.push_back(Geometry::of(geo::Point{2 + 0.0001 * i * i, 0.003 * ((i * 37) % 100)}));
  }
  CHECK(is_grid(grid));
  CHECK_FALSE(is_grid(scattered));
}
