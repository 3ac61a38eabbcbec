// What is said about the content of one layer, on layers drawn for it.
#include "geo/build/check_layer.hpp"

#include <algorithm>

#include "geo/core/error.hpp"
#include "tests/catch.hpp"

namespace {

using namespace geo;
using build::check_layer;
using build::Purpose;
using namespace std::string_literals;

Ring box(double x, double y, double width, double height) {
  return {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}};
}

Geometry square(double x, double y, double side = 100) {
  return Geometry::of(MultiPolygon{{box(x, y, side, side), {}}});
}

/// Polygons in metres round Barcelona, named N01, N02, ...
Layer zones(const std::vector<Geometry>& shapes) {
  Layer layer;
  layer.file = "zones.geojson";
  layer.name = "zones";
  layer.crs = "EPSG:25831";
  layer.rows = shapes.size();
  Field ids{"nid", {}};
  for (auto shape : shapes) {
    for (auto& polygon : shape.polygons) {
      for (auto& p : polygon.shell) p = {p.x + 430000, p.y + 4580000};
      for (auto& hole : polygon.holes) {
        for (auto& p : hole) p = {p.x + 430000, p.y + 4580000};
      }
    }
    layer.shapes.push_back(shape);
    ids.values.emplace_back("N0" + std::to_string(layer.shapes.size()));
  }
  layer.fields.push_back(std::move(ids));
  return layer;
}

Layer with(Layer layer, const std::string& name, std::vector<Value> values) {
  layer.fields.push_back({name, std::move(values)});
  return layer;
}

Finding first(const Findings& findings, const std::string& code) {
  for (const auto& finding : findings.shown()) {
    if (finding.code == code) return finding;
  }
  return {};
}

Finding refusal(const Layer& layer, Purpose purpose = Purpose::unknown) {
  try {
    check_layer(layer, purpose);
  } catch (const Error& error) {
    return error.finding();
  }
  return {};
}

/// The number that follows a word.
double after(const std::string& text, const std::string& word) {
  const auto at = text.find(word);
  REQUIRE(at != std::string::npos);
  return std::stod(text.substr(at + word.size()));
}

Layer places(const std::vector<Point>& points) {
  Layer layer;
  layer.file = "places.csv";
  layer.crs = "EPSG:4326";
  layer.rows = points.size();
  for (const auto p : points) layer.shapes.push_back(Geometry::of(p));
  return layer;
}

}  // namespace

TEST_CASE("two squares side by side give nothing to say") {
  CHECK(check_layer(zones({square(0, 0), square(100, 0)})).empty());
}

TEST_CASE("a bow-tie is mended, its area before and after is told") {
  const auto tie =
      Geometry::of(MultiPolygon{{{{0, 0}, {100, 100}, {100, 0}, {0, 100}, {0, 0}}, {}}});
  const auto findings = check_layer(zones({tie}));
  const auto finding = first(findings, "polygon_mended");
  CHECK(finding.severity == Severity::repair);
  CHECK(finding.feature == "N01 (feature 0)");
  // two triangles of 2500 m2 each, whose signed areas cancel before the repair
  CHECK(after(finding.value, "before ") == Approx(0).margin(1));
  CHECK(after(finding.value, "after ") == Approx(5000).epsilon(0.001));
  CHECK(finding.what.find("more than 1 %") != std::string::npos);
}

TEST_CASE("a hole outside its outline is mended") {
  const auto odd = Geometry::of(MultiPolygon{{box(0, 0, 100, 100), {box(200, 200, 10, 10)}}});
  CHECK(check_layer(zones({odd})).has("polygon_mended"));
}

TEST_CASE("a spike of two kilometres is cut off") {
  const auto spike = Geometry::of(MultiPolygon{
      {{{0, 0}, {100, 0}, {100, 50}, {2100, 50}, {100, 50.001}, {100, 100}, {0, 100}, {0, 0}},
       {}}});
  const auto finding = first(check_layer(zones({spike})), "spike_removed");
  CHECK(finding.severity == Severity::repair);
  CHECK(after(finding.value, "after ") == Approx(10000).epsilon(0.001));
}

TEST_CASE("an overlap is named with both ids and its square metres") {
  const auto findings = check_layer(zones({square(0, 0), square(90, 0)}));
  const auto finding = first(findings, "overlap");
  CHECK(finding.feature == "N01 (feature 0) and N02 (feature 1)");
  // 10 m by 100 m; the projection's scale at this place is within 0.1 %
  CHECK(std::stod(finding.value) == Approx(1000).epsilon(0.001));
}

TEST_CASE("square metres are true in degrees too") {
  Layer layer;
  layer.file = "zones.geojson";
  layer.crs = "EPSG:4326";
  layer.rows = 2;
  const auto cell = [](double x) {
    return Geometry::of(MultiPolygon{{box(x, 60, 0.01, 0.01), {}}});
  };
  layer.shapes = {cell(10), cell(10.005)};
  const auto finding = first(check_layer(layer), "overlap");
  // WGS 84 at 60 N: 0.005 degrees east are 279.0 m, 0.01 north 1114.1 m (Snyder 1987, table 8)
  CHECK(std::stod(finding.value) == Approx(279.0 * 1114.1).epsilon(0.002));
}

TEST_CASE("a gap of a hand's breadth between borders is told, a narrow lane between is not") {
  const auto gap = Geometry::of(MultiPolygon{{box(100.1, 0, 100, 100), {}}});
  const auto finding = first(check_layer(zones({square(0, 0), gap})), "sliver");
  CHECK(finding.value == "0.100 m");
  const auto lane = Geometry::of(MultiPolygon{{box(100, 0, 0.3, 100), {}}});
  const auto beyond = Geometry::of(MultiPolygon{{box(100.3, 0, 100, 100), {}}});
  CHECK_FALSE(check_layer(zones({square(0, 0), lane, beyond})).has("sliver"));
}

TEST_CASE("a hole between neighbourhoods is told with its area and place") {
  const auto ring = Geometry::of(MultiPolygon{{box(0, 0, 300, 300), {box(100, 100, 50, 50)}}});
  const auto finding =
      first(check_layer(zones({ring, square(300, 0)}), Purpose::neighbourhoods), "gap");
  CHECK(std::stod(finding.value) == Approx(2500).epsilon(0.001));
  CHECK_FALSE(finding.place.empty());
}

TEST_CASE("a feature without a shape is kept and named") {
  const auto findings = check_layer(zones({square(0, 0), Geometry{}}));
  CHECK(first(findings, "shape_missing").feature == "N02 (feature 1)");
}

TEST_CASE("one id with two shapes is refused, an exact copy counts once") {
  auto layer =
      zones({square(0, 0), square(100, 0), square(200, 0), square(300, 0), square(400, 0)});
  layer.fields[0].values[4] = layer.fields[0].values[0];
  const auto finding = refusal(layer);
  CHECK(finding.code == "id_twice");
  CHECK(finding.value == "N01");
  CHECK(finding.feature.find("features 0 and 4") != std::string::npos);
  layer.shapes[4] = layer.shapes[0];
  CHECK(check_layer(layer).has("id_twice"));
}

TEST_CASE("parts of one district with one code are not refused") {
  auto layer = zones({square(0, 0), square(500, 0)});
  layer.fields[0] = {"coddistrit", {Value{"17"s}, Value{"17"s}}};
  CHECK(refusal(layer).code.empty());
}

TEST_CASE("counts that cannot be are refused with field, value and remedy") {
  const auto layer = zones({square(0, 0), square(100, 0)});
  const auto people = [&](Value value) {
    return refusal(with(layer, "pop_total", {Value{std::int64_t{10}}, std::move(value)}));
  };
  CHECK(people(std::int64_t{-99999}).code == "count_negative");
  CHECK(people(std::int64_t{-99999}).remedy.find("--nodata -99999") != std::string::npos);
  CHECK(people(std::int64_t{9007199254740993}).code == "count_absurd");
  CHECK(people("1,000"s).code == "count_thousands_mark");
  CHECK(people("\xd9\xa1\xd9\xa0"s).code == "count_not_a_number");
  CHECK(people(std::int64_t{0}).code.empty());
  CHECK(people("<5"s).code.empty());
  CHECK(people(Value{}).code.empty());
  CHECK(people(10.5).code.empty());
  CHECK(
      check_layer(with(layer, "pop_total", {Value{10.5}, Value{2.0}})).count("count_fractional") ==
      1);
}

TEST_CASE("numbers that may be negative or large are left alone") {
  const auto layer = zones({square(0, 0), square(100, 0)});
  for (const std::string name : {"pop_change", "population_density", "pop_rate", "height"}) {
    CHECK(refusal(with(layer, name, {Value{-3.5}, Value{1e12}})).code.empty());
  }
}

TEST_CASE("more migrants than people are refused with both numbers") {
  auto layer = zones({square(0, 0), square(100, 0)});
  layer = with(layer, "pop_total", {Value{std::int64_t{100}}, Value{std::int64_t{50}}});
  layer = with(layer, "pop_migrant", {Value{std::int64_t{10}}, Value{std::int64_t{51}}});
  const auto finding = refusal(layer);
  CHECK(finding.code == "group_above_total");
  CHECK(finding.feature == "N02 (feature 1)");
  CHECK(finding.what.find("51") != std::string::npos);
  CHECK(finding.what.find("50") != std::string::npos);
}

TEST_CASE("a share of a group above 100 % is refused") {
  const auto layer = zones({square(0, 0), square(100, 0)});
  CHECK(refusal(with(layer, "pct_foreign", {Value{12.0}, Value{140.0}})).code ==
        "share_out_of_range");
}

TEST_CASE("services drawn as lines are refused by purpose or by the file's name") {
  Layer layer;
  layer.file = "roads.geojson";
  layer.crs = "EPSG:4326";
  layer.rows = 1;
  layer.shapes = {Geometry::of(Line{{2.1, 41.4}, {2.2, 41.4}})};
  CHECK(refusal(layer).code.empty());
  CHECK(refusal(layer, Purpose::services).code == "shape_kind");
  CHECK(refusal(layer, Purpose::neighbourhoods).code == "shape_kind");
  layer.file = "services-lines.geojson";
  CHECK(refusal(layer).code == "shape_kind");
}

TEST_CASE("a few squares among streets are told, a layer of everything is refused") {
  Layer layer;
  layer.file = "a.geojson";
  layer.crs = "EPSG:4326";
  layer.shapes.assign(20, Geometry::of(Line{{2.1, 41.4}, {2.2, 41.4}}));
  layer.shapes.push_back(Geometry::of(MultiPolygon{{box(2.1, 41.4, 0.001, 0.001), {}}}));
  layer.rows = layer.shapes.size();
  CHECK(check_layer(layer).has("mixed_shapes"));
  layer.shapes.resize(2);
  layer.shapes[0] = Geometry::of(Point{2.1, 41.4});
  layer.rows = 2;
  CHECK(refusal(layer).code == "mixed_shapes");
}

TEST_CASE("a place at 0, 0, one far away and one with its coordinates swapped are told apart") {
  std::vector<Point> city;
  for (int i = 0; i < 10; ++i) city.push_back({35.9 + 0.001 * i, 31.9});
  CHECK(check_layer(places(city)).empty());
  auto odd = city;
  odd.push_back({0, 0});
  CHECK(first(check_layer(places(odd)), "place_at_zero").feature == "(feature 10)");
  odd.back() = {31.9, 35.9};
  CHECK(first(check_layer(places(odd)), "coordinates_swapped").feature == "(feature 10)");
  odd.back() = {12.5, 55.7};
  CHECK(first(check_layer(places(odd)), "place_far_away").feature == "(feature 10)");
}

TEST_CASE("keys with blanks round them, and codes that lost their zeros, are told") {
  Layer table;
  table.file = "people.csv";
  table.rows = 3;
  table.fields.push_back({"key", {Value{"n01"s}, Value{" n02 "s}, Value{"n03"s}}});
  table.fields.push_back({"code", {Value{"01"s}, Value{"02"s}, Value{"3"s}}});
  const auto findings = check_layer(table, Purpose::table);
  CHECK(findings.count("key_spaces") == 1);
  CHECK(first(findings, "key_zeros_lost").value == "3");
}

TEST_CASE("the same findings come whatever the order of rows") {
  const std::vector<Geometry> shapes{square(0, 0), square(90, 0), square(500, 0), square(300, 50)};
  auto reversed = shapes;
  std::reverse(reversed.begin(), reversed.end());
  CHECK(check_layer(zones(shapes)).counts() == check_layer(zones(reversed)).counts());
}

TEST_CASE("how text was read is told where it is more than plain letters") {
  auto layer = with(zones({square(0, 0)}), "name", {Value{"Sant Mart\xc3\xad"s}});
  layer.encoding = "CP1252";
  layer.encoding_source = ".cpg";
  CHECK(first(check_layer(layer), "encoding_used").value == "CP1252 (.cpg)");
  layer.fields.back().values[0] = Value{"Plain"s};
  CHECK_FALSE(check_layer(layer).has("encoding_used"));
}

TEST_CASE("streets that cross without a shared corner are told when the layer is to be streets") {
  Layer streets;
  streets.file = "streets.geojson";
  streets.crs = "EPSG:25831";
  streets.rows = 2;
  streets.shapes = {Geometry::of(Line{{430000, 4580000}, {430100, 4580000}}),
                    Geometry::of(Line{{430050, 4579950}, {430050, 4580050}})};
  streets.fields.push_back({"code", {Value{"s1"s}, Value{"s2"s}}});
  const auto findings = check_layer(streets, Purpose::streets);
  CHECK(findings.count("crossing_without_node") == 1);
  CHECK_FALSE(check_layer(streets).has("crossing_without_node"));
}

TEST_CASE("a city's layers are told what each file alone is told, once for each file") {
  Layers city;
  Layer places;
  places.file = "clinics.csv";
  places.crs = "EPSG:4326";
  places.rows = 3;
  places.shapes = {Geometry::of(Point{2.1, 41.4}), {}, Geometry::of(Point{0, 0})};
  places.fields.push_back({"name", {Value{"a"s}, Value{"b"s}, Value{"c"s}}});
  city.services = {places, places};  // two sections of city.toml, one file
  city.people = places;
  const auto findings = build::check_layers(city);
  CHECK(findings.count("shape_missing") == 1);  // that of people; services tell their own
  CHECK(findings.count("place_at_zero") == 1);
  const auto alone = check_layer(places, Purpose::services);
  for (const auto& [code, count] : findings.counts()) CHECK(alone.count(code) == count);
}

TEST_CASE("rows without a shape are left to the city where it knows what they were to be") {
  Layers city;
  city.neighbourhoods = zones({square(0, 0), {}});
  city.housing = {*city.neighbourhoods};
  CHECK_FALSE(build::check_layers(city).has("shape_missing"));
}
