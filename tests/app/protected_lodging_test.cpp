// An attacker who has everything that leaves the program: a protected place where people live
// together stands at one corner of its neighbourhood, then at another, and no output tells which.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include <fmt/format.h>

#include "tests/catch.hpp"
#include "tests/scratch.hpp"

namespace {

namespace fs = std::filesystem;

constexpr const char* zones = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"A","pop":900,"asked":60},"geometry":{"type":"Polygon","coordinates":
[[[2.10,41.40],[2.11,41.40],[2.11,41.41],[2.10,41.41],[2.10,41.40]]]}},
{"type":"Feature","properties":{"id":"B","pop":700,"asked":40},"geometry":{"type":"Polygon","coordinates":
[[[2.11,41.40],[2.12,41.40],[2.12,41.41],[2.11,41.41],[2.11,41.40]]]}}]})";

constexpr const char* streets = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[2.101,41.402],[2.119,41.402]]}},
{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[2.101,41.408],[2.119,41.408]]}},
{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[2.105,41.402],[2.105,41.408]]}},
{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[2.115,41.402],[2.115,41.408]]}}]})";

constexpr const char* description = R"([city]
name = "A"
projection = "EPSG:25831"
[neighbourhoods]
layer = "zones.geojson"
id = "id"
[people]
total = "pop"
[people.groups.asylum]
count = "asked"
[[services]]
layer = "places.csv"
kind = "health.clinic"
[[lodging]]
layer = "centres.csv"
kind = "reception centre"
people = "people"
groups = { asylum = "asylum" }
name = "name"
location = "protected"
counted_in_people = {}
[streets]
layer = "streets.geojson"
)";

/// Every file of a run by name.
std::map<std::string, std::string> outputs(const std::string& at, const std::string& counted) {
  const scratch::Folder folder;
  folder.file("zones.geojson", zones);
  folder.file("streets.geojson", streets);
  folder.file("places.csv", "lon,lat\n2.102,41.4021\n2.118,41.4079\n");
  folder.file("centres.csv", "name,people,asylum,lon,lat\nHidden House,80,50," + at + "\n");
  folder.file("city.toml", std::regex_replace(description, std::regex("\\{\\}"), counted));
  const std::string command = "cd '" + folder.path().string() + "' && '" + MEDINA_PROGRAM +
                              "' run city.toml -o out >log 2>&1 </dev/null";
  const int status = std::system(command.c_str());
  INFO(scratch::text_of(folder / "log"));
  REQUIRE((WIFEXITED(status) && WEXITSTATUS(status) == 0));
  return scratch::files_under(folder / "out");
}

}  // namespace

TEST_CASE("no output tells where in its neighbourhood a protected lodging stands") {
  for (const std::string counted : {"true", "false"}) {
    const auto one = outputs("2.1011,41.4019", counted);
    const auto other = outputs("2.1093,41.4091", counted);
    REQUIRE(one.contains("layers/homes.geojson"));
    REQUIRE(one.size() == other.size());
    for (const auto& [name, bytes] : one) {
      INFO(name);
      CHECK((bytes == other.at(name)));
      CHECK(bytes.find("Hidden House") == std::string::npos);
    }
  }
}
