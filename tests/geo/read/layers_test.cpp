#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "geo/core/error.hpp"
#include "geo/read/read.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

using namespace geo;

namespace {

/// A folder of small layers, gone at the end.
class Town {
 public:
  Town() {
    std::filesystem::create_directories(folder_ / "maps");
    write("maps/zones.geojson",
          R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"A"},"geometry":{"type":"Polygon","coordinates":[[[2,41],[2.01,41],[2.01,41.01],[2,41.01],[2,41]]]}},
{"type":"Feature","properties":{"id":"B"},"geometry":{"type":"Polygon","coordinates":[[[2.01,41],[2.02,41],[2.02,41.01],[2.01,41.01],[2.01,41]]]}}]})");
    write("people.csv", "id,year,total\nA,2020,90\nA,2021,100\nB,2020,190\nB,2021,200\n");
    write("places.csv",
          "what,lon,lat\nEscola,2.005,41.005\nFarmacia,2.015,41.005\nQwertz,2.016,41.005\n");
  }
  void write(const std::string& name, const std::string& text) const { folder_.file(name, text); }
  Layers read(const std::string& toml, const std::string& data = {}) const {
    write("city.toml", toml);
    Findings findings;
    return read::layers(read::description((folder_ / "city.toml").string(), findings), data);
  }
  std::string path() const { return folder_.path().string(); }

 private:
  scratch::Folder folder_;
};

const char* const zones = "[neighbourhoods]\nlayer = \"maps/zones.geojson\"\nid = \"id\"\n";

}  // namespace

TEST_CASE("every layer that city.toml names is read and listed with the hash of its bytes") {
  const Town town;
  const auto layers = town.read(std::string{zones} +
                                "licence = \"CC0\"\n[people]\ntable = \"people.csv\"\ntotal = "
                                "\"total\"\n");
  REQUIRE(layers.neighbourhoods);
  CHECK(layers.neighbourhoods->rows == 2);
  CHECK(layers.neighbourhoods->file == "maps/zones.geojson");
  REQUIRE(layers.people);
  CHECK(layers.people->rows == 4);
  REQUIRE(layers.inputs.size() == 2);
  CHECK(layers.inputs[0].path == "maps/zones.geojson");
  CHECK(layers.inputs[0].licence == "CC0");
  CHECK(layers.inputs[1].sha256 == read::sha256(town.path() + "/people.csv"));
  CHECK(layers.inputs[1].bytes == std::filesystem::file_size(town.path() + "/people.csv"));
}

TEST_CASE("where keeps the rows whose column holds the value, number or text") {
  const Town town;
  const auto layers = town.read(std::string{zones} +
                                "[people]\ntable = \"people.csv\"\ntotal = \"total\"\nwhere = { "
                                "year = 2021 }\n");
  REQUIRE(layers.people->rows == 2);
  CHECK(*number(layers.people->field("total")->values[0]) == 100);
  CHECK(*number(layers.people->field("total")->values[1]) == 200);
  CHECK(layers.findings.count("rows_chosen") == 1);
}

TEST_CASE("where names a column that is not there") {
  const Town town;
  try {
    town.read(std::string{zones} + "[people]\ntable = \"people.csv\"\nwhere = { jahr = 2021 }\n");
    FAIL("was read");
  } catch (const Error& error) {
    CHECK(error.finding().code == "column_missing");
    CHECK(error.finding().file == "people.csv");
    CHECK(error.finding().field == "jahr");
  }
}

TEST_CASE("a map of kinds is written in city.toml, lies in a file, or is guessed by the words") {
  const Town town;
  const std::string head = "[[services]]\nlayer = \"places.csv\"\n";
  const auto written = town.read(
      head + "kind_from = { column = \"what\", map = { Escola = \"education.school\" } }\n");
  CHECK(written.kind_maps.at(0).at("Escola") == "education.school");

  town.write("kinds.csv", "word,kind\nEscola,education.school\nQwertz,\n");
  const auto in_file = town.read(head + "kind_from = { column = \"what\", map = \"kinds.csv\" }\n");
  CHECK(in_file.kind_maps.at(0).at("Escola") == "education.school");
  CHECK(in_file.kind_maps.at(0).at("Qwertz").empty());

  const auto guessed = town.read(head + "kind_from = { column = \"what\" }\n");
  CHECK(guessed.kind_maps.at(0).at("Escola") == "education.school");
  CHECK(guessed.kind_maps.at(0).at("Farmacia") == "health.pharmacy");
  CHECK_FALSE(guessed.kind_maps.at(0).contains("Qwertz"));
  CHECK(guessed.findings.count("kind_guessed") == 2);
}

TEST_CASE("a column that holds names of the vocabulary needs no map and no guess") {
  const Town town;
  town.write("places.csv", "what,lon,lat\nsport.pool,2.005,41.005\nfood.market,2.01,41.005\n");
  const auto read =
      town.read("[[services]]\nlayer = \"places.csv\"\nkind_from = { column = \"what\" }\n");
  CHECK(read.kind_maps.at(0).at("sport.pool") == "sport.pool");
  CHECK(read.kind_maps.at(0).at("food.market") == "food.market");
  CHECK(read.findings.count("kind_guessed") == 0);
}

TEST_CASE("a map that gives a kind outside the vocabulary is refused") {
  const Town town;
  town.write("kinds.csv", "word,kind\nEscola,education.scool\n");
  CHECK_THROWS_AS(town.read("[[services]]\nlayer = \"places.csv\"\nkind_from = { column = "
                            "\"what\", map = \"kinds.csv\" }\n"),
                  Error);
}

TEST_CASE("layers are found beside city.toml, in the folder it names, or where --data says") {
  const Town town;
  const std::string inside = "[neighbourhoods]\nlayer = \"zones.geojson\"\n";
  CHECK(town.read("[city]\ndata = \"maps\"\n" + inside).neighbourhoods->rows == 2);
  CHECK(town.read(inside, town.path() + "/maps").neighbourhoods->rows == 2);
  CHECK_THROWS_AS(town.read(inside), Error);
}

TEST_CASE("what is wrong with a layer names it as city.toml does, not by its path") {
  const Town town;
  town.write("maps/broken.geojson", "{\"type\":");
  try {
    town.read("[neighbourhoods]\nlayer = \"maps/broken.geojson\"\n");
    FAIL("was read");
  } catch (const Error& error) {
    CHECK(error.finding().file == "maps/broken.geojson");
  }
}

TEST_CASE("a timetable that is absent never stops a run") {
  const Town town;
  const auto layers = town.read("[transit]\nfeeds = [\"gone.zip\"]\n");
  CHECK(layers.findings.count("transit_missing") == 1);
  CHECK_FALSE(layers.transit);
  CHECK_FALSE(layers.transit_refused);
}

TEST_CASE("a timetable that is not there stops a run that moves by it") {
  const Town town;
  const auto layers = town.read(
      "[streets]\nlayer = \"maps/zones.geojson\"\n[travel]\nby = [\"transit\"]\n"
      "[transit]\nfeeds = [\"gone.zip\"]\n");
  REQUIRE(layers.transit_refused);
  CHECK(layers.transit_refused->code == "transit_needed");
  CHECK(layers.transit_refused->file == "gone.zip");
}

TEST_CASE("kinds whose places must never be shown are known to the city") {
  const Town town;
  const auto layers = town.read("");
  CHECK_FALSE(layers.protected_kinds.empty());
  CHECK(layers.protected_kinds.contains("social.women_refuge"));
}
