// GeoJSON read strictly: what is refused has its feature, field and place named.
#include "geo/core/error.hpp"
#include "geo/read/read.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

namespace {

using namespace geo;
using namespace std::string_literals;

Layer read_text(const std::string& text, const read::LayerOptions& options = {},
                Findings* out = nullptr) {
  const scratch::Folder folder;
  Findings findings;
  auto layer = read::layer(folder.file("a.geojson", text), options, findings);
  if (out != nullptr) *out = findings;
  return layer;
}

Finding refusal(const std::string& text, const read::LayerOptions& options = {}) {
  try {
    read_text(text, options);
  } catch (const Error& error) {
    CHECK(error.cause() == Cause::input_refused);
    CHECK(error.finding().file == "a.geojson");
    return error.finding();
  }
  return {};
}

std::string feature(const std::string& geometry, const std::string& properties = "{}") {
  return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + "}";
}

std::string collection(const std::string& features, const std::string& more = "") {
  return R"({"type":"FeatureCollection",)" + more + R"("features":[)" + features + "]}";
}

std::string point(double x, double y) {
  return R"({"type":"Point","coordinates":[)" + std::to_string(x) + "," + std::to_string(y) + "]}";
}

}  // namespace

TEST_CASE("properties become columns in the order of the file, absent ones no value") {
  const auto layer = read_text(collection(feature(point(1, 2), R"({"b":1,"a":"x"})") + "," +
                                          feature(point(3, 4), R"({"a":null,"c":2.5})")));
  REQUIRE(layer.fields.size() == 3);
  CHECK(layer.fields[0].name == "b");
  CHECK(layer.fields[1].name == "a");
  CHECK(layer.fields[2].name == "c");
  CHECK(layer.fields[0].values[1] == Value{});
  CHECK(layer.fields[1].values[0] == Value{"x"s});
  CHECK(layer.fields[2].values[1] == Value{2.5});
  CHECK(layer.crs == "EPSG:4326");
}

TEST_CASE("lists and objects among properties are kept as their JSON text") {
  const auto layer =
      read_text(collection(feature(point(1, 2), R"({"where":{"lon":1.5,"tags":["a",true]}})")));
  CHECK(layer.fields[0].values[0] == Value{R"({"lon":1.5,"tags":["a",true]})"s});
}

TEST_CASE("a shape that is null or has no coordinates keeps its row") {
  const auto layer = read_text(collection(feature("null") + "," +
                                          feature(R"({"type":"Polygon","coordinates":[]})") + "," +
                                          feature(point(1, 2))));
  CHECK(layer.rows == 3);
  CHECK(layer.shapes[0].empty());
  CHECK(layer.shapes[1].empty());
  CHECK(layer.shapes[2] == Geometry::of(Point{1, 2}));
}

TEST_CASE("a bare collection of geometries is one row for each") {
  const auto layer = read_text(R"({"type":"GeometryCollection","geometries":[)" + point(1, 2) +
                               "," + point(3, 4) + "]}");
  CHECK(layer.rows == 2);
}

TEST_CASE("NaN, Infinity and 1e400 are refused with feature and field") {
  for (const std::string number : {"NaN", "Infinity", "-Infinity", "1e400"}) {
    const auto finding = refusal(collection(feature(point(1, 2), R"({"people":1})") + "," +
                                            feature(point(1, 2), R"({"people":)" + number + "}")));
    CHECK(finding.code == "number_not_finite");
    CHECK(finding.feature == "(feature 1)");
    CHECK(finding.field == "people");
  }
}

TEST_CASE("a missing comma has its line and byte") {
  const auto finding = refusal("{\"type\": \"FeatureCollection\",\n\"features\" []}");
  CHECK(finding.code == "json_not_valid");
  CHECK(finding.place == "line 2, byte 41");
}

TEST_CASE("truncated, UTF-16, not UTF-8, a web page, TopoJSON and nothing are told apart") {
  const auto whole = collection(feature(point(1, 2)));
  CHECK(refusal(whole.substr(0, whole.size() - 5)).code == "json_truncated");
  CHECK(refusal("\xff\xfe{\0"s).code == "encoding_utf16");
  CHECK(refusal(collection(feature(point(1, 2), "{\"name\":\"G\xf2tic\"}"))).code ==
        "encoding_unknown");
  CHECK(refusal(" <html><body>504</body></html>").code == "web_page");
  CHECK(refusal(R"({"type":"Topology"})").code == "geojson_not_valid");
  CHECK(refusal(collection("")).code == "layer_empty");
  CHECK(refusal("").code == "file_empty");
}

TEST_CASE("nesting stops at 64 whatever is nested") {
  CHECK(refusal(std::string(100000, '[')).code == "json_nested_too_deep");
  std::string objects;
  for (int i = 0; i < 50000; ++i) objects += "{\"a\":";
  CHECK(refusal(objects).code == "json_nested_too_deep");
}

TEST_CASE("coordinates beyond degrees need a reference system, given or in the old crs member") {
  const auto metres = feature(point(430000, 4580000));
  const auto finding = refusal(collection(metres));
  CHECK(finding.code == "crs_contradicts");
  CHECK(read_text(collection(metres), {.crs = "EPSG:25831"}).crs == "EPSG:25831");
  Findings findings;
  const std::string member =
      R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::25831"}},)";
  CHECK(read_text(collection(metres, member), {}, &findings).crs == "EPSG:25831");
  CHECK(findings.has("crs_member_used"));
  CHECK(refusal(collection(feature(point(2.1, 41.4)), member)).code == "crs_contradicts");
}

TEST_CASE("one feature in metres among degrees is named") {
  const auto finding = refusal(collection(feature(point(2, 41), R"({"nid":"N01"})") + "," +
                                          feature(point(430000, 4580000), R"({"nid":"N05"})")));
  CHECK(finding.code == "coordinate_out_of_range");
  CHECK(finding.feature == "N05 (feature 1)");
}

TEST_CASE("CRS84 and EPSG:4326 in the crs member are longitude first") {
  for (const std::string name : {"urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"}) {
    const auto layer =
        read_text(collection(feature(point(2, 41)),
                             R"("crs":{"type":"name","properties":{"name":")" + name + R"("}},)"));
    CHECK(layer.crs == "EPSG:4326");
    CHECK(layer.shapes[0].points[0].x == 2);
  }
}

TEST_CASE("a NUL in a name is taken out and the rest kept, with a line") {
  Findings findings;
  const auto layer =
      read_text(collection(feature(point(1, 2), "{\"name\":\"a\\u0000b\"}")), {}, &findings);
  CHECK(layer.fields[0].values[0] == Value{"ab"s});
  CHECK(findings.has("nul_removed"));
}

TEST_CASE("markup, SQL and direction controls in names and keys come back byte for byte") {
  const std::string odd = "<img src=x onerror=alert(1)>'); DROP TABLE x;-- \xe2\x80\xae";
  const auto layer =
      read_text(collection(feature(point(1, 2), "{\"" + odd + "\":\"" + odd + "\"}")));
  CHECK(layer.fields[0].name == odd);
  CHECK(layer.fields[0].values[0] == Value{odd});
}

TEST_CASE("texts and tables beyond every city's are refused with the limit") {
  CHECK(refusal(collection(feature(point(1, 2), "{\"n\":\"" + std::string(70000, 'x') + "\"}")))
            .code == "text_too_long");
  std::string many = "{";
  for (int i = 0; i < 5000; ++i) many += (i > 0 ? ",\"f" : "\"f") + std::to_string(i) + "\":1";
  CHECK(refusal(collection(feature(point(1, 2), many + "}"))).code == "too_many_fields");
}

TEST_CASE("an open ring is closed and heights are dropped, each with a line") {
  Findings findings;
  const auto layer = read_text(
      collection(feature(R"({"type":"Polygon","coordinates":[[[0,0,5],[1,0,5],[1,1,5]]]})")), {},
      &findings);
  CHECK(layer.shapes[0].polygons.at(0).shell.size() == 4);
  CHECK(findings.has("shape_part_mended"));
  CHECK(findings.count("height_dropped") == 1);
}

TEST_CASE("positions that are not two numbers are refused with the feature") {
  for (const std::string position : {"[\"1\",2]", "[1]", "[null,2]", "7", "[[[1]]]"}) {
    const auto finding =
        refusal(collection(feature(R"({"type":"Point","coordinates":)" + position + "}")));
    CHECK_FALSE(finding.code.empty());
    CHECK(finding.feature == "(feature 0)");
  }
}
