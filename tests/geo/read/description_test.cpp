#include <unistd.h>
#include <filesystem>
#include <fstream>

#include "geo/core/error.hpp"
#include "geo/read/read.hpp"
#include "tests/catch.hpp"
#include "tests/scratch.hpp"

using namespace geo;

namespace {

/// city.toml with this text in a folder of its own, gone at the end.
class CityToml {
 public:
  explicit CityToml(const std::string& text) { folder_.file("city.toml", text); }
  std::string path() const { return (folder_ / "city.toml").string(); }
  Description read() const {
    Findings findings;
    return read::description(path(), findings);
  }
  Findings findings() const {
    Findings findings;
    read::description(path(), findings);
    return findings;
  }
  Finding refusal() const {
    try {
      read();
    } catch (const Error& error) {
      return error.finding();
    }
    return {};
  }

 private:
  scratch::Folder folder_;
};

}  // namespace

TEST_CASE("a description of a whole city reads key by key") {
  const CityToml file(R"(
[city]
name = { ca = "Barcelona", ar = "برشلونة" }
languages = ["en", "ar"]
[neighbourhoods]
layer = "sections.shp"
id = "{DISTRICTE}{SEC_CENS}"
title = "Census section"
encoding = "UTF-8"
licence = "CC BY 4.0"
[neighbourhoods.levels]
neighbourhood = { column = "BARRI", names = { layer = "barris.shp", id = "BARRI", name = "NOM" } }
district = { column = "DISTRICTE", title = { en = "District" } }
[people]
table = "census.csv"
join = { column = "tract_code", key = "08019{DISTRICTE}{SEC_CENS}" }
as_of = 2021
basis = "census"
total = "total_pop"
where = { year = 2021 }
[people.groups.migrants]
share = "pct_foreign_born"
definition = "country of birth"
[people.groups.foreigners]
name = { en = "Foreign nationals" }
count = "n"
languages = ["ar"]
[[services]]
layer = "schools.csv"
x = "lon"
y = "lat"
kind_from = { column = "category", map = { "Escola" = "education.school", "Altres" = "" } }
[[services]]
osm = "city.osm.pbf"
kinds = ["health"]
[streets]
layer = "streets.shp"
from_node = "A"
to_node = "B"
[transit]
feeds = ["gtfs.zip"]
day = 2026-01-14
[analysis]
minutes = [30, 5]
smallest_count = 20
)");
  const auto city = file.read();
  CHECK(city.name.in("ca") == "Barcelona");
  CHECK(city.languages == std::vector<std::string>{"en", "ar"});
  REQUIRE(city.neighbourhoods);
  CHECK(city.neighbourhoods->source.path == "sections.shp");
  CHECK(city.neighbourhoods->source.licence == "CC BY 4.0");
  CHECK(city.neighbourhoods->title.in("en") == "Census section");
  REQUIRE(city.neighbourhoods->levels.size() == 2);
  CHECK(city.neighbourhoods->levels[0].key == "neighbourhood");
  CHECK(city.neighbourhoods->levels[0].names_from->path == "barris.shp");
  CHECK(city.neighbourhoods->levels[0].name.at("") == "NOM");
  CHECK(city.neighbourhoods->levels[1].title.in("en") == "District");
  REQUIRE(city.people);
  CHECK(city.people->from.join_key == "08019{DISTRICTE}{SEC_CENS}");
  CHECK(city.people->as_of == "2021");
  CHECK(city.people->from.table->where.at("year") == "2021");
  REQUIRE(city.people->groups.size() == 2);
  CHECK(city.people->groups[0].key == "migrants");
  CHECK(city.people->groups[0].share == "pct_foreign_born");
  CHECK(city.people->groups[1].count == "n");
  REQUIRE(city.services.size() == 2);
  CHECK(city.services[0].kind_from->map.at("Escola") == "education.school");
  CHECK(city.services[0].source.x == "lon");
  CHECK(city.services[1].osm);
  CHECK(city.services[1].kinds == std::vector<Kind>{Kind{"health"}});
  CHECK(city.streets.from == description::Streets::From::layer);
  CHECK(city.streets.to_node == "B");
  CHECK(city.transit->day == date("2026-01-14"));
  CHECK(city.analysis.minutes == std::vector<Minutes>{Minutes{5}, Minutes{30}});
  CHECK(city.analysis.smallest_count == 20);
  CHECK(file.findings().empty());
}

TEST_CASE("levels and groups keep the order in which they are written") {
  const auto city = CityToml(R"(
[neighbourhoods]
layer = "a.shp"
[neighbourhoods.levels]
zeta = { column = "Z" }
alpha = { column = "A" }
mid = { column = "M" }
)")
                        .read();
  REQUIRE(city.neighbourhoods->levels.size() == 3);
  CHECK(city.neighbourhoods->levels[0].key == "zeta");
  CHECK(city.neighbourhoods->levels[1].key == "alpha");
  CHECK(city.neighbourhoods->levels[2].key == "mid");
}

TEST_CASE("an unknown key is a finding with its line and the nearest key") {
  const auto findings = CityToml(
                            "[neighbourhoods]\nlayer = \"a.shp\"\nencodign = \"UTF-8\"\n"
                            "[analysys]\nminutes = [5]\n")
                            .findings()
                            .shown();
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].code == "description_unknown_key");
  const auto& key = findings[0].field == "encodign" ? findings[0] : findings[1];
  const auto& table = findings[0].field == "encodign" ? findings[1] : findings[0];
  CHECK(key.file == "city.toml");
  CHECK(key.place == "line 3");
  CHECK(key.remedy == "did you mean encoding?");
  CHECK(table.place == "line 4");
  CHECK(table.remedy == "did you mean analysis?");
}

TEST_CASE("a key of the wrong type is refused with file and line") {
  const auto number = CityToml("[neighbourhoods]\nlayer = 3\n").refusal();
  CHECK(number.code == "description_type");
  CHECK(number.file == "city.toml");
  CHECK(number.place == "line 2");
  CHECK(number.what == "layer in [neighbourhoods] should be text in quotes but is a number");
  CHECK(CityToml("[[neighbourhoods]]\nlayer = \"a\"\n").refusal().code == "description_type");
  CHECK(CityToml("[services]\nlayer = \"a\"\n").refusal().place == "line 1");
  CHECK(CityToml("[analysis]\nminutes = [5, \"ten\"]\n").refusal().code == "description_type");
  CHECK(CityToml("[analysis]\nsmallest_count = 10.5\n").refusal().code == "description_value");
  CHECK(CityToml("[analysis]\nsmallest_count = 1e300\n").refusal().code == "description_value");
}

TEST_CASE("text that is not TOML is refused with line and column") {
  const auto broken = CityToml("[city]\nname = \"no end\n").refusal();
  CHECK(broken.code == "description_syntax");
  CHECK(broken.place.find("line 2") == 0);
  CHECK(CityToml("[a]\n[a]\n").refusal().code == "description_syntax");
}

TEST_CASE("what a table cannot do without is named when it is missing") {
  CHECK(CityToml("[neighbourhoods]\nid = \"A\"\n").refusal().code == "description_missing_key");
  CHECK(CityToml("[[services]]\nlayer = \"a\"\n").refusal().field == "kind");
  CHECK(CityToml("[streets]\nid = \"a\"\n").refusal().field == "layer");
  CHECK(CityToml("[people]\n[people.groups.m]\ndefinition = \"x\"\n").refusal().field == "count");
  const auto both =
      CityToml("[people]\n[people.groups.m]\ncount = \"a\"\nshare = \"b\"\n").refusal();
  CHECK(both.code == "description_missing_key");
}

TEST_CASE("a kind outside the vocabulary is refused with the nearest one") {
  const auto unknown =
      CityToml("[[services]]\nlayer = \"a\"\nkind = \"education.scool\"\n").refusal();
  CHECK(unknown.code == "kind_unknown");
  CHECK(unknown.remedy == "did you mean education.school?");
  CHECK(unknown.place == "line 3");
}

TEST_CASE("a part_of that names no group is refused") {
  const auto broken =
      CityToml("[people]\n[people.groups.m]\ncount = \"a\"\npart_of = \"nobody\"\n").refusal();
  CHECK(broken.code == "description_value");
}

TEST_CASE("no streets may be said in three ways") {
  using From = description::Streets::From;
  CHECK(CityToml("streets = \"none\"\n").read().streets.from == From::none);
  CHECK(CityToml("[streets]\nlayer = \"none\"\ndetour = 1.4\n").read().streets.detour == 1.4);
  CHECK(CityToml("").read().streets.from == From::none);
  CHECK(CityToml("streets = \"roads.shp\"\n").refusal().code == "description_value");
}

TEST_CASE("an absent description is refused by name, not by path") {
  Findings findings;
  try {
    read::description("/nowhere/at/all/city.toml", findings);
    FAIL("read a file that is not there");
  } catch (const Error& error) {
    CHECK(error.finding().file == "city.toml");
    CHECK(error.cause() == Cause::input_refused);
  }
}

TEST_CASE("groups may be counted in a long table of their own, at a coarser level, as a flow") {
  const CityToml city(R"(
[people]
table = "people.csv"
join = { column = "code" }
value = "n"
where = { Year = 2017 }
[people.by]
sex = "Gender"
age = "Age"
ages = [65, 0, 18]
[people.groups.morocco]
table = "nationality.csv"
join = { column = "Barri", key = "{BARRI}" }
at = "neighbourhood"
value = "Number"
category = { column = "Nationality", is = ["Morocco"] }
measure = "flow"
withheld = ["s"]
[people.groups.first_year]
where = { Since = "2016" }
category = { column = "Nationality", not = ["Spain"] }
[people.groups.foreigners]
people = 12000
sex = "any"
)");
  const auto people = *city.read().people;
  CHECK(city.findings().empty());
  CHECK(people.by.ages == std::vector<int>{0, 18, 65});
  const auto& morocco = people.groups[0];
  CHECK(morocco.from.at == "neighbourhood");
  CHECK(morocco.from.measure == description::Measure::flow);
  CHECK(morocco.from.category->is == std::vector<std::string>{"Morocco"});
  const auto& first = people.groups[1];  // rows of the table of [people]
  CHECK(first.from.table->path == "people.csv");
  CHECK(first.from.table->where.size() == 2);
  CHECK(first.from.join_column == "code");
  CHECK(first.from.value == "n");
  CHECK(people.groups[2].people == 12000);
}

TEST_CASE("a group that says two ways of counting, or a category without words, is refused") {
  const auto refused = [](const std::string& lines) {
    try {
      CityToml("[people]\n[people.groups.a]\n" + lines).read();
    } catch (const Error& error) {
      return error.finding().code;
    }
    return std::string{"none"};
  };
  CHECK(refused("count = \"n\"\npeople = 4\n") == "description_missing_key");
  CHECK(refused("value = \"n\"\ncategory = { column = \"x\" }\n") == "description_missing_key");
  CHECK(refused("count = \"n\"\nmeasure = \"stok\"\n") == "description_value");
  CHECK(refused("count = \"n\"\nwhere = { a = 1 }\n") == "description_value");
  CHECK(refused("count = \"n\"\nmeasure = \"stock\"\n") == "none");
}

TEST_CASE("a currency is the three letters of ISO 4217, and only rent and income have a unit") {
  CHECK(CityToml("[city]\ncurrency = \"MAD\"\n").read().currency == "MAD");
  for (const char* wrong : {"euro", "eur", "€", "EURO"}) {
    INFO(wrong);
    const auto refusal = CityToml(std::string("[city]\ncurrency = \"") + wrong + "\"\n").refusal();
    CHECK(refusal.code == "description_value");
    CHECK(refusal.remedy.find("EUR") != std::string::npos);
  }
  const std::string table = "[[housing_tables]]\ntable = \"a.csv\"\njoin = { column = \"c\" }\n";
  const auto read = CityToml(table + "rent = \"r\"\nunits = { rent = \"EUR/month\" }\n").read();
  CHECK(read.housing_tables.at(0).units.at("rent") == "EUR/month");
  CHECK(CityToml(table + "units = { dwellings = \"homes\" }\n").refusal().code ==
        "description_unit_unknown");
}

TEST_CASE("how people ride is told under [transit], with what holds where nothing is said") {
  const std::string feed = "[transit]\nfeeds = [\"gtfs.zip\"]\n";
  const auto plain = CityToml(feed).read().transit;
  CHECK(plain->walk == Minutes{20});
  CHECK(plain->slack == Minutes{1});
  CHECK_FALSE(plain->rides);
  CHECK(plain->percentiles == std::vector<int>{50});
  CHECK_FALSE((plain->mean || plain->wheelchair));
  const auto told = CityToml(feed +
                             "walk = 10\nslack = 2\nrides = 3\npercentiles = [75, 25, 25]\n"
                             "mean = true\nwheelchair = true\n")
                        .read()
                        .transit;
  CHECK(told->walk == Minutes{10});
  CHECK(told->slack == Minutes{2});
  CHECK(told->rides == 3);
  CHECK(told->percentiles == std::vector<int>{25, 75});
  CHECK((told->mean && told->wheelchair));
}

TEST_CASE("what a ride costs where nobody says so, and what people can spend, is told in prices") {
  const std::string feed = "[transit]\nfeeds = [\"gtfs.zip\"]\n";
  const auto plain = CityToml(feed).read().transit;
  CHECK_FALSE(plain->fare);
  CHECK(plain->budgets.empty());
  const auto told =
      CityToml(feed + "fare = \"1.40 EUR\"\nbudget = [\"2.80 EUR\", \"1.40 EUR\", \"2.8 EUR\"]\n")
          .read()
          .transit;
  CHECK(told->fare->amount == 1.4);
  REQUIRE(told->budgets.size() == 2);
  CHECK(told->budgets[0].amount == 1.4);
  CHECK(told->budgets[1].amount == 2.8);
  CHECK(CityToml(feed + "budget = \"3 EUR\"\n").read().transit->budgets.size() == 1);
  for (const std::string odd :
       {"fare = \"cheap\"", "budget = \"5 per day\"", "budget = [\"1 EUR\", \"2 USD\"]"}) {
    INFO(odd);
    CHECK(CityToml(feed + odd + "\n").refusal().code == "description_value");
  }
}

TEST_CASE("what cannot be asked of public transport is refused with what can") {
  const std::string feed = "[transit]\nfeeds = [\"gtfs.zip\"]\n";
  for (const std::string odd :
       {"percentiles = [101]", "percentiles = [-1]", "percentiles = [2.5]", "percentiles = []",
        "walk = 61", "rides = 0", "slack = -1", "from = \"07:00\"\nto = \"12:00\""}) {
    INFO(odd);
    CHECK(CityToml(feed + odd + "\n").refusal().code == "description_value");
  }
}

TEST_CASE("a run by public transport needs a timetable, and streets to walk to the stops") {
  const std::string streets = "[streets]\nosm = \"city.osm.pbf\"\n";
  const std::string by = "[travel]\nby = [\"transit\"]\n";
  const auto refused = CityToml(streets + by).refusal();
  CHECK(refused.code == "transit_not_described");
  CHECK(refused.field == "travel");
  CHECK(CityToml(by + "[transit]\nfeeds = [\"a.zip\"]\n").refusal().code ==
        "transit_without_streets");
  CHECK(CityToml(streets + by + "[transit]\nfeeds = [\"a.zip\"]\n").read().moves_by_transit());
}
