// `medina explain` as a person calls it.
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/catch.hpp"
#include "tests/scratch.hpp"

namespace {

using nlohmann::json;

/// One street of 2.4 km from west to east, and a bus along it on weekdays of January 2026: at 08:17
/// from West, 08:24 at East. A thousandth of a degree is 84 m.
class Town {
 public:
  Town() {
    folder_.file("zones.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"A"},"geometry":{"type":"Polygon","coordinates":[[[2,41],[2.03,41],[2.03,41.005],[2,41.005],[2,41]]]}}]})");
    folder_.file("streets.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[2.0005,41.0025],[2.0295,41.0025]]}}]})");
    folder_.file("places.csv",
                 "id,name,lon,lat,location\n"
                 "school,School,2.001,41.0025,\nshelter,Hidden,2.015,41.0024,protected\n");
    std::filesystem::create_directories(folder_ / "gtfs");
    folder_.file("gtfs/agency.txt",
                 "agency_id,agency_name,agency_url,agency_timezone\n"
                 "A,Bus,http://a.example,Europe/Madrid\n");
    folder_.file("gtfs/stops.txt",
                 "stop_id,stop_name,stop_lat,stop_lon\n"
                 "W,West,41.0025,2.002\nM,Middle,41.0025,2.015\nE,East,41.0025,2.028\n");
    folder_.file("gtfs/routes.txt",
                 "route_id,agency_id,route_short_name,route_long_name,route_type\nR,A,12,,3\n");
    folder_.file("gtfs/trips.txt", "route_id,service_id,trip_id\nR,W,T1\n");
    folder_.file("gtfs/stop_times.txt",
                 "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                 "T1,08:17:00,08:17:00,W,1\nT1,08:20:00,08:20:00,M,2\nT1,08:24:00,08:24:00,E,3\n");
    folder_.file(
        "gtfs/calendar.txt",
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "W,1,1,1,1,1,0,0,20260101,20260131\n");
    folder_.file("city.toml", R"([city]
name = "One Street"
[neighbourhoods]
layer = "zones.geojson"
id = "id"
[[services]]
layer = "places.csv"
kind = "education.school"
id = "id"
name = "name"
location = "location"
[streets]
layer = "streets.geojson"
[transit]
feeds = ["gtfs"]
day = "2026-01-14"
)");
  }
  /// From now on each ride costs 1.40 EUR.
  void charge() const {
    folder_.file("gtfs/fare_attributes.txt",
                 "fare_id,price,currency_type,payment_method,transfers\nF,1.40,EUR,0,0\n");
  }
  std::string description() const { return "'" + (folder_ / "city.toml").string() + "'"; }

 private:
  scratch::Folder folder_;
};

struct Said {
  int status = -1;
  std::string out;
};

Said medina(const std::string& arguments, const char* streams = "2>/dev/null") {
  const std::string command =
      std::string{"'"} + MEDINA_PROGRAM + "' " + arguments + " " + streams + " </dev/null";
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

Said explain(const Town& town, const std::string& rest, const char* streams = "2>/dev/null") {
  return medina("explain " + town.description() + " " + rest, streams);
}

}  // namespace

TEST_CASE("explain tells a trip leg by leg") {
  const Town town;
  const auto said = explain(town, "school 2.0285,41.0025 --at 08:10");
  INFO(said.out);
  REQUIRE(said.status == 0);
  CHECK(said.out.find("From School to 2.0285,41.0025, Wednesday 2026-01-14") == 0);
  CHECK(said.out.find("08:10  walk 1 min to West") != std::string::npos);
  CHECK(said.out.find("08:17  bus 12 towards East, to East (7 min)") != std::string::npos);
  CHECK(said.out.find("08:25  arrive at 2.0285,41.0025") != std::string::npos);
  CHECK(said.out.find("vehicles: 1") != std::string::npos);
}

TEST_CASE("explain tells the same for a machine") {
  const Town town;
  const auto said = explain(town, "school 2.0285,41.0025 --at 08:10 --json");
  REQUIRE(said.status == 0);
  const auto trip = json::parse(said.out);
  CHECK(trip.at("leaves") == "08:10:00");
  // 42 metres from the stop at 80 metres a minute: half a minute after 08:24.
  CHECK(trip.at("minutes").get<double>() == Approx(14.53).margin(0.02));
  REQUIRE(trip.at("legs").size() == 4);
  CHECK(trip.at("legs")[0].at("what") == "walk");
  CHECK(trip.at("legs")[1].at("what") == "wait");
  const auto& ride = trip.at("legs")[2];
  CHECK(ride.at("line") == "12");
  CHECK(ride.at("mode") == "bus");
  CHECK(ride.at("from_key") == "W");
  CHECK(ride.at("to_key") == "E");
  CHECK(ride.at("begins") == "08:17:00");
  CHECK(ride.at("ends") == "08:24:00");
  CHECK(ride.at("declared") == false);
}

TEST_CASE("explain ends with what time money buys, where fares are known") {
  const Town town;
  const std::string trip = "school 2.0285,41.0025 --at 08:10";
  CHECK(explain(town, trip).out.find("money") == std::string::npos);
  town.charge();
  const auto said = explain(town, trip);
  INFO(said.out);
  REQUIRE(said.status == 0);
  CHECK(said.out.find("Time and money:") != std::string::npos);
  CHECK(said.out.find("  for 0 EUR: 29 min (on foot)") != std::string::npos);
  CHECK(said.out.find("  for 1.40 EUR: 15 min (12)") != std::string::npos);
  const auto money = json::parse(explain(town, trip + " --json").out).at("money");
  CHECK(money.at("costs") == 1.4);
  CHECK(money.at("currency") == "EUR");
  REQUIRE(money.at("for_money").size() == 2);
  CHECK(money.at("for_money")[0].at("costs") == 0);
  CHECK(money.at("for_money")[1].at("minutes").get<double>() == Approx(14.53).margin(0.02));
}

TEST_CASE("explain says when no vehicle is quicker than walking") {
  const Town town;
  const auto said = explain(town, "2.002,41.0025 school --at 23:00");
  REQUIRE(said.status == 0);
  CHECK(said.out.find("no vehicle is quicker") != std::string::npos);
  CHECK(said.out.find("bus") == std::string::npos);
}

TEST_CASE("explain refuses a day without trips, and a time that is none") {
  const Town town;
  const auto saturday = explain(town, "school 2.0285,41.0025 --at 08:10 --day 2026-01-17", "2>&1");
  CHECK(saturday.status == 64);
  CHECK(saturday.out.find("leave --day out for 2026-01-14") != std::string::npos);
  CHECK(explain(town, "school 2.0285,41.0025 --at eight").status == 64);
  CHECK(explain(town, "school 2.0285,41.0025 --at 08:10 --day 2026-02-30").status == 64);
}

TEST_CASE("explain tells nothing of a protected place, not even that it is there") {
  const Town town;
  const auto hidden = explain(town, "school shelter --at 08:10", "2>&1");
  auto unknown = explain(town, "school nowhere --at 08:10", "2>&1");
  CHECK(hidden.status == 2);
  CHECK(unknown.status == 2);
  const auto at = unknown.out.find("nowhere");
  REQUIRE(at != std::string::npos);
  unknown.out.replace(at, 7, "shelter");
  CHECK(hidden.out == unknown.out);
}
