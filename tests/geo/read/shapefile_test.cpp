// Shapefiles written byte by byte, then broken one number at a time.
#include <cstring>
#include <limits>

#include "geo/core/error.hpp"
#include "geo/read/read.hpp"
#include "geo/read/shp_records.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

namespace {

using namespace geo;
using namespace std::string_literals;

const std::string wgs84 =
    "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
    "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

template <class T>
std::string little(T value) {
  std::string bytes(sizeof value, '\0');
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

std::string big(std::uint32_t value) {
  auto bytes = little(value);
  return {bytes.rbegin(), bytes.rend()};
}

std::string shp_of(std::uint32_t type, const std::vector<std::string>& contents) {
  std::string records;
  std::uint32_t number = 0;
  for (const auto& content : contents) {
    records += big(++number) + big(static_cast<std::uint32_t>(content.size() / 2)) + content;
  }
  const auto words = static_cast<std::uint32_t>((100 + records.size()) / 2);
  return big(9994) + std::string(20, '\0') + big(words) + little<std::uint32_t>(1000) +
         little(type) + std::string(64, '\0') + records;
}

std::string point(double x, double y) {
  return little<std::uint32_t>(1) + little(x) + little(y);
}

/// One column of text, ten bytes wide, and one of numbers, five wide.
std::string dbf_of(const std::vector<std::pair<std::string, std::string>>& rows,
                   unsigned char ldid = 0) {
  const auto column = [](std::string name, char type, unsigned char width) {
    name.resize(11, '\0');
    return name + type + std::string(4, '\0') + static_cast<char>(width) + std::string(15, '\0');
  };
  std::string bytes = "\x03" + std::string(3, '\x01') +
                      little(static_cast<std::uint32_t>(rows.size())) +
                      little<std::uint16_t>(32 + 64 + 1) + little<std::uint16_t>(16);
  bytes.resize(32, '\0');
  bytes[29] = static_cast<char>(ldid);
  bytes += column("NOM", 'C', 10) + column("N", 'N', 5) + "\r";
  for (auto [name, count] : rows) {
    name.resize(10, ' ');
    count.resize(5, ' ');
    bytes += " " + name + count;
  }
  return bytes + "\x1a";
}

struct Set {
  std::string shp = shp_of(1, {point(2.1, 41.4), point(2.2, 41.5)});
  std::string dbf = dbf_of({{"A", "1"}, {"B", "2"}});
  std::string prj = wgs84;
  std::string cpg;
  bool with_dbf = true, with_prj = true;

  Layer read(const read::LayerOptions& options = {}, Findings* out = nullptr) const {
    const scratch::Folder folder;
    if (with_dbf) folder.file("a.dbf", dbf);
    if (with_prj) folder.file("a.PRJ", prj);
    if (!cpg.empty()) folder.file("a.cpg", cpg);
    Findings findings;
    auto layer = read::layer(folder.file("a.shp", shp), options, findings);
    if (out != nullptr) *out = findings;
    return layer;
  }
  Finding refusal(const read::LayerOptions& options = {}) const {
    try {
      read(options);
    } catch (const Error& error) {
      CHECK(error.cause() == Cause::input_refused);
      return error.finding();
    }
    return {};
  }
};

}  // namespace

TEST_CASE("a shapefile without its index is read by walking the records, with a line") {
  Findings findings;
  const auto layer = Set{}.read({}, &findings);
  CHECK(layer.rows == 2);
  CHECK(layer.shapes[1] == Geometry::of(Point{2.2, 41.5}));
  CHECK(layer.field("NOM")->values[1] == Value{"B"s});
  CHECK(layer.field("N")->values[1] == Value{std::int64_t{2}});
  CHECK(findings.has("index_rebuilt"));
}

TEST_CASE("a null shape keeps its row and its attributes") {
  Set set;
  set.shp = shp_of(1, {little<std::uint32_t>(0), point(2.2, 41.5)});
  const auto layer = set.read();
  CHECK(layer.shapes[0].empty());
  CHECK(layer.field("NOM")->values[0] == Value{"A"s});
  CHECK(layer.shapes[1] == Geometry::of(Point{2.2, 41.5}));
}

TEST_CASE("a record marked deleted goes with its shape and is reported") {
  Set set;
  set.dbf[97] = '*';
  Findings findings;
  const auto layer = set.read({}, &findings);
  CHECK(layer.rows == 1);
  CHECK(layer.shapes.size() == 1);
  CHECK(layer.shapes[0] == Geometry::of(Point{2.2, 41.5}));
  CHECK(findings.count("deleted_record") == 1);
}

TEST_CASE("missing parts are named; a given reference system lets the shapes be read alone") {
  Set set;
  set.with_dbf = false;
  CHECK(set.refusal().code == "shapefile_part_missing");
  CHECK(set.refusal().value == ".dbf");
  CHECK(set.read({.crs = "EPSG:4326"}).rows == 2);
  Set bare;
  bare.with_prj = false;
  CHECK(bare.refusal().code == "crs_missing");
  CHECK(bare.refusal().what.find("degrees") != std::string::npos);
  CHECK(bare.read({.crs = "EPSG:4326"}).crs == "EPSG:4326");
}

TEST_CASE("damage to the .shp is refused with its record and byte") {
  const auto broken = [](std::size_t at, const std::string& bytes) {
    Set set;
    set.shp.replace(at, bytes.size(), bytes);
    return set.refusal();
  };
  CHECK(broken(32, little<std::uint32_t>(538976257)).what.find("538976257") != std::string::npos);
  CHECK(broken(32, little<std::uint32_t>(31)).code == "shape_type_unsupported");
  CHECK(broken(104, big(0x7fffffff)).place == "record 1, byte 100");
  CHECK(broken(104, big(0)).code == "shp_damaged");
  CHECK(broken(108, little<std::uint32_t>(5)).code == "shp_damaged");
  CHECK(broken(112, little(std::numeric_limits<double>::quiet_NaN())).code ==
        "coordinate_not_a_number");
  CHECK(broken(112, little(1e308)).code == "coordinate_out_of_range");
  Set cut;
  cut.shp.resize(120);
  CHECK(cut.refusal().what.find("the file has 120") != std::string::npos);
  Set empty;
  empty.shp = shp_of(1, {});
  CHECK(empty.refusal().code == "layer_empty");
}

TEST_CASE("impossible part counts are refused before anything is set aside for them") {
  for (const std::uint32_t parts : {0x7ffffff0U, 0xffffffffU, 1000U}) {
    Set set;
    set.shp = shp_of(5, {little<std::uint32_t>(5) + std::string(32, '\0') + little(parts) +
                         little<std::uint32_t>(4) + std::string(68, '\0')});
    set.dbf = dbf_of({{"A", "1"}});
    CHECK(set.refusal().what.find("impossible") != std::string::npos);
  }
}

TEST_CASE("damage to the .dbf is refused in words") {
  Set more;
  more.dbf.replace(4, 4, little<std::uint32_t>(90000000));
  CHECK(more.refusal().what == "the .dbf says 90000000 records, the .shp has 2");
  Set cut;
  cut.dbf.resize(cut.dbf.size() - 8);
  CHECK(cut.refusal().code == "dbf_truncated");
  Set zero;
  zero.dbf.replace(10, 2, little<std::uint16_t>(0));
  CHECK(zero.refusal().code == "dbf_header");
}

TEST_CASE("a column list without its end mark has the columns that fit the record") {
  Set set;
  set.dbf[96] = '\n';
  const auto layer = set.read();
  CHECK(layer.fields.size() == 2);
}

TEST_CASE("stars in a numeric cell are not recorded, never zero") {
  Set set;
  set.dbf = dbf_of({{"A", "*****"}, {"B", "2"}});
  Findings findings;
  const auto layer = set.read({}, &findings);
  CHECK(layer.field("N")->values[0] == Value{});
  CHECK(findings.has("number_overflow"));
}

TEST_CASE("the text of a .dbf: .cpg, language id, UTF-8 test, then what is given") {
  Set utf8;
  utf8.dbf = dbf_of({{"G\xc3\xb2tic", "1"}, {"B", "2"}});
  CHECK(utf8.read().encoding_source == "valid UTF-8");
  CHECK(utf8.read().field("NOM")->values[0] == Value{"Gòtic"s});

  Set latin;
  latin.dbf = dbf_of({{"G\xf2tic", "1"}, {"B", "2"}});
  CHECK(latin.refusal().code == "encoding_unknown");
  CHECK(latin.read({.encoding = "CP1252"}).field("NOM")->values[0] == Value{"Gòtic"s});
  latin.cpg = " 1252\r\n";
  CHECK(latin.read().encoding_source == ".cpg");
  CHECK(latin.read().field("NOM")->values[0] == Value{"Gòtic"s});
  latin.cpg = "UTF-8";
  CHECK(latin.refusal().code == "encoding_contradicts");
  latin.cpg = "KLINGON-8";
  CHECK(latin.refusal().code == "encoding_name_unknown");

  Set language;
  language.dbf = dbf_of({{"G\xf2tic", "1"}, {"B", "2"}}, 0x59);
  CHECK(language.read().encoding_source == "LDID");
  CHECK(language.read().field("NOM")->values[0] == Value{"Gòtic"s});

  Set lying;
  lying.dbf = dbf_of({{"G\xc3\xb2tic", "1"}, {"B", "2"}});
  lying.cpg = "1252";
  CHECK(lying.refusal().code == "encoding_contradicts");
}

TEST_CASE("a letter cut in half by the field's end is dropped and reported") {
  Set set;
  set.dbf = dbf_of({{"abcdefghi\xc3", "1"}, {"G\xc3\xb2tic", "2"}});
  Findings findings;
  const auto layer = set.read({}, &findings);
  CHECK(layer.field("NOM")->values[0] == Value{"abcdefghi"s});
  CHECK(findings.has("text_cut_by_field"));
}

TEST_CASE("degrees labelled as metres, prose and deep nesting in a .prj are refused") {
  Set set;
  set.prj = "PROJCS[\"WGS_1984_UTM_Zone_31N\"," + wgs84 +
            ",PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",500000.0],"
            "PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",3.0],"
            "PARAMETER[\"Scale_Factor\",0.9996],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT["
            "\"Meter\",1.0]]";
  CHECK(set.refusal().code == "crs_contradicts");
  set.prj = "see the map sheet";
  CHECK(set.refusal().code == "crs_unknown");
  CHECK(set.refusal().file == "a.shp");
  set.prj.clear();
  for (int i = 0; i < 1000; ++i) set.prj += "GEOGCS[";
  CHECK(set.refusal().code == "crs_unknown");
  set.prj = "   ";
  CHECK(set.refusal().code == "crs_missing");
}

TEST_CASE("rings become polygons by their turn, and by size when there are several around") {
  const auto square = [](double x, double y, double side, bool clockwise) {
    Ring ring{{x, y}, {x, y + side}, {x + side, y + side}, {x + side, y}, {x, y}};
    if (!clockwise) std::reverse(ring.begin(), ring.end());
    return ring;
  };
  // an outline, its hole, and an island in the hole
  const auto island = read::polygons_of_rings(
      {square(0, 0, 10, true), square(2, 2, 6, false), square(4, 4, 2, true)});
  REQUIRE(island.size() == 2);
  CHECK(island[0].holes.size() == 1);
  CHECK(island[1].holes.empty());
  // a file that turns everything the other way round
  CHECK(read::polygons_of_rings({square(0, 0, 10, false)}).size() == 1);
  // a ring that turns like a hole but lies apart is a part of its own
  CHECK(read::polygons_of_rings({square(0, 0, 1, true), square(5, 5, 1, false)}).size() == 2);
}
