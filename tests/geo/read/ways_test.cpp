#include "geo/read/ways.hpp"

#include <algorithm>

#include "geo/core/error.hpp"
#include "geo/read/read.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

using namespace geo;

namespace {

Description described(const std::string& text, Findings& findings) {
  const scratch::Folder folder;
  folder.file("ways.toml", "[ways.walk]\npace = 70\n[ways.scooter]\nlike = \"bicycle\"\n");
  return read::description(folder.file("city.toml", text), findings);
}

Description described(const std::string& text) {
  Findings findings;
  auto city = described(text, findings);
  CHECK(findings.empty());
  return city;
}

std::string refusal(const std::string& text) {
  try {
    Findings findings;
    described(text, findings);
  } catch (const Error& error) {
    return error.finding().code;
  }
  return "read";
}

const NamedWay& way(const std::vector<NamedWay>& all, const std::string& name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.way.name == name; });
  REQUIRE(found != all.end());
  return *found;
}

}  // namespace

TEST_CASE("the walk that ships is the walk that is taken for granted without a city.toml") {
  CHECK(way(read::shipped_ways().ways, "walk").way == Way{});
}

TEST_CASE("every rule that ships names who says so") {
  REQUIRE(read::shipped_ways().ways.size() == 7);
  for (const NamedWay& one : read::shipped_ways().ways) {
    INFO(one.way.name);
    CHECK(one.title.all().size() == 4);
    REQUIRE_FALSE(one.rules.empty());
    for (const WayRule& rule : one.rules) {
      INFO(rule.key);
      CHECK(rule.source.size() > 9);
      CHECK(rule.source != "datasets/ways.toml");
    }
  }
}

TEST_CASE(
    "a wheelchair that ships is never quicker than a walk, and stopped by what stops wheels") {
  const Way walk = way(read::shipped_ways().ways, "walk").way;
  const Way chair = way(read::shipped_ways().ways, "wheelchair").way;
  CHECK(chair.pace < walk.pace);
  CHECK(chair.steps_factor >= walk.steps_factor);
  CHECK(chair.slope == walk.slope);
  CHECK_FALSE(chair.takes_steps);
  CHECK(chair.incline_most == 0.0833);
  CHECK(chair.width_least == Metres{0.9});
  CHECK(chair.kerb[static_cast<std::size_t>(Kerb::raised)].closed);
  CHECK(chair.surface[static_cast<std::size_t>(Surface::loose)].closed);
  CHECK(chair.obstacle[static_cast<std::size_t>(Obstacle::climb)].closed);
  CHECK(way(read::shipped_ways().ways, "elder").way.pace < walk.pace);
  CHECK(way(read::shipped_ways().ways, "child").way.pace < walk.pace);
}

TEST_CASE("a city changes one rule of a way, and the others stay") {
  const auto city =
      described("[ways.wheelchair]\nincline = 0.06\nkerb.raised = { seconds = 20 }\n");
  const Way chair = way(city.ways, "wheelchair").way;
  CHECK(chair.incline_most == 0.06);
  CHECK(chair.kerb[static_cast<std::size_t>(Kerb::raised)] == Toll{1, 20, false});
  CHECK(chair.width_least == Metres{0.9});
  // Its rules say where the change stands.
  const auto& rules = way(city.ways, "wheelchair").rules;
  const auto changed = std::find_if(rules.begin(), rules.end(),
                                    [](const WayRule& rule) { return rule.key == "incline"; });
  REQUIRE(changed != rules.end());
  CHECK(changed->source == "city.toml");
}

TEST_CASE("a city adds a way like another") {
  const auto city = described("[ways.cane]\nlike = \"elder\"\npace = 40\n");
  CHECK(way(city.ways, "cane").way.pace == MetresPerMinute{40});
  CHECK(way(city.ways, "cane").way.steps_factor == 1.5);
  CHECK(way(city.ways, "walk").way == Way{});
}

TEST_CASE("a file of ways stands before city.toml, which has the last word") {
  const auto city =
      described("[travel]\nways = \"ways.toml\"\nby = [\"scooter\"]\n[ways.elder]\npace = 50\n");
  CHECK(way(city.ways, "walk").way.pace == MetresPerMinute{70});
  CHECK(way(city.ways, "scooter").way.uses == Mode::bicycle);
  CHECK(way(city.ways, "elder").way.pace == MetresPerMinute{50});
  CHECK(city.travel_by == std::vector<std::string>{"scooter"});
}

TEST_CASE("rules that cannot be are refused") {
  CHECK(refusal("[ways.walk]\npace = 0\n") == "description_value");
  CHECK(refusal("[ways.walk]\npace = \"fast\"\n") == "description_type");
  CHECK(refusal("[ways.walk]\nslope = \"steep\"\n") == "description_value");
  CHECK(refusal("[ways.walk]\nslope = { is = \"linear\", uphill = 9 }\n") == "description_value");
  CHECK(refusal("[ways.walk]\nkerb.raised = { times = 0.5 }\n") == "description_value");
  CHECK(refusal("[ways.walk]\nkerb.raised = { seconds = -1 }\n") == "description_value");
  CHECK(refusal("[ways.cane]\nlike = \"eldre\"\n") == "way_unknown");
  CHECK(refusal("[travel]\nby = [\"bycicle\"]\n") == "way_unknown");
  CHECK(refusal("[travel]\nways = \"none.toml\"\n") == "ways_unreadable");
}

TEST_CASE("a rule that nobody knows is a finding with the nearest one") {
  Findings findings;
  described("[ways.walk]\npaces = 70\n", findings);
  REQUIRE(findings.count("description_unknown_key") == 1);
  CHECK(findings.shown()[0].remedy == "did you mean pace?");
}
