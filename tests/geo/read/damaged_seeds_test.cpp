// Good files of every format that is parsed here, cut and with flipped bytes: each either reads or
// is refused with a finding.
#include <functional>
#include <iostream>
#include <random>

#include "geo/core/error.hpp"
#include "geo/read/read.hpp"
#include "tests/catch.hpp"
#include "tests/geo/read/written_feed.hpp"
#include "tests/scratch.hpp"
#include "tests/volume.hpp"

namespace {

using namespace geo;
namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string damaged(std::string bytes, std::mt19937_64& random) {
  if (bytes.empty()) return bytes;
  const auto below = [&](std::size_t bound) { return random() % bound; };
  if (below(4) == 0) bytes.resize(below(bytes.size()));
  for (auto flips = below(8); flips > 0 && !bytes.empty(); --flips) {
    // Mostly near the start, where lengths and counts are.
    const auto reach = below(2) == 0 ? std::min<std::size_t>(bytes.size(), 256) : bytes.size();
    bytes[below(reach)] = static_cast<char>(below(256));
  }
  return bytes;
}

using Reader = std::function<void(const std::string& path)>;

void as_layer(const std::string& path) {
  Findings findings;
  read::layer(path, {}, findings);
}
void as_osm(const std::string& path) {
  read::check_osm(path);
}
void as_feed(const std::string& path) {
  read::check_feed(fs::path(path).extension() == ".zip" ? path
                                                        : fs::path(path).parent_path().string());
}
void as_description(const std::string& path) {
  Findings findings;
  read::description(path, findings);
}

struct Seed {
  std::string file;
  std::map<std::string, std::string> beside;  ///< file -> bytes, the main one included
  Reader reader = as_layer;
};

/// Reads; true when it was read or refused with a whole finding.
bool answers(const Reader& reader, const std::string& path) {
  try {
    reader(path);
    return true;
  } catch (const Error& error) {
    const auto& finding = error.finding();
    return !finding.code.empty() && !finding.what.empty() && !finding.file.empty() &&
           !finding.remedy.empty();
  }
}

/// A feed with every file that is read, and times left out.
WrittenFeed odd_feed() {
  WrittenFeed feed;
  feed.with("trips.txt", "route_id,service_id,trip_id,shape_id\nR,W,T1,way\nR,W,T2,\n");
  feed.with("stop_times.txt",
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nT1,08:00:00,08:00:00,S1,1\n"
            "T2,25:00:00,25:00:00,S3,7\nT1,,,S2,2\nT1,08:10:00,08:10:00,S3,3\nT2,26:00:00,,S1,9\n");
  feed.with("shapes.txt",
            "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\nway,41,2,1\nway,41,2.024,2\n");
  feed.with("calendar_dates.txt", "service_id,date,exception_type\nW,20260106,2\nW,20260117,1\n");
  feed.with("frequencies.txt",
            "trip_id,start_time,end_time,headway_secs,exact_times\nT1,07:00:00,09:00:00,600,1\n");
  feed.with("transfers.txt",
            "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nS1,S2,2,180\n");
  feed.with("pathways.txt",
            "pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional\nP,S1,S2,2,1\n");
  return feed;
}

std::vector<Seed> seeds() {
  const std::string square = "[[[35.9,31.9],[35.91,31.9],[35.91,31.91],[35.9,31.9]]]";
  const std::string json =
      R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4326"}},)"
      R"("features":[{"type":"Feature","properties":{"nid":"N01","n":1e3,"l":[1,{"a":null}]},)"
      R"("geometry":{"type":"Polygon","coordinates":)" +
      square + "}}]}";
  const auto marsalba = fs::path(MEDINA_SOURCE) / "datasets" / "marsalba";
  std::vector<Seed> all{
      {"a.geojson", {{"a.geojson", json}}},
      {"a.csv", {{"a.csv", "id;lat;lon;\"na\"\"me\"\n1;31.9;35.9;\"x;y\"\n2;;;Gòtic\n"}}},
      {"w.csv", {{"w.csv", "id,wkt\n1,\"POLYGON((0 0,1 0,1 1,0 0))\"\n2,\n"}}},
      {"a.kml",
       {{"a.kml",
         "<?xml version=\"1.0\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>"
         "<Placemark><name>A</name><Point><coordinates>35.9,31.9</coordinates></Point></Placemark>"
         "</Document></kml>"}}},
      {"a.osm",
       {{"a.osm",
         "<osm version=\"0.6\"><node id=\"1\" lat=\"31.9\" lon=\"35.9\" version=\"1\"/>"
         "<node id=\"2\" lat=\"31.91\" lon=\"35.9\" version=\"1\"/>"
         "<way id=\"3\" version=\"1\"><nd ref=\"1\"/><nd ref=\"2\"/>"
         "<tag k=\"highway\" v=\"steps\"/></way></osm>"}},
       as_osm},
      {"city.toml", {{"city.toml", bytes_of(marsalba / "city.toml")}}, as_description},
      {"kinds.csv", {{"kinds.csv", bytes_of(marsalba / "kinds.csv")}}},
      {"feed.zip", {{"feed.zip", bytes_of(marsalba / "gtfs" / "marsalba.zip")}}, as_feed},
      {"stops.txt", odd_feed().files, as_feed},
  };
  const auto inputs = fs::path(MEDINA_SOURCE) / ".." / "shared" / "bad-inputs" / "made-here";
  if (!fs::exists(inputs)) {
    std::cout << "SKIPPED: binary seeds are not beside the source; text seeds are run\n";
    return all;
  }
  Seed shapefile{"cp1256-cpg-ok.shp", {}};
  for (const char* kind : {".shp", ".dbf", ".prj", ".cpg"}) {
    const auto name = std::string("cp1256-cpg-ok") + kind;
    shapefile.beside[name] = bytes_of(inputs / "shp" / name);
  }
  all.push_back(shapefile);
  all.push_back({"control.gpkg", {{"control.gpkg", bytes_of(inputs / "gpkg" / "control.gpkg")}}});
  all.push_back({"points.zip",
                 {{"points.zip",
                   bytes_of(inputs / ".." / "text-and-zip" / "features" / "zip" / "points.zip")}}});
  const auto workbook = inputs / ".." / ".." / "data" / "barcelona" / "census" / "Barrios.xlsx";
  if (fs::exists(workbook)) all.push_back({"b.xlsx", {{"b.xlsx", bytes_of(workbook)}}});
  const auto extract = inputs / "osm" / "multi-blob-control.osm.pbf";
  all.push_back({"a.osm.pbf", {{"a.osm.pbf", bytes_of(extract)}}, as_osm});
  return all;
}

}  // namespace

TEST_CASE("damaged files are read or refused, and never crash the reader") {
  volume::Trial trial("damaged files are read or refused", {250, 4000},
                      "damaged files of each text format");
  INFO("seed " << trial.seed());
  std::mt19937_64 random(trial.seed());
  for (const auto& one : seeds()) {
    const bool slow = one.file.ends_with("gpkg") || one.file.ends_with("xlsx");
    const std::size_t rounds = slow ? trial.rounds() / 10 : trial.rounds();
    trial.count("of " + one.file, rounds);
    for (std::size_t round = 0; round < rounds; ++round) {
      const scratch::Folder folder;
      std::string main;
      for (const auto& [name, bytes] : one.beside) {
        const auto path = folder.file(name, damaged(bytes, random));
        if (name == one.file) main = path;
      }
      INFO(one.file << ", round " << round);
      REQUIRE(answers(one.reader, main));
    }
  }
}
