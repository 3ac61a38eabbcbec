// Barcelona's tables of people as they were published: long, by year, by sex and age, in a
// workbook.
#include <cmath>
#include <filesystem>
#include <iostream>

#include "geo/city.hpp"
#include "geo/core/error.hpp"
#include "geo/read/read.hpp"
#include "tests/catch.hpp"

namespace {

using namespace geo;
namespace fs = std::filesystem;

bool without_data() {
  if (fs::exists(fs::path(MEDINA_SOURCE) / ".." / "shared" / "data")) return false;
  std::cout << "SKIPPED: the real cities' data are not beside the source\n";
  return true;
}

Layers layers(const std::string& city, const std::function<void(Description&)>& change = {}) {
  Findings findings;
  auto described = read::description(
      (fs::path(MEDINA_SOURCE) / "tests" / "cities" / (city + ".toml")).string(), findings);
  CHECK(findings.empty());
  if (change) change(described);
  const auto data = fs::path(MEDINA_SOURCE) / ".." / "shared" / "data" / "barcelona";
  return to_metres(read::layers(described, data.string()));
}

Finding refusal(const std::string& city, const std::function<void(Description&)>& change) {
  try {
    build_city(layers(city, change));
  } catch (const Error& error) {
    return error.finding();
  }
  return {};
}

People in_city(const City& city, const std::string& group) {
  People sum;
  for (const auto& people : city.residents.by_neighbourhood[*city.residents.find(group)]) {
    if (people) sum += *people;
  }
  return sum;
}

}  // namespace

TEST_CASE("Barcelona's nationalities are refused as residents, and by year", "[real]") {
  if (without_data()) return;
  const auto unstated = [](Description& city) {
    city.people->groups[1].from.measure = description::Measure::unstated;
  };
  CHECK(refusal("barcelona_flows", unstated).code == "flow_not_stock");
  const auto all_years = [](Description& city) {
    city.people->groups[1].from.table->where.clear();
  };
  const Finding finding = refusal("barcelona_flows", all_years);
  CHECK(finding.code == "long_table_several_years");
  CHECK(finding.value == "2015, 2016, 2017");
  CHECK(finding.remedy.find("where = { Year = \"2017\" }") != std::string::npos);
}

TEST_CASE("Barcelona's arrivals are brought to its sections as a flow, and conserve their sums",
          "[real]") {
  if (without_data()) return;
  const City city = build_city(layers("barcelona_flows"));
  CHECK(in_city(city, "everyone") == People::of(1627559));
  // The rows of 2017, of no Spaniards, with a neighbourhood, summed by Python's csv module.
  const auto newcomers = *city.residents.find("newcomers");
  CHECK(city.residents.finest(newcomers) == LevelId{1});
  CHECK_FALSE(city.residents.comparable(newcomers, *city.residents.find("rest")));
  CHECK(in_city(city, "newcomers") == People::of(61973));
  CHECK(in_city(city, "rest") + in_city(city, "migrants") == in_city(city, "everyone"));
  bool unknown_place = false;  // "No consta"
  for (const Finding& finding : city.findings.shown()) {
    unknown_place =
        unknown_place || (finding.code == "join_unmatched_right" && finding.feature == "99");
  }
  CHECK(unknown_place);
}

TEST_CASE("Barcelona's register of 2017 divides everyone by sex and age", "[real]") {
  if (without_data()) return;
  const City city = build_city(layers("barcelona_sex_and_age"));
  CHECK(in_city(city, "everyone") == People::of(1620809));
  CHECK(in_city(city, "female") + in_city(city, "male") == People::of(1620809));
  // Sums by Python's csv module.
  CHECK(in_city(city, "female") == People::of(854184));
  CHECK(in_city(city, "age_65_plus") == People::of(348747));
  CHECK(in_city(city, "male_age_0_14") == People::of(105336));
  CHECK_FALSE(city.findings.has("age_unreadable"));
  CHECK_FALSE(city.residents.find("rest"));
}

TEST_CASE("Barcelona counted by district is shared out to its sections by their dwellings",
          "[real]") {
  if (without_data()) return;
  const City city = build_city(layers("barcelona_districts"));
  const auto& people = city.residents.by_neighbourhood[everyone];
  REQUIRE(people.size() == 1068);
  // Sums of the table's ten rows by Python's csv module, to the millionth; of the first as printed.
  CHECK(in_city(city, "everyone") == People::of(1627559));
  const LevelId district{2};
  People first;
  for (const NeighbourhoodId zone : people.rows()) {
    if (city.levels[district].of[zone] == AreaId{0}) first += *people[zone];
  }
  CHECK(first == People::of(104239));
  CHECK(city.residents.is_modelled(everyone, LevelId{1}));
  CHECK_FALSE(city.residents.is_modelled(everyone, district));
  CHECK(in_city(city, "migrants") + in_city(city, "rest") == in_city(city, "everyone"));
  // The census counts the sections too (2021, by section): the model comes near, as it should.
  const auto counted = build_city(layers("barcelona_flows")).residents.by_neighbourhood[everyone];
  double missed = 0;
  for (const NeighbourhoodId zone : people.rows()) {
    missed += std::abs(people[zone]->count() - counted[zone]->count());
  }
  // Share of people in another section than the census says, computed from the two tables alone.
  CHECK(missed / 2 / 1627559 == Approx(0.03344).margin(0.0002));
}

TEST_CASE("Barcelona's workbook is read as it is", "[real]") {
  if (without_data()) return;
  const City city = build_city(layers("barcelona_workbook"));
  CHECK(city.neighbourhoods.size() == 73);
  CHECK(in_city(city, "everyone") == People::of(1639981));
  CHECK(in_city(city, "migrants") == People::of(481657));
}
