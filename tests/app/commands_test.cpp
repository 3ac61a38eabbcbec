// The program as a person calls it: exit statuses, what stands on stdout and stderr, and that
// results come whole or not at all.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/scratch.hpp"

namespace {

namespace fs = std::filesystem;
using scratch::text_of;

struct Said {
  int status = -1;
  std::string out, words;  ///< stdout, stderr
};

Said medina(const std::string& arguments) {
  const scratch::Folder own;
  const auto words = (own / "words").string();
  const std::string command =
      std::string{"'"} + MEDINA_PROGRAM + "' " + arguments + " 2>'" + words + "' </dev/null";
  Said said;
  FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe);
  char block[4096];
  for (std::size_t n = 0; (n = std::fread(block, 1, sizeof block, pipe)) > 0;) {
    said.out.append(block, n);
  }
  const int status = ::pclose(pipe);
  said.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  said.words = text_of(words);
  return said;
}

std::string quoted(const fs::path& path) {
  return "'" + path.string() + "'";
}

/// Two zones side by side with people, a school and a street through both.
void small_city(const scratch::Folder& folder) {
  std::ofstream(folder / "zones.geojson") << R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"A","people":100,"migrants":20},"geometry":{"type":"Polygon","coordinates":[[[2,41],[2.005,41],[2.005,41.005],[2,41.005],[2,41]]]}},
{"type":"Feature","properties":{"id":"B","people":300,"migrants":60},"geometry":{"type":"Polygon","coordinates":[[[2.005,41],[2.01,41],[2.01,41.005],[2.005,41.005],[2.005,41]]]}}]})";
  std::ofstream(folder / "streets.geojson") << R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[2.0005,41.0025],[2.005,41.0025]]}},
{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[2.005,41.0025],[2.0095,41.0025]]}}]})";
  std::ofstream(folder / "schools.csv") << "name,lon,lat\nNorth,2.001,41.0026\n";
  std::ofstream(folder / "city.toml") << R"([city]
name = "Two Zones"
[neighbourhoods]
layer = "zones.geojson"
id = "id"
[people]
total = "people"
[people.groups.migrants]
name = { en = "Born abroad" }
count = "migrants"
[[services]]
layer = "schools.csv"
kind = "education.school"
name = "name"
[streets]
layer = "streets.geojson"
)";
}

}  // namespace

TEST_CASE("a person who types nothing, or a word that is no command, is told how to begin") {
  CHECK(medina("").status == 64);
  CHECK(medina("").words.find("medina init") != std::string::npos);
  CHECK(medina("frobnicate").status == 64);
  CHECK(medina("run").status == 64);
  CHECK(medina("--help").status == 0);
  CHECK(medina("run --help").out.find("medina run city.toml -o out/") != std::string::npos);
}

TEST_CASE("the version names the libraries that do the work") {
  const auto said = medina("--version");
  CHECK(said.status == 0);
  for (const auto* name : {"medina ", "GDAL ", "GEOS ", "PROJ ", "SQLite "}) {
    CHECK(said.out.find(name) != std::string::npos);
  }
}

TEST_CASE("the catalogue is listed in words and for a machine") {
  const auto words = medina("metrics");
  CHECK(words.status == 0);
  CHECK(words.out.find("access/nearest") != std::string::npos);
  const auto all = nlohmann::json::parse(medina("metrics --json").out);
  REQUIRE(all.size() >= 10);
  CHECK(all[0].at("id").get<std::string>() < all[1].at("id").get<std::string>());
  const auto one = nlohmann::json::parse(medina("describe access/nearest --json").out);
  CHECK(one.at("unit") == "min");
  CHECK(one.at("source").get<std::string>().find("doi:") != std::string::npos);
  CHECK(one.at("settings").size() == 6);
  CHECK(medina("describe access/nowhere").status == 64);
}

TEST_CASE("a run leaves whole results, a summary in words and one for a machine") {
  const scratch::Folder folder;
  small_city(folder);
  const auto out = folder / "out";
  const auto said =
      medina("run " + quoted(folder / "city.toml") + " -o " + quoted(out) + " --json");
  INFO(said.words);
  REQUIRE(said.status == 0);
  for (const auto* file : {"report/index.html", "city.gpkg", "findings.json", "datapackage.json",
                           "layers/city.geojson", "layers/homes.geojson", "tables/city.csv"}) {
    INFO(file);
    CHECK(fs::exists(out / file));
  }
  const auto summary = nlohmann::json::parse(said.out);
  CHECK(summary.at("people") == 400);
  CHECK(summary.at("neighbourhoods") == 2);
  CHECK(summary.at("services") == 1);
  CHECK(summary.at("groups").at(0).at("people") == 80);
  CHECK(said.words.find("People: 400; Born abroad: 80") != std::string::npos);
  CHECK(said.words.find("report/index.html") != std::string::npos);
  // Nothing is left beside the results.
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    CHECK(entry.path().filename().string().find("unfinished") == std::string::npos);
  }
}

TEST_CASE("a run again gives the same bytes, on one thread and on several") {
  const scratch::Folder folder;
  small_city(folder);
  const auto run = [&](const std::string& out, const std::string& more) {
    REQUIRE(medina("run " + quoted(folder / "city.toml") + " -o " + quoted(folder / out) + more)
                .status == 0);
  };
  run("one", " --threads 1");
  run("many", " --threads 4");
  run("many", " --threads 4");  // over its own earlier results
  for (const auto& entry : fs::recursive_directory_iterator(folder / "one")) {
    if (!entry.is_regular_file()) continue;
    const auto other = folder / "many" / fs::relative(entry.path(), folder / "one");
    INFO(other.string());
    CHECK(text_of(entry.path()) == text_of(other));
  }
}

TEST_CASE("a folder that medina did not write is never replaced") {
  const scratch::Folder folder;
  small_city(folder);
  fs::create_directories(folder / "mine");
  std::ofstream(folder / "mine/diary.txt") << "dear diary";
  const auto said =
      medina("run " + quoted(folder / "city.toml") + " -o " + quoted(folder / "mine"));
  CHECK(said.status == 64);
  CHECK(text_of(folder / "mine/diary.txt") == "dear diary");
  CHECK(medina("run " + quoted(folder / "city.toml") + " -o " + quoted(folder.path())).status ==
        64);
  CHECK(fs::exists(folder / "city.toml"));
}

TEST_CASE("an input that is refused leaves nothing behind and status 2") {
  const scratch::Folder folder;
  small_city(folder);
  std::ofstream(folder / "zones.geojson") << "{\"type\":\"FeatureCollection\",\"features\":[]}";
  const auto said = medina("run " + quoted(folder / "city.toml") + " -o " + quoted(folder / "out"));
  CHECK(said.status == 2);
  CHECK(said.words.find("zones.geojson") != std::string::npos);
  CHECK(said.words.find(folder.path().string()) == std::string::npos);
  CHECK_FALSE(fs::exists(folder / "out"));
  const auto machine =
      medina("run " + quoted(folder / "city.toml") + " --json -o " + quoted(folder / "out"));
  CHECK(nlohmann::json::parse(machine.out).at("exit") == 2);
}

TEST_CASE("a smallest count below ten is refused by the gate, with its own status") {
  const scratch::Folder folder;
  small_city(folder);
  std::ofstream(folder / "city.toml", std::ios::app) << "[analysis]\nsmallest_count = 3\n";
  const auto said = medina("run " + quoted(folder / "city.toml") + " -o " + quoted(folder / "out"));
  CHECK(said.status == 4);
  CHECK_FALSE(fs::exists(folder / "out"));
}

TEST_CASE("check says what is odd in a description, a layer, a table, a feed and a folder") {
  const scratch::Folder folder;
  small_city(folder);
  CHECK(medina("check " + quoted(folder / "city.toml")).status == 0);
  CHECK(medina("check " + quoted(folder / "zones.geojson") + " --as neighbourhoods").status == 0);
  CHECK(medina("check " + quoted(folder.path())).status == 0);
  CHECK(medina("check " + quoted(folder / "nothing.shp")).status == 2);

  std::ofstream(folder / "broken.geojson") << "{\"type\":";
  const auto broken = medina("check " + quoted(folder / "broken.geojson"));
  CHECK(broken.status == 2);
  CHECK(broken.out.find("error ") == 0);
  const auto machine =
      nlohmann::json::parse(medina("check " + quoted(folder / "broken.geojson") + " --json").out);
  CHECK(machine.at("verdict") == "refused");
  CHECK(machine.at("findings").at(0).at("severity") == "error");

  fs::create_directories(folder / "feed");
  std::ofstream(folder / "feed/stops.txt") << "stop_id\n";
  const auto feed = medina("check " + quoted(folder / "feed"));
  CHECK(feed.status == 2);
  CHECK(feed.out.find("stop_times.txt") != std::string::npos);
  std::ofstream(folder / "not.zip") << "hello";
  CHECK(medina("check " + quoted(folder / "not.zip")).status == 2);
}

TEST_CASE("init writes a description that check accepts, with a reason beside each line") {
  const scratch::Folder folder;
  fs::create_directories(folder / "layers");
  const scratch::Folder city;
  small_city(city);
  for (const auto* name : {"zones.geojson", "streets.geojson", "schools.csv"}) {
    fs::copy_file(city / name, folder / ("layers/" + std::string{name}));
  }
  const auto toml = folder / "city.toml";
  const auto said = medina("init " + quoted(folder / "layers") + " -o " + quoted(toml));
  INFO(said.words);
  REQUIRE(said.status == 0);
  const std::string text = text_of(toml);
  CHECK(text.find("layer = \"zones.geojson\"") != std::string::npos);
  CHECK(text.find("kind = \"education.school\"") != std::string::npos);
  CHECK(text.find("# 2 polygons side by side") != std::string::npos);
  CHECK(medina("check " + quoted(toml)).status == 0);
  CHECK(medina("init " + quoted(folder / "layers") + " -o " + quoted(toml)).status == 64);
}

TEST_CASE("the pages about the command line are those that the program prints") {
  const fs::path source = MEDINA_SOURCE;
  const auto same = [&](const std::string& page, const std::string& file) {
    INFO("medina --print " << page << " > " << file);
    CHECK(medina("--print " + page).out == text_of(source / file));
  };
  same("commands", "docs/commands.md");
  same("man", "docs/medina.1");
  same("bash", "app/completion/medina.bash");
  same("zsh", "app/completion/_medina");
}

TEST_CASE("several cities run one after the other, each into its own folder, a line for each") {
  const scratch::Folder scratch;
  const std::string sample = std::string(MEDINA_SOURCE) + "/datasets/marsalba";
  fs::create_directories(scratch / "data");
  for (const char* name : {"north", "south"}) {
    fs::create_directory_symlink(sample, scratch / "data" / name);
  }
  const std::string refused = "[neighbourhoods]\nlayer = \"none.shp\"\n";
  fs::copy_file(sample + "/city.toml", scratch / "north.toml");
  fs::copy_file(sample + "/city.toml", scratch / "south.toml");
  std::ofstream(scratch / "nowhere.toml") << refused;
  const auto at = [&](const char* name) { return " '" + (scratch / name).string() + "'"; };
  const auto said =
      medina("run" + at("north.toml") + at("nowhere.toml") + at("south.toml") + " -o" + at("out") +
             " --data" + at("data") + " --only access/nearest --json");
  CHECK(said.status == 2);  // of the one that was refused; the others ran
  const auto answer = nlohmann::json::parse(said.out);
  REQUIRE(answer["cities"].size() == 3);
  CHECK(answer["cities"][1].contains("error"));
  CHECK_FALSE(fs::exists(scratch / "out" / "nowhere"));
  const auto alike = medina("run" + at("north.toml") + at("north.toml") + " -o" + at("twice"));
  CHECK(alike.status == 64);
  CHECK(alike.words.find("cities_alike") != std::string::npos);
}

namespace {

/// A made city whose services and people differ from those of the others: every third has no
/// people, every fourth no groups, each its own kinds.
void write_city(const fs::path& folder, int number) {
  const bool has_people = number % 3 != 0, has_group = has_people && number % 4 != 0;
  fs::create_directories(folder);
  std::ofstream(folder / "zones.geojson") << R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"A","people":100,"migrants":20},"geometry":{"type":"Polygon","coordinates":[[[2,41],[2.005,41],[2.005,41.005],[2,41.005],[2,41]]]}},
{"type":"Feature","properties":{"id":"B","people":300,"migrants":60},"geometry":{"type":"Polygon","coordinates":[[[2.005,41],[2.01,41],[2.01,41.005],[2.005,41.005],[2.005,41]]]}}]})";
  std::ofstream(folder / "streets.geojson") << R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[2.0005,41.0025],[2.0095,41.0025]]}}]})";
  const char* const kinds[] = {"health.clinic", "food.market", "green.park", "sport.pool"};
  std::ofstream places(folder / "places.csv");
  places << "kind,lon,lat\neducation.school,2.001,41.0026\n";
  for (int more = 0; more <= number % 3; ++more) {
    places << kinds[(number + more) % 4] << ",2.00" << more + 2 << ",41.0026\n";
  }
  std::ofstream toml(folder / "city.toml");
  toml << "[neighbourhoods]\nlayer = \"zones.geojson\"\nid = \"id\"\n"
       << "[[services]]\nlayer = \"places.csv\"\nkind_from = { column = \"kind\" }\n"
       << "[streets]\nlayer = \"streets.geojson\"\n";
  if (has_people) toml << "[people]\ntotal = \"people\"\n";
  if (has_group) toml << "[people.groups.migrants]\ncount = \"migrants\"\n";
}

std::set<std::string> columns(const fs::path& table) {
  const std::string text = text_of(table);
  std::istringstream line(text.substr(0, text.find("\r\n")));
  std::set<std::string> all;
  for (std::string name; std::getline(line, name, ',');) all.insert(name);
  return all;
}

}  // namespace

TEST_CASE("twelve cities in a row have one schema, whatever each of them lacks") {
  const scratch::Folder folder;
  std::string descriptions;
  for (int number = 0; number < 12; ++number) {
    const auto city = folder / ("city" + std::to_string(number));
    write_city(city, number);
    descriptions += " " + quoted(city / "city.toml");
  }
  const auto said = medina("run" + descriptions + " -o " + quoted(folder / "out") +
                           " --only access/nearest --only access/cumulative");
  INFO(said.words);
  REQUIRE(said.status == 0);
  const auto at = [&](int number, const char* table) {
    return folder / ("out/city" + std::to_string(number) + "/tables/" + table);
  };
  CHECK(columns(at(0, "homes.csv")).count("nearest_sport_pool_min") == 1);
  for (int number = 1; number < 12; ++number) {
    INFO("city " << number);
    CHECK(columns(at(number, "homes.csv")) == columns(at(0, "homes.csv")));
  }
  // Groups are the cities' own: the columns of everyone, and of the gap, are the same in all.
  const auto of_all = columns(at(0, "city.csv"));
  CHECK(of_all.count("nearest_sport_pool_min__gap_low") == 1);
  for (int number = 1; number < 12; ++number) {
    INFO("city " << number);
    const auto own = columns(at(number, "city.csv"));
    for (const auto& name : of_all) {
      INFO(name);
      CHECK(own.count(name) == 1);
    }
    const bool has_group = number % 3 != 0 && number % 4 != 0;
    CHECK(own.count("people__migrants") == (has_group ? 1 : 0));
  }
}
