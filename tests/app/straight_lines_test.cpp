// A city without streets: every way is a straight line times a stated detour, and the findings say
// that and nothing worse.
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/scratch.hpp"

namespace {

namespace fs = std::filesystem;

/// A folder in which the program runs.
class Town {
 public:
  void write(const std::string& name, const std::string& text) const { folder_.file(name, text); }
  nlohmann::json json(const std::string& name) const {
    return nlohmann::json::parse(scratch::text_of(folder_ / name));
  }
  bool run(const std::string& arguments) const {
    const std::string command = "cd '" + folder_.path().string() + "' && '" + MEDINA_PROGRAM +
                                "' " + arguments + " >/dev/null 2>&1 </dev/null";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

 private:
  scratch::Folder folder_;
};

constexpr const char* zones = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"A","people":100},"geometry":{"type":"Polygon","coordinates":[[[2.99,41],[3.01,41],[3.01,41.01],[2.99,41.01],[2.99,41]]]}},
{"type":"Feature","properties":{"id":"B","people":300},"geometry":{"type":"Polygon","coordinates":[[[3.01,41],[3.03,41],[3.03,41.01],[3.01,41.01],[3.01,41]]]}}]})";

constexpr const char* description = R"([city]
name = "Straight"
projection = "EPSG:25831"
[neighbourhoods]
layer = "zones.geojson"
id = "id"
[people]
total = "people"
[[housing]]
layer = "homes.csv"
[[services]]
layer = "schools.csv"
kind = "education.school"
[streets]
layer = "none"
)";

/// Metres of one degree of longitude here, on the WGS 84 ellipsoid.
double metres_per_degree(double latitude) {
  constexpr double equator = 6378137, flattening = 1 / 298.257223563;
  const double phi = latitude * std::acos(-1.0) / 180;
  const double e2 = flattening * (2 - flattening);
  return std::acos(-1.0) / 180 * equator * std::cos(phi) /
         std::sqrt(1 - e2 * std::sin(phi) * std::sin(phi));
}

double minutes_of(const nlohmann::json& homes, const std::string& in) {
  for (const auto& home : homes["features"]) {
    const auto& columns = home["properties"];
    if (columns["parent"] == in) return columns["nearest_education_school_min"];
  }
  return -1;
}

}  // namespace

TEST_CASE("without streets a way takes its straight line times the detour, at walking pace") {
  const Town city;
  city.write("zones.geojson", zones);
  city.write("homes.csv", "code,lon,lat\nnear,3.0,41.005\nfar,3.02,41.005\n");
  city.write("schools.csv", "name,lon,lat\nNorth,3.005,41.005\n");
  double before = 0;
  for (const double detour : {1.0, 1.5}) {
    city.write("city.toml", description + ("detour = " + std::to_string(detour) + "\n"));
    REQUIRE(city.run("run city.toml -o out --only access/nearest"));
    const auto homes = city.json("out/layers/homes.geojson");
    const double near = minutes_of(homes, "A"), far = minutes_of(homes, "B");
    // 0.005 and 0.015 degrees apart on the projection's own meridian, whose scale is 0.9996.
    constexpr double pace = 80;  // metres a minute, 4.8 km/h
    const double metres = 0.9996 * metres_per_degree(41.005);
    CHECK(near == Approx(0.005 * metres * detour / pace).margin(0.02));
    CHECK(far == Approx(0.015 * metres * detour / pace).margin(0.02));
    if (before > 0) CHECK(near / before == Approx(1.5).epsilon(0.01));
    before = near;
  }
  bool told = false;
  const auto findings = city.json("out/findings.json");
  for (const auto& finding : findings["findings"]) {
    const std::string code = finding["code"];
    INFO(code);
    CHECK(code != "homes_off_network");
    CHECK(code != "service_off_network");
    told = told || code == "no_streets";
  }
  CHECK(told);
}
