// A survey of households as a telephone brings it back: what they said leaves, where they live does
// not.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/catch.hpp"
#include "tests/scratch.hpp"

namespace {

namespace fs = std::filesystem;
using scratch::text_of;

/// 80 households with the columns of a Kobo form; every position ends in one telling number.
void write_form(const fs::path& file) {
  std::ofstream out(file);
  out << "_uuid,_geolocation,_gps_latitude,_gps_longitude,_gps_precision,stratum,cluster,w,aid\n";
  for (int household = 0; household < 80; ++household) {
    out << "u" << household << ",\"41.4" << household << "7654321 2.1" << household
        << "7654321\",41.4" << household << "7654321,2.1" << household << "7654321,4.5,"
        << (household % 2 == 0 ? "north" : "south") << "," << household / 8 << ",1.5,"
        << (household % 4 == 0 ? "yes" : "no") << "\n";
  }
}

}  // namespace

TEST_CASE("what households said leaves the program, and no position of any of them") {
  const scratch::Folder folder;
  const fs::path sample = fs::path(MEDINA_SOURCE) / "datasets" / "marsalba";
  for (const char* file : {"zones.shp", "zones.shx", "zones.dbf", "zones.prj", "zones.cpg"}) {
    fs::copy_file(sample / file, folder / file);
  }
  write_form(folder / "form.csv");
  folder.file("city.toml", R"(
streets = "none"
[neighbourhoods]
layer = "zones.shp"
id = "CODE"
[[surveys]]
key = "form"
table = "form.csv"
weight = "w"
stratum = "stratum"
cluster = "cluster"
[surveys.questions.aid]
column = "aid"
yes = ["yes"]
)");
  const fs::path out = folder / "out";
  const std::string command = std::string("'") + MEDINA_PROGRAM + "' run '" +
                              (folder / "city.toml").string() + "' -o '" + out.string() +
                              "' 2>/dev/null </dev/null";
  REQUIRE(std::system(command.c_str()) == 0);

  const std::string table = text_of(out / "tables" / "surveys.csv");
  CHECK(table.find("form,aid,,,0.25,") != std::string::npos);  // 20 of 80, all of one weight
  CHECK(table.find("form,aid,stratum,north,0.5,") != std::string::npos);  // 20 of 40
  CHECK(table.find("form,aid,stratum,south,0.0,") != std::string::npos);
  CHECK(text_of(out / "report" / "index.html").find("id=\"surveys\"") != std::string::npos);
  for (const auto& [name, text] : scratch::files_under(out)) {
    INFO(name);
    CHECK(text.find("7654321") == std::string::npos);
    CHECK(text.find("_gps_latitude") == std::string::npos);
  }
}
