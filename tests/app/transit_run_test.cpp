// A run, tables and catchment areas by public transport as a person calls them.
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/scratch.hpp"

namespace {

namespace fs = std::filesystem;
using scratch::text_of;

/// A city of one street, 2.4 km from west to east, with a school in the west and a bus from the
/// east at 8:01 that takes five minutes. Who leaves at 8:01 misses it.
class Town {
 public:
  explicit Town(const std::string& feed = "gtfs", const std::string& more = "") {
    fs::create_directories(folder_ / "gtfs");
    folder_.file("zones.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"A"},"geometry":{"type":"Polygon","coordinates":[[[2,41],[2.03,41],[2.03,41.005],[2,41.005],[2,41]]]}}]})");
    folder_.file("streets.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[2.0005,41.0025],[2.0295,41.0025]]}}]})");
    folder_.file("schools.csv", "id,lon,lat\nw,2.001,41.0025\n");
    folder_.file("gtfs/agency.txt",
                 "agency_id,agency_name,agency_url,agency_timezone\nA,Bus,http://a.example,"
                 "Europe/Madrid\n");
    folder_.file(
        "gtfs/stops.txt",
        "stop_id,stop_name,stop_lat,stop_lon\nE,East,41.0025,2.029\nW,West,41.0025,2.001\n");
    folder_.file("gtfs/routes.txt",
                 "route_id,agency_id,route_short_name,route_long_name,route_type\nR,A,1,,3\n");
    folder_.file("gtfs/trips.txt", "route_id,service_id,trip_id\nR,D,T\n");
    folder_.file("gtfs/stop_times.txt",
                 "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                 "T,08:01:00,08:01:00,E,1\nT,08:06:00,08:06:00,W,2\n");
    folder_.file("gtfs/calendar.txt",
                 "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,"
                 "end_date\nD,1,1,1,1,1,1,1,20260101,20261231\n");
    folder_.file("city.toml", R"([city]
name = "One Street"
[neighbourhoods]
layer = "zones.geojson"
id = "id"
[[services]]
layer = "schools.csv"
kind = "education.school"
id = "id"
x = "lon"
y = "lat"
crs = "EPSG:4326"
[streets]
layer = "streets.geojson"
[travel]
by = ["transit"]
[transit]
feeds = [")" + feed + R"("]
day = "2026-01-14"
from = "08:00"
to = "08:02"
)" + more);
  }
  std::string operator/(const std::string& name) const { return (folder_ / name).string(); }

 private:
  scratch::Folder folder_;
};

int medina(const std::string& arguments) {
  const std::string command =
      std::string{"'"} + MEDINA_PROGRAM + "' " + arguments + " >/dev/null 2>&1 </dev/null";
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/// The minutes in the only row of a table of trips: the last cell but one.
double minutes_of(const std::string& file) {
  std::ifstream in(file);
  std::string heading, row;
  std::getline(in, heading);
  std::getline(in, row);
  const auto last = row.rfind(',');
  REQUIRE(last != std::string::npos);
  const auto before = row.rfind(',', last - 1);
  return std::stod(row.substr(before + 1, last - before - 1));
}

}  // namespace

TEST_CASE("a table by public transport is quicker than on foot in the minute that has a bus") {
  const Town city;
  const std::string ask =
      "matrix " + (city / "city.toml") + " --from 2.029,41.0025 --to services:education --way ";
  REQUIRE(medina(ask + "transit -o " + (city / "bus.csv")) == 0);
  REQUIRE(medina(ask + "walk -o " + (city / "foot.csv")) == 0);
  REQUIRE(medina(ask + "transit --percentile 100 -o " + (city / "late.csv")) == 0);
  CHECK(minutes_of(city / "bus.csv") == Approx(6));  // both ends lie at the stops
  CHECK(minutes_of(city / "foot.csv") > 29);
  CHECK(minutes_of(city / "late.csv") == minutes_of(city / "foot.csv"));
}

TEST_CASE("a table by public transport has a column for each percentile asked for") {
  const Town city;
  REQUIRE(medina("matrix " + (city / "city.toml") +
                 " --from 2.029,41.0025 --to services:education --way transit --minutes 20 "
                 "--percentile 100,50 -o " +
                 (city / "both.csv")) == 0);
  std::ifstream in(city / "both.csv");
  std::string heading, row;
  std::getline(in, heading);
  std::getline(in, row);
  CHECK(heading ==
        "\xef\xbb\xbforigin,destination,minutes_p50,minutes_p50_status,minutes_p100,"
        "minutes_p100_status\r");
  // Within 20 minutes by the bus of the one minute, and in the other not at all.
  CHECK(row.ends_with(",ok,,out_of_reach\r"));
  CHECK(medina("matrix " + (city / "city.toml") +
               " --from 2.029,41.0025 --to services --percentile 50 -o " + (city / "m.csv")) == 64);
}

TEST_CASE("an area by public transport is larger than on foot in the minute that has a bus") {
  const Town city;
  const auto streets_km = [&](const std::string& asked) {
    REQUIRE(medina("isochrone " + (city / "city.toml") + " --from 2.029,41.0025 --minutes 9 " +
                   asked + " -o " + (city / "a.geojson")) == 0);
    const auto areas = nlohmann::json::parse(text_of(city / "a.geojson"));
    return areas.at("features")[0].at("properties").at("streets_km").get<double>();
  };
  // Nine minutes on foot are 720 m, and there is no street but 42 m behind the stop; three more
  // after the bus are 240 m, with those 42 m behind that stop.
  const double on_foot = 0.72 + 0.042, by_bus = on_foot + 0.24 + 0.042;
  CHECK(streets_km("") == Approx(on_foot).margin(0.003));
  CHECK(streets_km("--way transit") == Approx(by_bus).margin(0.003));
  CHECK(streets_km("--way transit --percentile 100") == Approx(on_foot).margin(0.003));
  CHECK(streets_km("--way transit --at 08:00") == Approx(by_bus).margin(0.003));
  CHECK(streets_km("--way transit --at 08:01") == Approx(on_foot).margin(0.003));
}

TEST_CASE("what does not go together about departures is refused") {
  const Town city;
  const auto isochrone = [&](const std::string& asked) {
    return medina("isochrone " + (city / "city.toml") + " -o " + (city / "a.gpkg") + " " + asked);
  };
  const std::string here = "--at 2.029,41.0025 ";
  CHECK(isochrone(here + "--way transit --at 08:00") == 0);
  CHECK(isochrone(here + "--at 08:00") == 64);  // on foot every hour is alike
  CHECK(isochrone(here + "--percentile 25") == 64);
  CHECK(isochrone(here + "--way transit --at 08:00 --percentile 25") == 64);
  CHECK(isochrone(here + "--way transit --at 08:00 --at 08:01") == 64);
  CHECK(isochrone("--way transit --at 08:00") == 64);
  CHECK(isochrone(here + "--way transit --trips to") == 64);
}

TEST_CASE("a run by public transport has its columns, and its report says of what hours it is") {
  const Town city;
  REQUIRE(medina("run " + (city / "city.toml") + " -o " + (city / "out")) == 0);
  bool any = false;
  for (const auto& entry : fs::recursive_directory_iterator(city / "out")) {
    if (entry.path().extension() != ".csv") continue;
    any = any ||
          text_of(entry.path()).find("nearest_transit_education_school_min") != std::string::npos;
  }
  CHECK(any);
  const auto report = text_of(city / "out/report/index.html");
  CHECK(report.find("By public transport: on ") != std::string::npos);
  CHECK(report.find("transit_walk_minutes") != std::string::npos);
  CHECK(report.find("at a stop 1 minute or more") != std::string::npos);
  // Minutes are on foot on the maps of walks, and of travel on the others.
  CHECK(report.find("Minutes on foot") != std::string::npos);
  CHECK(report.find("Minutes of travel") != std::string::npos);
  CHECK(report.find("From half of the homes it takes more than ") != std::string::npos);
}

TEST_CASE("a run within a budget says for what money, and what was taken as nothing") {
  const Town city("gtfs", "budget = \"1.40 EUR\"\n");
  REQUIRE(medina("run " + (city / "city.toml") + " -o " + (city / "out")) == 0);
  std::string tables;
  for (const auto& entry : fs::recursive_directory_iterator(city / "out")) {
    if (entry.path().extension() == ".csv") tables += text_of(entry.path());
  }
  for (const std::string column : {"nearest_transit_within_1_40_eur_education_school_min",
                                   "nearest_transit_within_1_40_eur_possible_education_school_min",
                                   "cumulative_transit_within_1_40_eur_education_school_15min"}) {
    INFO(column);
    CHECK(tables.find(column) != std::string::npos);
  }
  const auto report = text_of(city / "out/report/index.html");
  CHECK(report.find("a trip at most, unknown fares taken as nothing") != std::string::npos);
  CHECK(report.find("Lines of which nobody states the fare: ") != std::string::npos);
}

TEST_CASE("a run by public transport whose timetable is gone is refused") {
  const Town city("gone.zip");
  CHECK(medina("run " + (city / "city.toml") + " -o " + (city / "out")) == 2);
  CHECK_FALSE(fs::exists(city / "out/report"));
}
