#include "geo/build/comparability.hpp"

#include "tests/catch.hpp"

using namespace geo;

namespace {

City of_sources(std::vector<std::pair<std::string, std::string>> dates) {
  City city;
  for (auto& [path, as_of] : dates) {
    InputFile input;
    input.path = path;
    input.as_of = as_of;
    city.inputs.push_back(input);
  }
  return city;
}

Group group(const std::string& key, const std::string& definition) {
  Group made;
  made.key = key;
  made.definition = definition;
  return made;
}

Findings told(const City& city) {
  Findings findings;
  build::report_unlike(city, findings);
  return findings;
}

}  // namespace

TEST_CASE("sources more than five years apart are said, the oldest and the newest by name") {
  const auto found =
      told(of_sources({{"a.csv", "padró 2022"}, {"b.csv", "2016-01-31"}, {"c.csv", ""}}));
  REQUIRE(found.count("dates_far_apart") == 1);
  const Finding finding = found.shown().front();
  CHECK(finding.file == "b.csv");
  CHECK(finding.feature == "a.csv");
  CHECK(finding.what.find("of 2016, the newest of 2022") != std::string::npos);

  CHECK(told(of_sources({{"a.csv", "2022"}, {"b.csv", "2017"}})).empty());
  CHECK(told(of_sources({{"a.csv", "no date"}, {"b.csv", "edition 20221"}})).empty());
}

TEST_CASE("a group that is defined otherwise than the one beside it is said") {
  City city;
  city.residents.groups.push_back(group("everyone", ""));
  city.residents.groups.push_back(group("born_abroad", "country of birth"));
  city.residents.groups.push_back(group("foreign", "citizenship"));
  city.residents.groups.push_back(group("refugees", "legal status"));
  city.residents.groups.push_back(group("maghreb", "country of birth"));
  city.residents.groups.push_back(group("students", ""));
  city.residents.groups[GroupId{3}].part_of = GroupId{1};
  city.residents.groups[GroupId{4}].part_of = GroupId{1};
  const auto found = told(city);
  REQUIRE(found.count("definitions_differ") == 2);
  CHECK(found.shown()[0].feature == "foreign, born_abroad");
  CHECK(found.shown()[1].feature == "refugees, born_abroad");
  CHECK(found.shown()[1].value == "legal status; country of birth");
}
