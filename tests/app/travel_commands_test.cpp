// `medina isochrone` and `medina matrix` as a person calls them.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/scratch.hpp"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using scratch::text_of;

/// A folder of its own, gone at the end, with a city of one street from west to east.
class Town {
 public:
  Town() {
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

  std::string operator/(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& text) const { folder_.file(name, text); }

 private:
  scratch::Folder folder_;
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
  const Town city;
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
  const Town city;
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
  const Town city;
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
  const Town city;
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
  const Town city;
  const std::string ask = "matrix " + (city / "city.toml") + " --from homes --to homes -o ";
  REQUIRE(medina(ask + (city / "one.csv") + " --threads 1").status == 0);
  REQUIRE(medina(ask + (city / "all.csv")).status == 0);
  CHECK(text_of(city / "one.csv") == text_of(city / "all.csv"));
}

TEST_CASE("commands say how they searched when asked and only then") {
  const Town city;
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

namespace {

/// Two ways from a to b: 841 metres straight on over steps, or 1286 metres round on the level,
/// where bicycles may ride one way only.
void write_hill(const Town& city) {
  city.write("zones.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"A"},"geometry":{"type":"Polygon","coordinates":[[[2,41],[2.03,41],[2.03,41.005],[2,41.005],[2,41]]]}}]})");
  city.write("streets.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"stairs":"yes","bikes":"no"},"geometry":{"type":"LineString","coordinates":[[2.001,41.002],[2.011,41.002]]}},
{"type":"Feature","properties":{"stairs":"no","bikes":"yes"},"geometry":{"type":"LineString","coordinates":[[2.001,41.002],[2.001,41.004]]}},
{"type":"Feature","properties":{"stairs":"no","bikes":"forward"},"geometry":{"type":"LineString","coordinates":[[2.001,41.004],[2.011,41.004]]}},
{"type":"Feature","properties":{"stairs":"no","bikes":"yes"},"geometry":{"type":"LineString","coordinates":[[2.011,41.004],[2.011,41.002]]}}]})");
  city.write("ends.csv", "id,lon,lat\na,2.001,41.002\nb,2.011,41.002\n");
  city.write("city.toml", R"([city]
name = "Two Ways Round"
[neighbourhoods]
layer = "zones.geojson"
id = "id"
[[services]]
layer = "ends.csv"
kind = "education.school"
id = "id"
[streets]
layer = "streets.geojson"
steps = "stairs"
bicycles = "bikes"
)");
}

/// Minutes by their pair, as "a>b"; pairs without a trip by their status.
std::map<std::string, std::string> trips_in(const std::string& file) {
  std::map<std::string, std::string> trips;
  const auto lines = lines_of(file);
  for (std::size_t at = 1; at < lines.size(); ++at) {
    std::istringstream line(lines[at]);
    std::string from, to, minutes, status;
    std::getline(line, from, ',');
    std::getline(line, to, ',');
    std::getline(line, minutes, ',');
    std::getline(line, status);
    trips[from + ">" + to] = status == "ok" ? minutes : status;
  }
  return trips;
}

double streets_km(const Said& said) {
  return json::parse(said.out).at("areas")[0].at("streets_km").get<double>();
}

constexpr double across = 841.4, up = 222.1;  // metres on the ellipsoid

}  // namespace

TEST_CASE("matrix tells how long it takes on foot and by wheelchair and by bicycle") {
  const Town city;
  write_hill(city);
  const auto trips = [&](const std::string& way) {
    const auto said = medina("matrix " + (city / "city.toml") + " --from services --to services" +
                             " --way " + way + " -o " + (city / "m.csv"));
    REQUIRE(said.status == 0);
    return trips_in(city / "m.csv");
  };
  const auto number = [](const std::string& text) { return std::stod(text); };
  auto walk = trips("walk"), wheelchair = trips("wheelchair"), bicycle = trips("bicycle");
  // Steps take half as long again, and are still the shorter way.
  CHECK(number(walk["a>b"]) == Approx(1.5 * across / 80).epsilon(0.005));
  CHECK(walk["b>a"] == walk["a>b"]);
  // Wheels go round.
  CHECK(number(wheelchair["a>b"]) == Approx((across + 2 * up) / 60).epsilon(0.005));
  CHECK(wheelchair["b>a"] == wheelchair["a>b"]);
  CHECK(number(bicycle["a>b"]) == Approx((across + 2 * up) / 250).epsilon(0.005));
  CHECK(bicycle["b>a"] == "out_of_reach");
  CHECK(number(bicycle["b>b"]) == 0);
  CHECK(medina("matrix " + (city / "city.toml") +
               " --from services --to services --way sledge -o " + (city / "m.csv"))
            .status == 64);
}

TEST_CASE("isochrone draws what a wheelchair and a bicycle reach") {
  const Town city;
  write_hill(city);
  const auto km = [&](const std::string& asked) {
    const auto said = medina("isochrone " + (city / "city.toml") + " --json -o " +
                             (city / "a.geojson") + " " + asked);
    REQUIRE(said.status == 0);
    return streets_km(said);
  };
  const auto near = [](double metres) { return Approx(metres / 1000).margin(0.003); };
  // 240 metres by three minutes on foot: the whole side street, a bit of the next, half as far on
  // the steps as on the level.
  CHECK(km("--from service:a --minutes 3") == near(240 + 160));
  CHECK(km("--from service:a --minutes 5 --way wheelchair") == near(300));
  CHECK(km("--from service:a --minutes 1 --way bicycle") == near(250));
  // From b a bicycle gets up the side street and no further; to b it comes the whole way.
  CHECK(km("--from service:b --minutes 3 --way bicycle") == near(up));
  CHECK(km("--from service:b --minutes 3 --way bicycle --trips to") == near(750));
}

TEST_CASE("a city without streets has its straight lines for bicycles too") {
  const Town city;
  write_hill(city);
  std::string description = text_of(city / "city.toml");
  description = description.substr(0, description.find("[streets]"));
  city.write("city.toml", description + "[streets]\nlayer = \"none\"\n");
  const std::string ask =
      "matrix " + (city / "city.toml") + " --from homes --to services --way bicycle -o ";
  const auto said = medina(ask + (city / "m.csv"));
  CHECK(said.status == 0);
}

namespace {

/// 101 streets each way, 10,201 corners, and 600 places along them; people live near the middle.
void write_grid(const Town& city) {
  std::string lines, points = "id,lon,lat\n";
  const auto degrees = [](int step) { return 0.0005 * step; };
  const auto text = [](double value) {
    char out[32];
    std::snprintf(out, sizeof out, "%.6f", value);
    return std::string(out);
  };
  const auto line = [&](bool along, int row) {
    std::string points_of;
    for (int at = 0; at <= 100; ++at) {
      const double x = 2 + degrees(along ? at : row), y = 41 + degrees(along ? row : at);
      points_of += std::string(at == 0 ? "" : ",") + "[" + text(x) + "," + text(y) + "]";
    }
    lines +=
        std::string(lines.empty() ? "" : ",\n") +
        R"({"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[)" +
        points_of + "]}}";
  };
  for (int row = 0; row <= 100; ++row) line(true, row), line(false, row);
  for (int place = 0; place < 600; ++place) {
    points += "p" + std::to_string(place) + "," + text(2 + degrees(place % 97)) + "," +
              text(41 + degrees(place % 89) + 0.0001) + "\n";
  }
  city.write("streets.geojson", R"({"type":"FeatureCollection","features":[)" + lines + "]}");
  city.write("zones.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"A"},"geometry":{"type":"Polygon","coordinates":[[[2.024,41.024],[2.026,41.024],[2.026,41.026],[2.024,41.026],[2.024,41.024]]]}}]})");
  city.write("places.csv", points);
}

}  // namespace

TEST_CASE("a kept hierarchy changes nothing but the time and is made anew when it is damaged") {
  const Town city;
  write_grid(city);
  const auto kept = [&] {
    std::vector<fs::path> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(city / ".medina", none)) {
      files.push_back(entry.path());
    }
    return files;
  };
  const auto table = [&](const std::string& options) {
    const auto said = medina("matrix " + (city / "city.toml") + " --from " + (city / "places.csv") +
                                 " --to services --verbose -o " + (city / "m.csv") + " " + options,
                             Stream::words);
    REQUIRE(said.status == 0);
    return std::pair(said.out, text_of(city / "m.csv"));
  };
  const auto without = table("--no-cache");
  CHECK(kept().empty());
  CHECK(without.first.find("hierarchy to be built") != std::string::npos);
  CHECK(without.first.find("walk: 64 searches at once") != std::string::npos);
  const auto first = table("");
  REQUIRE(kept().size() == 1);
  const auto second = table("");
  CHECK(second.first.find("hierarchy at hand") != std::string::npos);
  const std::string whole = text_of(kept().front());
  auto spoilt = whole;
  spoilt[spoilt.size() / 2] ^= 1;
  std::ofstream(kept().front(), std::ios::binary) << spoilt;
  const auto damaged = table("");
  CHECK(damaged.first.find("kept_streets_useless") != std::string::npos);
  CHECK(text_of(kept().front()) == whole);
  const auto mended = table("--threads 1");
  CHECK(mended.first.find("kept_streets_useless") == std::string::npos);
  for (const auto& said : {first, second, damaged, mended}) CHECK(said.second == without.second);
}
