// Delimited text: how it is written, what its cells mean, where its points are.
#include "geo/core/error.hpp"
#include "geo/read/encoding.hpp"
#include "geo/read/read.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

namespace {

using namespace geo;
using namespace std::string_literals;

Layer table(const std::string& bytes, const read::LayerOptions& options = {},
            Findings* out = nullptr) {
  const scratch::Folder folder;
  Findings findings;
  auto layer = read::layer(folder.file("table.csv", bytes), options, findings);
  if (out != nullptr) *out = findings;
  return layer;
}

std::string refusal(const std::string& bytes, const read::LayerOptions& options = {}) {
  try {
    table(bytes, options);
  } catch (const Error& error) {
    CHECK(error.cause() == Cause::input_refused);
    CHECK(error.finding().file == "table.csv");
    CHECK_FALSE(error.finding().remedy.empty());
    return error.finding().code;
  }
  return "";
}

Value cell(const Layer& layer, const std::string& field, std::size_t row) {
  REQUIRE(layer.field(field) != nullptr);
  return layer.field(field)->values.at(row);
}

}  // namespace

TEST_CASE("codes with leading zeros stay text, counts become numbers") {
  const auto layer = table("code,people\n007,12\n010,30\n");
  CHECK(cell(layer, "code", 0) == Value{"007"s});
  CHECK(cell(layer, "people", 1) == Value{std::int64_t{30}});
}

TEST_CASE("NA, N/A and -- are not recorded, blank is no value, zero is zero") {
  const auto layer = table("a;b\nNA;1\nN/A;2\n--;3\n;4\n0;5\n");
  for (std::size_t row = 0; row < 4; ++row) CHECK_FALSE(is_recorded(cell(layer, "a", row)));
  CHECK(is_recorded(cell(layer, "a", 4)));
  CHECK(number(cell(layer, "a", 4)) == 0.0);
}

TEST_CASE("a decimal comma is a decimal mark, next to numbers with a point") {
  const auto layer = table("zone;share\nA;12,6\nB;3.5\n");
  CHECK(number(cell(layer, "share", 0)).value() == Approx(12.6));
  CHECK(number(cell(layer, "share", 1)).value() == Approx(3.5));
}

TEST_CASE("the delimiter is found: comma, semicolon, tab or bar") {
  for (const std::string mark : {",", ";", "\t", "|"}) {
    const auto layer = table("a" + mark + "b\n1" + mark + "x\n");
    CHECK(layer.fields.size() == 2);
    CHECK(layer.fields[1].name == "b");
  }
}

TEST_CASE("quotes hold delimiters, line ends and quotes") {
  const auto layer = table("name,n\n\"a, \"\"b\"\"\nc\",1\n");
  CHECK(cell(layer, "name", 0) == Value{"a, \"b\"\nc"s});
}

TEST_CASE("lines may end in CR LF, LF or CR alone") {
  for (const std::string end : {"\r\n", "\n", "\r"}) {
    CHECK(table("a,b" + end + "1,2" + end + "3,4" + end).rows == 2);
  }
}

TEST_CASE("UTF-16 with a byte-order mark is read, hidden marks inside cells are taken away") {
  const std::u16string text = u"\ufeffid,name\n\ufeffA1,Gòtic\n";
  std::string bytes;
  for (const char16_t c : text) {
    bytes += static_cast<char>(c & 0xff);
    bytes += static_cast<char>(c >> 8);
  }
  Findings findings;
  const auto layer = table(bytes, {}, &findings);
  CHECK(layer.encoding == "UTF-16LE");
  CHECK(cell(layer, "id", 0) == Value{"A1"s});
  CHECK(cell(layer, "name", 0) == Value{"Gòtic"s});
  CHECK(findings.has("inner_byte_order_marks"));
}

TEST_CASE("text that is not UTF-8 is refused with a guess, and read when the encoding is given") {
  const std::string cp1252 = "id,name\n1,G\xf2tic\n";
  CHECK(refusal(cp1252) == "encoding_unknown");
  CHECK(cell(table(cp1252, {.encoding = "CP1252"}), "name", 0) == Value{"Gòtic"s});
  CHECK(refusal(cp1252, {.encoding = "KLINGON-8"}) == "encoding_name_unknown");
  CHECK(refusal(cp1252, {.encoding = "UTF-8"}) == "encoding_contradicts");
}

TEST_CASE("rows longer than the header are refused, shorter ones filled and reported") {
  CHECK(refusal("a,b\n1,2,3\n") == "row_too_long");
  Findings findings;
  const auto layer = table("a,b,c\n1\n", {}, &findings);
  CHECK(cell(layer, "c", 0) == Value{});
  CHECK(findings.count("row_too_short") == 1);
}

TEST_CASE("an empty table, a web page, a NUL and an open quote are refused by name") {
  CHECK(refusal("a,b\n") == "layer_empty");
  CHECK(refusal("<!DOCTYPE html><html></html>") == "web_page");
  CHECK(refusal("a,b\n1,x\0y\n"s) == "text_holds_nul");
  CHECK(refusal("a,b\n\"1,2\n") == "quote_not_closed");
  CHECK(refusal("\"") == "quote_not_closed");  // the whole file is one quote
}

TEST_CASE("columns called longitude and latitude give points, whichever comes first") {
  const auto layer = table("id,lat,lon\nA,41.4,2.2\nB,,\n");
  CHECK(layer.crs == "EPSG:4326");
  CHECK(layer.shapes.at(0) == Geometry::of(Point{2.2, 41.4}));
  CHECK(layer.shapes.at(1).empty());
  CHECK(layer.rows == 2);
}

TEST_CASE("metres in named columns need a projection, and keep it") {
  const std::string bytes = "id,X_UTM,Y_UTM\nA,430000,4580000\n";
  CHECK(table(bytes).shapes.empty());
  const auto layer = table(bytes, {.crs = "EPSG:25831", .x = "X_UTM", .y = "Y_UTM"});
  CHECK(layer.crs == "EPSG:25831");
  CHECK(layer.shapes.at(0) == Geometry::of(Point{430000, 4580000}));
  CHECK(refusal(bytes, {.x = "X_UTM", .y = "Y_UTM"}) == "crs_missing");
  CHECK(refusal(bytes, {.crs = "EPSG:25831", .x = "east", .y = "Y_UTM"}) == "field_missing");
}

TEST_CASE("degrees, minutes and seconds are refused, never cut to a whole degree") {
  CHECK(refusal("id,lat,lon\nA,31°56'42\"N,35°54'18\"E\n") == "coordinate_not_a_number");
  CHECK(refusal("id,lat,lon\nA,131.9,35.9\n") == "coordinate_out_of_range");
}

TEST_CASE("a column of well-known text gives shapes; collections nested too deep are refused") {
  const auto layer = table("id;geom\n1;POINT(8.8 47.2)\n2;\n");
  CHECK(layer.shapes.at(0) == Geometry::of(Point{8.8, 47.2}));
  CHECK(layer.shapes.at(1).empty());
  std::string deep = "POINT(1 1)";
  for (int i = 0; i < 40; ++i) deep = "GEOMETRYCOLLECTION(" + deep + ")";
  CHECK(refusal("id;wkt\n1;" + deep + "\n") == "geometry_nested_too_deep");
}

TEST_CASE("the value that means not recorded is taken away") {
  const auto layer = table("zone,people\nA,-99999\nB,5\n", {.nodata = "-99999"});
  CHECK(cell(layer, "people", 0) == Value{});
  CHECK(cell(layer, "people", 1) == Value{std::int64_t{5}});
}

TEST_CASE("encodings are known by the names people write") {
  for (const auto& [written, name] :
       {std::pair{"1252", "CP1252"}, std::pair{"ANSI 1256", "CP1256"},
        std::pair{"windows-1251", "CP1251"}, std::pair{"88591", "ISO-8859-1"},
        std::pair{"ISO-8859-15", "ISO-8859-15"}, std::pair{"Big-5", "BIG5"},
        std::pair{"shiftjis", "SHIFT_JIS"}, std::pair{"latin2", "ISO-8859-2"},
        std::pair{"LDID/87", "CP1252"}, std::pair{"utf8", "UTF-8"}, std::pair{"KLINGON-8", ""}}) {
    CHECK(read::known_encoding(written) == name);
  }
}

TEST_CASE("UTF-8 is tested strictly: overlong forms, surrogates and cut letters have a place") {
  CHECK_FALSE(read::invalid_utf8("Gòtic حي 🏘"));
  CHECK(read::invalid_utf8("ab\xc0\xaf") == 2);
  CHECK(read::invalid_utf8("\xed\xa0\x80") == 0);
  CHECK(read::invalid_utf8("abc\xc3") == 3);
  CHECK(read::invalid_utf8("\xf5\x80\x80\x80") == 0);
}

TEST_CASE("SHA-256 of abc is the published one") {
  const scratch::Folder folder;
  CHECK(read::sha256(folder.file("abc.txt", "abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("rows of title above the names of the columns are passed over, and it is said") {
  Findings findings;
  const auto layer = table(
      "Població per barris\nFont: Ajuntament;;;\n\nCodi;Barri;Homes;Dones\n"
      "1;el Raval;24759;21761\n2;el Gòtic;13924;8824\n3;la Barceloneta;7600;7400\n",
      {}, &findings);
  CHECK(layer.rows == 3);
  CHECK(cell(layer, "Dones", 1) == Value{std::int64_t{8824}});
  CHECK(findings.count("title_rows_skipped") == 1);
}

TEST_CASE("names in two rows with merged cells are joined by a space") {
  Findings findings;
  const auto layer = table("Codi,Homes,,Dones,\n,0-14,15+,0-14,15+\n1,10,20,11,21\n2,12,22,13,23\n",
                           {}, &findings);
  CHECK(layer.rows == 2);
  CHECK(cell(layer, "Homes 15+", 0) == Value{std::int64_t{20}});
  CHECK(cell(layer, "Dones 0-14", 1) == Value{std::int64_t{13}});
  CHECK(cell(layer, "Codi", 1) == Value{std::int64_t{2}});
  CHECK(findings.count("header_rows_joined") == 1);
}

TEST_CASE("an HXL row is no data, and its tags stay with the columns") {
  Findings findings;
  const auto layer =
      table("ADM2_PCODE,Women,Men\n#adm2+code,#population+f,#population+m\nLB11,5,6\nLB12,7,8\n",
            {}, &findings);
  CHECK(layer.rows == 2);
  CHECK(layer.field("Women")->tag == "#population+f");
  CHECK(cell(layer, "Men", 1) == Value{std::int64_t{8}});
  CHECK(findings.count("hxl_row") == 1);
}

TEST_CASE("plain tables have plain headings") {
  for (const char* bytes : {"a,b\n1,2\n3,4\n", "name\nx\ny\n", "id,,c\nx,y,z\nu,v,w\n",
                            "a,b,c\n1,,\n2,3,4\n", "code,text\nA,#1\nB,#2\n"}) {
    INFO(bytes);
    Findings findings;
    CHECK(table(bytes, {}, &findings).rows == 2);
    CHECK_FALSE(findings.has("title_rows_skipped"));
    CHECK_FALSE(findings.has("header_rows_joined"));
    CHECK_FALSE(findings.has("hxl_row"));
  }
}
