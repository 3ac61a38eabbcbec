#include "geo/build/street_lines.hpp"

#include "geo/core/error.hpp"
#include "geo/network/street_graph.hpp"
#include "tests/catch.hpp"

using geo::Findings;
using geo::Geometry;
using geo::Layer;
using geo::Line;
using geo::StreetLines;
using geo::Value;

namespace {

Layer layer_of(std::vector<Geometry> shapes, std::vector<geo::Field> fields) {
  Layer layer;
  layer.file = "streets.shp";
  layer.rows = shapes.size();
  layer.shapes = std::move(shapes);
  layer.fields = std::move(fields);
  return layer;
}

Geometry line(Line points) {
  return Geometry::of(std::move(points));
}

/// Columns as city.toml names them: `columns({{"id", "CODE"}})`.
geo::description::Streets columns(const std::map<std::string, std::string>& names) {
  geo::description::Streets streets;
  for (const auto& [key, name] : names) {
    if (key == "id") streets.id = name;
    if (key == "name") streets.name = name;
    if (key == "from_node") streets.from_node = name;
    if (key == "to_node") streets.to_node = name;
    if (key == "length") streets.length = name;
    if (key == "steps") streets.steps = name;
    if (key == "one_way") streets.one_way = name;
    if (key == "walkable") streets.walkable = name;
  }
  return streets;
}

const Geometry square = Geometry::of(geo::MultiPolygon{
    {{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}, {{{4, 4}, {6, 4}, {6, 6}, {4, 4}}}}});

}  // namespace

TEST_CASE("columns of a street layer are read as city.toml says") {
  const auto layer = layer_of({line({{0, 0}, {9, 0}}), line({{9, 0}, {9, 9}})},
                              {{"CODE", {Value{std::int64_t{7}}, Value{8.0}}},
                               {"NAME", {Value{"Carrer Nou"}, Value{}}},
                               {"LEN", {Value{"12,5"}, Value{9.0}}},
                               {"STEPS", {Value{"yes"}, Value{std::int64_t{0}}}},
                               {"ONEWAY", {Value{"backward"}, Value{}}},
                               {"OPEN", {Value{std::int64_t{1}}, Value{"no"}}}});
  Findings findings;
  const auto streets = geo::build::street_lines(layer,
                                                columns({{"id", "CODE"},
                                                         {"name", "NAME"},
                                                         {"length", "LEN"},
                                                         {"steps", "STEPS"},
                                                         {"one_way", "ONEWAY"},
                                                         {"walkable", "OPEN"}}),
                                                findings);
  REQUIRE(streets.lines.size() == 2);
  CHECK(streets.topology == StreetLines::Topology::shared_vertices);
  CHECK(streets.lines[0].id == "7");
  CHECK(streets.lines[1].id == "8");
  CHECK(streets.lines[0].name == "Carrer Nou");
  CHECK(streets.lines[0].length == geo::Metres{12.5});
  CHECK(streets.lines[0].steps);
  CHECK_FALSE(streets.lines[1].steps);
  CHECK(streets.lines[0].on_foot == geo::OneWay::backward);
  CHECK(streets.lines[0].walkable);
  CHECK_FALSE(streets.lines[1].walkable);
  CHECK(findings.empty());
}

TEST_CASE("node columns with words join streets by word") {
  const auto layer =
      layer_of({line({{0, 0}, {9, 0}}), line({{9, 0.4}, {9, 9}})},
               {{"A", {Value{"N10"}, Value{"N9"}}}, {"B", {Value{"N9"}, Value{"N3"}}}});
  Findings findings;
  const auto streets =
      geo::build::street_lines(layer, columns({{"from_node", "A"}, {"to_node", "B"}}), findings);
  CHECK(streets.topology == StreetLines::Topology::end_ids);
  const auto graph = geo::build_street_graph(streets, findings);
  CHECK(graph.component_nodes == std::vector<std::size_t>{3});
  REQUIRE(findings.count("node_in_several_places") == 1);
  CHECK(findings.shown()[0].feature == "node N9");
}

TEST_CASE("an end without a node id is reported and joins no numbered node") {
  const auto layer = layer_of({line({{0, 0}, {9, 0}}), line({{9, 0}, {9, 9}})},
                              {{"A", {Value{std::int64_t{1}}, Value{}}},
                               {"B", {Value{std::int64_t{2}}, Value{std::int64_t{3}}}}});
  Findings findings;
  const auto streets =
      geo::build::street_lines(layer, columns({{"from_node", "A"}, {"to_node", "B"}}), findings);
  CHECK(findings.count("street_end_without_node") == 1);
  CHECK(streets.lines[1].vertex_ids[0] < 0);
  CHECK(geo::build_street_graph(streets, findings).component_nodes.size() == 2);
}

TEST_CASE("columns of a city's own say what a street is made of, in its own words") {
  auto layer = layer_of({line({{0, 0}, {9, 0}}), line({{9, 0}, {9, 9}})},
                        {{"PAV", {Value{"Adoquín"}, Value{"asphalt"}}},
                         {"KERB", {Value{"raised"}, Value{}}},
                         {"WIDE", {Value{0.8}, Value{"plenty"}}},
                         {"SLOPE", {Value{"7,5"}, Value{"-3 %"}}},
                         {"BIKE", {Value{"FT"}, Value{"no"}}},
                         {"CARS", {Value{"backward"}, Value{}}},
                         {"ROAD", {Value{"residential"}, Value{"boulevard"}}}});
  layer.shapes[0].heights = {{1.0F, 2.5F}};
  auto named = columns({});
  named.surface = "PAV";
  named.kerb = "KERB";
  named.width = "WIDE";
  named.incline = "SLOPE";
  named.bicycles = "BIKE";
  named.cars = "CARS";
  named.road = "ROAD";
  named.words = {{"Adoquín", "sett"}};
  geo::StreetWords words;
  words.surface = {{"sett", geo::Surface::firm}, {"asphalt", geo::Surface::smooth}};
  words.kerb = {{"raised", geo::Kerb::raised}};
  words.road = {{"residential", geo::RoadClass::residential}};
  Findings findings;
  const auto streets = geo::build::street_lines(layer, named, findings, words);
  REQUIRE(streets.lines.size() == 2);
  const auto& first = streets.lines[0].traits;
  CHECK(first.surface == geo::Surface::firm);
  CHECK(first.kerb == geo::Kerb::raised);
  CHECK(first.width_dm == 8);
  CHECK(first.incline_percent == 8);
  CHECK(first.by_bicycle == geo::Passage::forward);
  CHECK(first.by_car == geo::Passage::backward);
  CHECK(first.road == geo::RoadClass::residential);
  CHECK(streets.lines[0].heights == geo::Heights{1.0F, 2.5F});
  const auto& second = streets.lines[1].traits;
  CHECK(second.surface == geo::Surface::smooth);
  CHECK(second.kerb == geo::Kerb::unknown);
  CHECK_FALSE(second.width_dm);
  CHECK(second.incline_percent == -3);
  CHECK(second.by_bicycle == geo::Passage::none);
  CHECK(second.by_car == geo::Passage::both);
  CHECK(second.road == geo::RoadClass::unknown);
  CHECK(streets.lines[1].heights.empty());
  CHECK(findings.count("street_value_unknown") == 2);  // "plenty", "boulevard"
}

TEST_CASE("a square counts with its outlines and says so") {
  Findings findings;
  const auto streets =
      geo::build::street_lines(layer_of({square, line({{10, 10}, {20, 20}})}, {}), {}, findings);
  CHECK(streets.lines.size() == 3);
  CHECK(findings.count("street_is_a_polygon") == 1);
  const auto graph = geo::build_street_graph(streets, findings);
  CHECK(graph.component_nodes == std::vector<std::size_t>{3, 1});  // the outline's start, the
                                                                   // corner, the far end; the hole
}

TEST_CASE("the length of a street in parts is shared out over them") {
  Geometry parts;
  parts.kind = geo::ShapeKind::lines;
  parts.lines = {{{0, 0}, {10, 0}}, {{20, 0}, {50, 0}}};
  Findings findings;
  const auto streets = geo::build::street_lines(layer_of({parts}, {{"L", {Value{80.0}}}}),
                                                columns({{"length", "L"}}), findings);
  REQUIRE(streets.lines.size() == 2);
  CHECK(streets.lines[0].length->value == Approx(20));
  CHECK(streets.lines[1].length->value == Approx(60));
}

TEST_CASE("rows that are no street are reported, and a layer without streets is refused") {
  Findings findings;
  const auto only_points = layer_of({Geometry::of(geo::Point{1, 2}), Geometry{}}, {});
  CHECK_THROWS_AS(geo::build::street_lines(only_points, {}, findings), geo::Error);
  CHECK(findings.count("street_is_a_point") == 1);
  CHECK(findings.count("street_without_shape") == 1);
}

TEST_CASE("a column that is not there is an error that lists the columns that are") {
  Findings findings;
  const auto layer = layer_of({line({{0, 0}, {9, 0}})}, {{"NOM", {Value{"x"}}}});
  try {
    geo::build::street_lines(layer, columns({{"name", "NAME"}}), findings);
    FAIL("read");
  } catch (const geo::Error& error) {
    CHECK(error.finding().code == "column_missing");
    CHECK(error.finding().field == "NAME");
    CHECK(error.finding().remedy == "choose one of: NOM");
  }
}

TEST_CASE("a word that is no direction is reported and binds nobody") {
  Findings findings;
  const auto streets =
      geo::build::street_lines(layer_of({line({{0, 0}, {9, 0}})}, {{"D", {Value{"sideways"}}}}),
                               columns({{"one_way", "D"}}), findings);
  CHECK(streets.lines[0].on_foot == geo::OneWay::no);
  CHECK(findings.count("street_value_unknown") == 1);
}
