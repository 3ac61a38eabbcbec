// `medina isochrone` and `medina matrix` as a person calls them.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/catch.hpp"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// A folder of its own, gone at the end, with a city of one street from west to east.
class Folder {
 public:
  Folder() {
    static int number = 0;
    folder_ = fs::temp_directory_path() /
              ("medina_travel_" + std::to_string(::getpid()) + "_" + std::to_string(++number));
    fs::create_directories(folder_);
    write("zones.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"A"},"geometry":{"type":"Polygon","coordinates":[[[2,41],[2.03,41],[2.03,41.005],[2,41.005],[2,41]]]}}]})");
    write("streets.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[2.0005,41.0025],[2.0295,41.0025]]}}]})");
    write("schools.csv",
          "id,name,lon,lat,location\n"
          "n,North,2.001,41.0026,\ns,South,2.02,41.0024,\nx,Hidden,2.015,41.0024,protected\n");
    write("city.toml", R"([city]
name = "One Street"
[neighbourhoods]
layer = "zones.geojson"
id = "id"
[[services]]
layer = "schools.csv"
kind = "education.school"
id = "id"
name = "name"
location = "location"
[streets]
layer = "streets.geojson"
)");
  }
  ~Folder() { fs::remove_all(folder_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string operator/(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }

 private:
  fs::path folder_;
};

struct Said {
  int status = -1;
  std::string out;
};

enum class Stream { answer, words };

Said medina(const std::string& arguments, Stream stream = Stream::answer) {
  const std::string where = stream == Stream::answer ? " 2>/dev/null" : " 2>&1 >/dev/null";
  const std::string command =
      std::string{"'"} + MEDINA_PROGRAM + "' " + arguments + where + " </dev/null";
  Said said;
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe);
  char block[4096];
  for (std::size_t n = 0; (n = std::fread(block, 1, sizeof block, pipe)) > 0;) {
    said.out.append(block, n);
  }
  const int status = ::pclose(pipe);
  said.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  return said;
}

std::vector<std::string> lines_of(const std::string& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

TEST_CASE("isochrone leaves three layers of GeoJSON, and says how large the areas are") {
  const Folder city;
  const auto said = medina("isochrone " + (city / "city.toml") +
                           " --at 2.015,41.0025 --minutes 5,2 --json -o " + (city / "a.geojson"));
  REQUIRE(said.status == 0);
  const auto answer = json::parse(said.out);
  REQUIRE(answer.at("areas").size() == 2);
  CHECK(answer.at("areas")[0].at("within_min") == 5);
  // 5 minutes at 80 metres are 400 metres each way.
  CHECK(answer.at("areas")[0].at("streets_km").get<double>() == Approx(0.8).margin(0.002));
  const auto areas = json::parse(text_of(city / "a.geojson"));
  REQUIRE(areas.at("features").size() == 2);
  CHECK(areas.at("features")[0].at("geometry").at("type") == "MultiPolygon");
  CHECK(areas.at("features")[0].at("properties").at("within_min") == 5.0);
  CHECK(areas.at("features")[0].at("properties").at("within_min_status") == "ok");
  CHECK(json::parse(text_of(city / "a_streets.geojson")).at("features").size() == 3);
  CHECK(json::parse(text_of(city / "a_origins.geojson")).at("features").size() == 1);
}

TEST_CASE("isochrone writes the same package on one processor and on many") {
  const Folder city;
  const std::string ask =
      "isochrone " + (city / "city.toml") + " --from services:education --trips to -o ";
  REQUIRE(medina(ask + (city / "one.gpkg") + " --threads 1").status == 0);
  REQUIRE(medina(ask + (city / "all.gpkg")).status == 0);
  // The package knows its own name; GeoJSON does not.
  REQUIRE(medina(ask + (city / "one.geojson") + " --threads 1").status == 0);
  REQUIRE(medina(ask + (city / "all.geojson")).status == 0);
  CHECK(text_of(city / "one.geojson") == text_of(city / "all.geojson"));
  CHECK(text_of(city / "one_streets.geojson") == text_of(city / "all_streets.geojson"));
  CHECK(text_of(city / "one.geojson").find("Hidden") == std::string::npos);
  CHECK(fs::file_size(city / "one.gpkg") == fs::file_size(city / "all.gpkg"));
}

TEST_CASE("places off the streets, outside the city and unknown are findings or refused") {
  const Folder city;
  const std::string ask = "isochrone " + (city / "city.toml") + " --json -o " + (city / "a.gpkg");
  const auto codes = [](const Said& said) {
    std::set<std::string> all;
    const auto answer = json::parse(said.out);
    for (const auto& finding : answer.at("findings")) all.insert(finding.at("code"));
    return all;
  };
  const auto off = medina(ask + " --at -15.4,28.1");
  CHECK(off.status == 0);
  CHECK(codes(off).contains("place_off_network"));
  CHECK(json::parse(off.out).at("areas")[0].at("area_km2").is_null());
  const auto outside = medina(ask + " --at 2.0301,41.0025");
  CHECK(outside.status == 0);
  CHECK(codes(outside).contains("place_outside_city"));
  CHECK(codes(outside).contains("place_near_data_edge"));
  CHECK(medina(ask + " --from services:health").status == 2);
  CHECK(medina(ask + " --from service:x").status == 2);  // protected, as if it were not there
  CHECK(medina(ask + " --from nowhere.csv").status == 2);
  CHECK(medina(ask).status == 64);
  CHECK(medina("isochrone " + (city / "city.toml") + " --at 2,41 -o a.pdf").status == 64);
}

TEST_CASE("matrix writes a row for each pair, or those in reach only") {
  const Folder city;
  city.write("from.csv", "code,lon,lat\nwest,2.001,41.0025\nfar,3,42\n");
  const std::string ask = "matrix " + (city / "city.toml") + " --from " + (city / "from.csv") +
                          " --id code --to services:education --minutes 10 -o ";
  const auto said = medina(ask + (city / "m.csv") + " --json");
  REQUIRE(said.status == 0);
  CHECK(json::parse(said.out).at("rows") == 4);
  const auto lines = lines_of(city / "m.csv");
  REQUIRE(lines.size() == 5);
  CHECK(lines[0] == "\xef\xbb\xbforigin,destination,minutes,minutes_status");
  CHECK(lines[1].starts_with("west,n,0."));
  CHECK(lines[2] == "west,s,,out_of_reach");  // 1600 metres
  CHECK(lines[3] == "far,n,,off_network");
  REQUIRE(medina(ask + (city / "m.csv") + " --reached-only").status == 0);
  CHECK(lines_of(city / "m.csv").size() == 2);
  REQUIRE(medina(ask + (city / "m.gpkg")).status == 0);
  CHECK(fs::file_size(city / "m.gpkg") > 10000);
  CHECK(json::parse(text_of(city / "m_destinations.geojson")).at("features").size() == 2);
  CHECK(medina(ask + (city / "m.doc")).status == 64);
}

TEST_CASE("matrix has the same bytes on one processor and on many") {
  const Folder city;
  const std::string ask = "matrix " + (city / "city.toml") + " --from homes --to homes -o ";
  REQUIRE(medina(ask + (city / "one.csv") + " --threads 1").status == 0);
  REQUIRE(medina(ask + (city / "all.csv")).status == 0);
  CHECK(text_of(city / "one.csv") == text_of(city / "all.csv"));
}

TEST_CASE("commands say how they searched when asked and only then") {
  const Folder city;
  const std::string toml = city / "city.toml";
  const std::vector<std::string> commands{
      "run " + toml + " -o " + (city / "out"),
      "isochrone " + toml + " --at 2.015,41.0025 -o " + (city / "a.geojson"),
      "matrix " + toml + " --from homes --to services -o " + (city / "m.csv"),
  };
  for (const std::string& command : commands) {
    INFO(command);
    const auto plain = medina(command, Stream::words),
               told = medina(command + " --verbose", Stream::words);
    REQUIRE(told.status == 0);
    CHECK(plain.out.find("walk: one search after the other (Dial)") == std::string::npos);
    CHECK(told.out.find("walk: one search after the other (Dial)") != std::string::npos);
    CHECK(told.out.find("searched from") != std::string::npos);
    CHECK(told.out.find("(sweep, ") != std::string::npos);  // what it would have taken
  }
}
