#include "geo/build/support.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"
#include "tests/scene/random_town.hpp"

using namespace geo;
using tables::box;

namespace {

/// Squares in rows, from the lower left corner.
Layer squares(double left, double bottom, double side, int columns, int rows) {
  Layer layer;
  layer.file = fmt::format("grid_{}.tif", side);
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const double x = left + column * side, y = bottom + row * side;
      layer.shapes.push_back(Geometry::of(box(x, y, x + side, y + side)));
    }
  }
  layer.rows = layer.shapes.size();
  return layer;
}

/// Counts for each row of a layer; what they sum to.
template <class Count>
double fill(Layer& layer, const std::string& column, Count count) {
  Field field{column, {}};
  double sum = 0;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    field.values.emplace_back(count(row));
    sum += count(row);
  }
  layer.fields.push_back(std::move(field));
  return sum;
}

/// Six neighbourhoods of 1 km in two rows, one street through the lower three, 300 houses of
/// different sizes scattered over all but the upper right one.
Layers town() {
  Layers layers;
  layers.neighbourhoods = squares(0, 0, 1000, 3, 2);
  layers.neighbourhoods->file = "zones.shp";
  layers.neighbourhoods->fields = {{"id", {"a", "b", "c", "d", "e", "f"}}};
  layers.description.neighbourhoods.emplace().id = "id";
  layers.streets.lines.emplace_back().line = {{0, 450}, {3000, 450}};
  Layer houses = tables::table({});
  houses.file = "houses.shp";
  Field dwellings{"dwellings", {}};
  for (int i = 0; i < 300; ++i) {
    const Point at{(i * 733) % 2999 + 0.5, (i * 397) % 1999 + 0.5};
    if (at.x > 2000 && at.y > 1000) continue;
    houses.shapes.push_back(Geometry::of(at));
    dwellings.values.emplace_back(std::int64_t{1 + i % 9});
    ++houses.rows;
  }
  houses.fields.push_back(std::move(dwellings));
  layers.housing.push_back(std::move(houses));
  layers.description.housing.emplace_back().dwellings = "dwellings";
  return layers;
}

void everyone_from(Layers& layers, Layer people, const std::string& column) {
  layers.people = std::move(people);
  auto& described = layers.description.people.emplace();
  described.from.table.emplace();
  described.total = column;
}

void group_from(Layers& layers, const std::string& key, Layer people, const std::string& column) {
  layers.group_people.emplace(key, std::move(people));
  auto& group = layers.description.people->groups.emplace_back();
  group.key = key;
  group.count = column;
  group.from.table.emplace();
}

People in_homes(const City& city, const std::string& group) {
  People sum;
  for (const People people : city.homes.people[*city.residents.find(group)]) sum += people;
  return sum;
}

People in_zones(const City& city, const std::string& group) {
  People sum;
  for (const auto& people : city.residents.by_neighbourhood[*city.residents.find(group)]) {
    REQUIRE(people);
    sum += *people;
  }
  return sum;
}

/// People of a group in the homes inside a square.
People within(const City& city, const std::string& group, const Geometry& ground) {
  const PolygonIndex index(std::vector<MultiPolygon>{ground.polygons});
  People sum;
  for (const HomeId home : city.homes.at.rows()) {
    if (index.holding(city.homes.at[home])) {
      sum += city.homes.people[*city.residents.find(group)][home];
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("a 1 km grid, a 100 m raster and 70 polygons over one city each keep their total") {
  Layers layers = town();
  Layer raster = squares(0, 0, 100, 30, 20);
  // The middle of each house's cell is its own; 11 in 13 cells have people.
  const double all = fill(raster, "pop", [](std::size_t row) {
    return row % 13 > 1 ? 20.25 + static_cast<double>(row % 7) : 0.0;
  });
  Layer grid = squares(0, 0, 1000, 3, 2);
  const double abroad =
      fill(grid, "abroad", [](std::size_t row) { return 120.1 + 10 * static_cast<double>(row); });
  Layer strips = squares(0, 0, 1, 0, 0);
  for (int i = 0; i < 70; ++i) {  // 14 columns, 5 rows, slanted
    const double x = (i % 14) * 3000.0 / 14, w = 3000.0 / 14, y = (i / 14) * 400.0;
    strips.shapes.push_back(Geometry::of(box(x, y, x + w, y + 400)));
  }
  strips.rows = 70;
  strips.file = "strips.shp";
  const double young =
      fill(strips, "young", [](std::size_t row) { return 3.3 + static_cast<double>(row % 5); });
  const Layer cells = raster;
  everyone_from(layers, std::move(raster), "pop");
  group_from(layers, "abroad", std::move(grid), "abroad");
  group_from(layers, "young", std::move(strips), "young");
  layers.description.people->groups.back().part_of = "";

  const City city = build_city(layers);
  CHECK(in_homes(city, "everyone") == People::of(all));
  CHECK(in_homes(city, "abroad") == People::of(abroad));
  CHECK(in_homes(city, "young") == People::of(young));
  CHECK(in_zones(city, "everyone") == People::of(all));
  CHECK(in_zones(city, "abroad") == People::of(abroad));
  CHECK(in_zones(city, "young") == People::of(young));
  for (std::size_t cell = 0; cell < cells.rows; ++cell) {
    INFO("cell " << cell);
    const auto count = number(cells.field("pop")->values[cell]);
    CHECK(within(city, "everyone", cells.shapes[cell]) == People::of(*count));
  }
  CHECK(city.findings.has("cells_without_homes"));
  CHECK(!city.findings.has("people_without_home"));
  CHECK(!city.findings.has("people_cut_by_boundary"));
}

TEST_CASE("people of one cell are carried to its homes by their dwellings") {
  Layers layers = town();
  layers.housing[0] = tables::table({{"dwellings", {std::int64_t{1}, std::int64_t{3}}}});
  layers.housing[0].shapes = {Geometry::of(Point{100, 100}), Geometry::of(Point{1500, 1500})};
  Layer one = squares(0, 0, 3000, 1, 1);
  fill(one, "pop", [](std::size_t) { return 400.0; });
  everyone_from(layers, one, "pop");
  layers.housing[0].shapes.resize(2);
  // Housing in two of six neighbourhoods would be too sparse to say where people live.
  layers.neighbourhoods->shapes = {Geometry::of(box(0, 0, 1000, 2000)),
                                   Geometry::of(box(1000, 0, 3000, 2000))};
  layers.neighbourhoods->fields = {{"id", {"west", "east"}}};
  layers.neighbourhoods->rows = 2;
  const City city = build_city(layers);
  CHECK(city.residents.by_neighbourhood[everyone][NeighbourhoodId{0}] ==
        Cell<People>{People::of(300)});
  CHECK(city.residents.by_neighbourhood[everyone][NeighbourhoodId{1}] ==
        Cell<People>{People::of(100)});
}

TEST_CASE("a cell cut by the border shares its people by the houses on both sides") {
  Layers layers = town();
  layers.neighbourhoods->shapes = {Geometry::of(box(0, 0, 1000, 1000))};
  layers.neighbourhoods->fields = {{"id", {"a"}}};
  layers.neighbourhoods->rows = 1;
  layers.housing[0] = tables::table({{"dwellings", {std::int64_t{3}, std::int64_t{1}}}});
  layers.housing[0].shapes = {Geometry::of(Point{900, 500}), Geometry::of(Point{1200, 500})};
  Layer cell = squares(500, 0, 1000, 1, 1);
  fill(cell, "pop", [](std::size_t) { return 80.0; });
  everyone_from(layers, cell, "pop");
  const City city = build_city(layers);
  CHECK(in_homes(city, "everyone") == People::of(60));  // 3 of 4 dwellings are inside
  const auto told = city.findings.shown();
  const auto cut = std::find_if(told.begin(), told.end(), [](const Finding& one) {
    return one.code == "people_cut_by_boundary";
  });
  REQUIRE(cut != told.end());
  CHECK(cut->value == "60 people in, 20 out");
}

TEST_CASE("a cell over a gap between neighbourhoods keeps all its people") {
  Layers layers = town();
  layers.neighbourhoods->shapes[0].polygons[0].holes.push_back(
      {{400, 400}, {400, 440}, {440, 440}, {440, 400}, {400, 400}});
  Layer grid = squares(0, 0, 1000, 3, 2);
  fill(grid, "pop", [](std::size_t) { return 100.0; });
  everyone_from(layers, grid, "pop");
  const City city = build_city(layers);
  CHECK(in_homes(city, "everyone") == People::of(600));
  CHECK(!city.findings.has("people_cut_by_boundary"));
}

TEST_CASE("a point counts where it lies, in or out; a cell without home or street gets one home") {
  Layers layers = town();
  layers.streets.lines.clear();
  layers.housing.clear();
  layers.description.housing.clear();
  Layer points;
  points.file = "points.csv";
  points.shapes = {Geometry::of(Point{500, 500}), Geometry::of(Point{2500, 500}),
                   Geometry::of(Point{9000, 9000})};
  points.rows = 3;
  fill(points, "pop", [](std::size_t row) { return 10.0 * static_cast<double>(row + 1); });
  everyone_from(layers, points, "pop");
  const City city = build_city(layers);
  CHECK(city.residents.by_neighbourhood[everyone][NeighbourhoodId{0}] ==
        Cell<People>{People::of(10)});
  CHECK(city.residents.by_neighbourhood[everyone][NeighbourhoodId{2}] ==
        Cell<People>{People::of(20)});
  CHECK(city.findings.count("people_outside") == 1);
}

TEST_CASE("parts with noise miss their total: said with the difference, never rescaled") {
  Layers layers = town();
  Layer grid = squares(0, 0, 1000, 3, 2);
  fill(grid, "pop", [](std::size_t) { return 1000.0; });
  fill(grid, "born_abroad", [](std::size_t) { return 200.0; });
  fill(grid, "africa", [](std::size_t) { return 120.0; });
  fill(grid, "asia", [](std::size_t row) { return row == 0 ? 73.0 : 80.0; });
  everyone_from(layers, grid, "pop");
  for (const char* key : {"born_abroad", "africa", "asia"}) {
    auto& group = layers.description.people->groups.emplace_back();
    group.key = key;
    group.count = key;
    if (group.key != "born_abroad") group.part_of = "born_abroad";
  }
  const City city = build_city(layers);
  CHECK(in_homes(city, "asia") == People::of(473));
  CHECK(in_homes(city, "born_abroad") == People::of(1200));
  REQUIRE(city.findings.count("parts_miss_total") == 1);
  for (const Finding& one : city.findings.shown()) {
    if (one.code != "parts_miss_total") continue;
    CHECK(one.value == "2 parts of born_abroad sum to 1193 of 1200 people (-7)");
  }
}

TEST_CASE("a cell whose count is held back leaves its neighbourhoods without a count") {
  Layers layers = town();
  Layer grid = squares(0, 0, 1000, 3, 2);
  grid.fields = {{"pop",
                  {"<5", std::int64_t{9}, std::int64_t{9}, std::int64_t{9}, std::int64_t{9},
                   std::int64_t{9}}}};
  everyone_from(layers, grid, "pop");
  const City city = build_city(layers);
  CHECK(city.residents.by_neighbourhood[everyone][NeighbourhoodId{0}] ==
        Cell<People>{Missing::withheld_by_source});
  CHECK(city.residents.by_neighbourhood[everyone][NeighbourhoodId{1}] ==
        Cell<People>{People::of(9)});
}

TEST_CASE("the order of cells leaves no trace, even of homes on their borders") {
  Layers layers = town();
  Layer grid = squares(0, 0, 250, 12, 8);
  fill(grid, "pop", [](std::size_t row) { return static_cast<double>(row); });
  layers.housing[0].shapes[0] = Geometry::of(Point{500, 600});  // on the border of two cells
  everyone_from(layers, grid, "pop");
  const City city = build_city(layers);
  std::reverse(layers.people->shapes.begin(), layers.people->shapes.end());
  std::reverse(layers.people->fields[0].values.begin(), layers.people->fields[0].values.end());
  const City again = build_city(layers);
  CHECK(city.homes.people == again.homes.people);
  CHECK(city.residents.by_neighbourhood == again.residents.by_neighbourhood);
}
