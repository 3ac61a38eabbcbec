#include "geo/build/zones.hpp"

#include "geo/build/cells.hpp"
#include "geo/core/error.hpp"
#include "geo/shape/polygons.hpp"
#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;
using tables::box;

namespace {

Layer layer(std::vector<Value> codes, std::vector<Value> names, std::vector<MultiPolygon> shapes) {
  Layer out = tables::table({{"code", std::move(codes)}, {"name", std::move(names)}});
  for (MultiPolygon& shape : shapes) {
    out.shapes.push_back(shape.empty() ? Geometry{} : Geometry::of(std::move(shape)));
  }
  return out;
}

description::Neighbourhoods described() {
  description::Neighbourhoods out;
  out.id = "code";
  out.name = {{"", "name"}};
  return out;
}

build::Zones zones(const Layer& rows, Findings& findings) {
  return build::zones(rows, described(), {"name"}, findings);
}

}  // namespace

TEST_CASE("neighbourhoods stand in order of their key, with what the source writes") {
  Findings findings;
  const auto found = zones(
      layer({"10", "02"}, {"ten", "two"}, {box(0, 0, 100, 100), box(100, 0, 200, 100)}), findings);
  REQUIRE(found.all.size() == 2);
  CHECK(found.all.key[NeighbourhoodId{0}] == "02");
  CHECK(found.all.name[NeighbourhoodId{0}].in("en") == "two");
  CHECK(found.all.area[NeighbourhoodId{1}] == Cell<SquareMetres>{SquareMetres{10000}});
  CHECK(findings.empty());
}

TEST_CASE("rows with one code and the same columns are parts of one neighbourhood") {
  Findings findings;
  const auto found = zones(layer({"1", "1", "1"}, {"north", "north", std::monostate{}},
                                 {box(0, 0, 100, 100), box(500, 0, 600, 100), box(0, 0, 100, 100)}),
                           findings);
  REQUIRE(found.all.size() == 1);
  CHECK(found.all.area[NeighbourhoodId{0}] == Cell<SquareMetres>{SquareMetres{20000}});
  CHECK(findings.count("parts_dissolved") == 1);
  CHECK(findings.count("duplicate_polygon") == 1);
}

TEST_CASE("one id for neighbourhoods that contradict each other is refused with both features") {
  Findings findings;
  try {
    zones(layer({"N01", "N02", "N01"}, {"a", "b", "c"},
                {box(0, 0, 1, 1), box(1, 0, 2, 1), box(5, 5, 6, 6)}),
          findings);
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(error.finding().code == "duplicate_id");
    CHECK(error.finding().feature == "N01 (features 0, 2)");
    CHECK(error.finding().field == "name");
  }
}

TEST_CASE("row numbers and measures of the shape do not make parts contradict each other") {
  Layer rows = layer({"1", "1"}, {"x", "x"}, {box(0, 0, 100, 100), box(300, 0, 400, 100)});
  rows.fields.push_back({"OBJECTID", {std::int64_t{1}, std::int64_t{2}}});
  rows.fields.push_back({"Shape_Area", {10000.0, 10000.5}});
  rows.fields.push_back({"geo_point_2d", {"{ \"lon\": 1 }", "{ \"lon\": 2 }"}});
  Findings findings;
  CHECK(zones(rows, findings).all.size() == 1);
}

TEST_CASE("a counter of rows is known by its values, whatever its column is called") {
  std::vector<Value> ids, names, counter, people;
  std::vector<MultiPolygon> shapes;
  for (std::int64_t row = 0; row < 20; ++row) {
    // Rows 0 and 1 are two parts of one place.
    ids.emplace_back("N" + std::to_string(std::max<std::int64_t>(row, 1)));
    names.emplace_back("x");
    counter.emplace_back(40 + 3 * row);
    people.emplace_back(100 + 1000 * row);
    const auto x = static_cast<double>(200 * row);
    shapes.push_back(box(x, 0, x + 100, 100));
  }
  Layer rows = layer(ids, names, shapes);
  rows.fields.push_back({"c7", counter});
  rows.fields.push_back({"c8", std::vector<Value>(20, Value{"2.1734"})});
  rows.fields.back().values[1] = Value{"2.1735"};  // a place written as text
  Findings findings;
  CHECK(zones(rows, findings).all.size() == 19);
  rows.fields.push_back({"c9", people});  // far apart, so no counter
  CHECK_THROWS_AS(zones(rows, findings), Error);
}

TEST_CASE("a neighbourhood without a shape or without a code stays") {
  Findings findings;
  const auto found = zones(layer({"1", "2", std::monostate{}}, {"a", "b", "c"},
                                 {box(0, 0, 100, 100), {}, box(100, 0, 200, 100)}),
                           findings);
  REQUIRE(found.all.size() == 3);
  CHECK(found.all.area[NeighbourhoodId{1}] == Cell<SquareMetres>{Missing::invalid_geometry});
  CHECK(found.all.key[NeighbourhoodId{2}] == "no-key-1");
  CHECK(findings.count("null_geometry") == 1);
  CHECK(findings.count("key_missing") == 1);
}

TEST_CASE("a bow-tie is repaired with its area before and after") {
  const MultiPolygon bow{{{{0, 0}, {100, 100}, {100, 0}, {0, 100}, {0, 0}}, {}}};
  Findings findings;
  const auto found = zones(layer({"1"}, {"a"}, {bow}), findings);
  CHECK(found.all.area[NeighbourhoodId{0}]->value == Approx(5000));
  REQUIRE(findings.count("polygon_repaired") == 1);
  CHECK(findings.shown().front().value == "area 0.0 m2 before, 5000.0 m2 after");
}

TEST_CASE("overlaps and gaps are told with their ground") {
  Findings findings;
  const auto found = zones(layer({"1", "2", "3", "4"}, {"a", "b", "c", "d"},
                                 {box(0, 0, 110, 100), box(100, 0, 200, 100), box(0, 100, 95, 200),
                                  box(100, 100, 200, 200)}),
                           findings);
  REQUIRE(findings.count("overlap") == 1);
  CHECK(findings.shown().front().value == "1000.0 m2");
  CHECK(findings.shown().front().feature == "1, 2");

  const Layer any = layer({"1"}, {"a"}, {box(0, 0, 1, 1)});
  Findings open;  // the strip between the upper two is open to the north
  build::report_gaps(any, union_of(found.all.shape.values()), open);
  CHECK(open.empty());
  const MultiPolygon ring{{{{0, 0}, {90, 0}, {90, 90}, {0, 90}, {0, 0}},
                           {{{30, 30}, {60, 30}, {60, 60}, {30, 60}, {30, 30}}}}};
  Findings closed;
  build::report_gaps(any, ring, closed);
  REQUIRE(closed.count("gap") == 1);
  CHECK(closed.shown().front().value == "900.0 m2");
}

TEST_CASE("points become cells that share out the ground between them") {
  std::vector<std::optional<Point>> points;
  for (int x = 0; x < 5; ++x) {
    for (int y = 0; y < 5; ++y) points.emplace_back(Point{x * 100.0, y * 100.0});
  }
  points.push_back(std::nullopt);
  const auto cells = build::nearest_cells(points);
  CHECK(cells.radius == Metres{75});
  CHECK(area(cells.shapes[12]).value == Approx(10000));  // the middle one is a whole square
  CHECK(cells.shapes.back().empty());
  CHECK(overlaps(cells.shapes, SquareMetres{0.01}).empty());
  // Every place within the radius lies in the cell of the nearest point.
  const PolygonIndex index(cells.shapes);
  for (double x = -60; x <= 460; x += 7) {
    for (double y = -60; y <= 460; y += 7) {
      std::size_t nearest = 0;
      double least = 1e300, second = 1e300;
      for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const double apart = std::hypot(points[i]->x - x, points[i]->y - y);
        if (apart < least) {
          second = least;
          least = apart;
          nearest = i;
        } else {
          second = std::min(second, apart);
        }
      }
      if (least > 74 || second - least < 0.01) continue;
      CHECK(index.holding({x, y}) == nearest);
    }
  }
}
