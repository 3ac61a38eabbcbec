// A city whose names are Arabic and Latin, as a shapefile in UTF-8 and as its twin in CP1256: the
// outputs are the same bytes, and both alphabets stand in all of them.
#include <iconv.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/scratch.hpp"

namespace {

namespace fs = std::filesystem;

std::string big(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xff);
  return bytes;
}

std::string little(std::uint64_t value, int size) {
  std::string bytes;
  for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}

std::string real(double value) {
  return little(std::bit_cast<std::uint64_t>(value), 8);
}

/// A square of a hundredth of a degree, clockwise, as a polygon record of a shapefile.
std::string square(std::uint32_t number, double west) {
  constexpr double south = 35.77, side = 0.01;
  const double x[] = {west, west, west + side, west + side, west};
  const double y[] = {south, south + side, south + side, south, south};
  std::string content = little(5, 4) + real(west) + real(south) + real(west + side) +
                        real(south + side) + little(1, 4) + little(5, 4) + little(0, 4);
  for (int i = 0; i < 5; ++i) content += real(x[i]) + real(y[i]);
  return big(number) + big(static_cast<std::uint32_t>(content.size() / 2)) + content;
}

std::string shp_file(int squares) {
  std::string records;
  for (int i = 0; i < squares; ++i) {
    records += square(static_cast<std::uint32_t>(i) + 1, -5.82 + 0.01 * i);
  }
  std::string header = big(9994) + std::string(20, '\0') +
                       big(static_cast<std::uint32_t>((100 + records.size()) / 2)) +
                       little(1000, 4) + little(5, 4) + real(-5.82) + real(35.77) +
                       real(-5.82 + 0.01 * squares) + real(35.78) + std::string(32, '\0');
  return header + records;
}

std::string in_encoding(const std::string& text, const char* encoding) {
  iconv_t converter = iconv_open(encoding, "UTF-8");
  REQUIRE(converter != reinterpret_cast<iconv_t>(-1));
  std::string from = text, to(text.size() * 4, '\0');
  char *in = from.data(), *out = to.data();
  std::size_t in_left = from.size(), out_left = to.size();
  REQUIRE(iconv(converter, &in, &in_left, &out, &out_left) == 0);
  iconv_close(converter);
  to.resize(to.size() - out_left);
  return to;
}

using Rows = std::vector<std::vector<std::string>>;

/// Text columns of 60 bytes.
std::string dbf_file(const std::vector<std::string>& columns, const Rows& rows,
                     const char* encoding) {
  constexpr char width = 60;
  const auto fields = columns.size();
  std::string bytes = std::string("\x03\x7a\x01\x01", 4) + little(rows.size(), 4) +
                      little(32 + 32 * fields + 1, 2) + little(1 + width * fields, 2) +
                      std::string(20, '\0');
  for (const std::string& column : columns) {
    std::string field = column;
    field.resize(11, '\0');
    field += 'C';
    field += std::string(4, '\0') + width + std::string(15, '\0');
    bytes += field;
  }
  bytes += '\r';
  for (const auto& row : rows) {
    bytes += ' ';
    for (const std::string& cell : row) {
      std::string text = in_encoding(cell, encoding);
      text.resize(width, ' ');
      bytes += text;
    }
  }
  return bytes + '\x1a';
}

const Rows places{{"MA01", "المدينة القديمة", "Médina"},
                  {"MA02", "بني مكادة", "Béni Makada"},
                  {"MA03", "حي 20 غشت", "20 Août"},
                  {"MA04", "السواني", "Souani"}};

/// The same places as another office writes them: other hamzas, heh for teh marbuta, other digits,
/// a tatweel.
constexpr const char* people =
    "place,people,abroad\nالمدينه القديمه,4000,900\nبنى مكاده,9000,300\nحي ٢٠ غشت,3000,120\n"
    "الســواني,5000,260\n";

constexpr const char* description = R"([city]
name = { fr = "Tanger", ar = "طنجة" }
languages = ["ar", "fr"]
projection = "EPSG:26191"
[neighbourhoods]
layer = "zones.shp"
crs = "EPSG:4326"
id = "CODE"
name = { ar = "NAME_AR", fr = "NAME_FR" }
[people]
table = "people.csv"
join = { column = "place", key = "NAME_AR" }
total = "people"
as_of = 2024
basis = "census"
[people.groups.abroad]
count = "abroad"
name = { fr = "Nés à l'étranger", ar = "المولودون في الخارج" }
[[services]]
layer = "schools.csv"
kind = "education.school"
name = { ar = "ar", fr = "fr" }
[streets]
layer = "none"
)";

/// Runs the city with its shapefile in one encoding; each file of the outputs by name.
std::map<std::string, std::string> outputs(const char* encoding, const std::string& label) {
  const scratch::Folder folder;
  folder.file("zones.shp", shp_file(static_cast<int>(places.size())));
  folder.file("zones.dbf", dbf_file({"CODE", "NAME_AR", "NAME_FR"}, places, encoding));
  folder.file("zones.cpg", label);
  folder.file("people.csv", people);
  folder.file("schools.csv", "ar,fr,lon,lat\nمدرسة الأمل,École de l'Espoir,-5.815,35.775\n");
  folder.file("city.toml", description);
  const std::string command = "cd '" + folder.path().string() + "' && '" + MEDINA_PROGRAM +
                              "' run city.toml -o out --only access/nearest >log 2>&1 </dev/null";
  const int status = std::system(command.c_str());
  INFO(scratch::text_of(folder / "log"));
  CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 0));
  return scratch::files_under(folder / "out");
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an Arabic city in UTF-8 and in CP1256 gives the same layers and tables, byte for byte") {
  const auto one = outputs("UTF-8", "UTF-8");
  const auto other = outputs("CP1256", "1256");
  REQUIRE(one.contains("layers/neighbourhood.geojson"));
  std::size_t compared = 0;
  for (const auto& [name, bytes] : one) {
    if (!name.starts_with("layers/") && !name.starts_with("tables/")) continue;
    INFO(name);
    REQUIRE(other.contains(name));
    CHECK(bytes == other.at(name));
    ++compared;
  }
  CHECK(compared >= 5);

  for (const char* name :
       {"layers/neighbourhood.geojson", "tables/neighbourhood.csv", "city.gpkg"}) {
    INFO(name);
    REQUIRE(one.contains(name));
    CHECK(holds(one.at(name), "المدينة القديمة"));  // as the map writes it
    CHECK(holds(one.at(name), "Médina"));
  }
  // A report speaks one language, and names each place in both alphabets.
  CHECK(holds(one.at("report/index.html"), "المدينة القديمة <small><bdi>Médina</bdi></small>"));
  CHECK(holds(one.at("report/index.html"), "<bdi>Tanger</bdi>"));
  // All four names met, however they were written.
  CHECK(holds(one.at("tables/neighbourhood.csv"), "9000"));
  CHECK(holds(one.at("findings.json"), "join_by_name"));
  CHECK_FALSE(holds(one.at("findings.json"), "join_unmatched_left"));
}
