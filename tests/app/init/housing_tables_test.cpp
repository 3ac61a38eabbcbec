#include "app/init/housing_tables.hpp"

#include "app/init/people.hpp"
#include "tests/catch.hpp"

using namespace app::init;

namespace {

using Values = std::vector<geo::Value>;

Seen seen(const std::string& file, std::vector<std::pair<std::string, Values>> columns) {
  Seen seen;
  seen.file = file;
  seen.layer.rows = columns.front().second.size();
  for (auto& [name, values] : columns) seen.layer.fields.push_back({name, std::move(values)});
  seen.columns = columns_of(seen.layer);
  return seen;
}

/// Twelve zones in four blocks of three.
Seen zones() {
  Values zone, quarter;
  for (int i = 0; i < 12; ++i) {
    quarter.emplace_back("0" + std::to_string(1 + i / 3));
    zone.emplace_back("0" + std::to_string(1 + i / 3) + "0" + std::to_string(1 + i % 3));
  }
  return seen("zones.shp", {{"ZONE", zone}, {"BLOCK", quarter}});
}

std::vector<FoundLevel> blocks() {
  FoundLevel level;
  level.column = "BLOCK";
  return {level};
}

/// One row for each quarter and half year of one year, in two measures.
Seen rents(const std::string& file, std::int64_t year) {
  Values years, halves, codes, measures, prices;
  for (std::int64_t half = 1; half <= 2; ++half) {
    for (std::int64_t quarter = 1; quarter <= 4; ++quarter) {
      for (const std::string measure : {"Rent (Euros/m2 month)", "Rent (Euros/month)"}) {
        years.emplace_back(year);
        halves.emplace_back(half);
        codes.emplace_back(quarter);
        measures.emplace_back(measure);
        prices.emplace_back(600.5 + static_cast<double>(10 * quarter + half));
      }
    }
  }
  return seen(file, {{"Any", years},
                     {"Semestre", halves},
                     {"Codi", codes},
                     {"Measure", measures},
                     {"Preu", prices}});
}

}  // namespace

TEST_CASE("rents of several years are one table, joined by quarter, of one of their measures") {
  const Seen areas = zones();
  const Seen first = rents("lloguer_2022.csv", 2022), second = rents("lloguer_2023.csv", 2023);
  const auto found = housing_tables({&first, &second}, &areas, "ZONE", blocks());
  REQUIRE(found.size() == 1);
  CHECK(found[0].files.size() == 2);
  CHECK(found[0].join_column == "Codi");
  REQUIRE(found[0].level);
  CHECK(*found[0].level == 0);
  CHECK(found[0].found == 4);
  CHECK(found[0].period == std::vector<std::string>{"Any", "Semestre"});
  CHECK(found[0].where_column == "Measure");
  CHECK(found[0].other_values.size() == 1);
  REQUIRE(found[0].figures.size() == 1);
  CHECK(found[0].figures[0].what == "rent");
  CHECK(found[0].figures[0].column == "Preu");
  const bool by_metre = found[0].where_value == "Rent (Euros/m2 month)";
  CHECK(found[0].figures[0].unit == (by_metre ? "EUR/m2/month" : "EUR/month"));
}

TEST_CASE("of several columns of rent the mean is taken, never the highest, and the rest offered") {
  const Seen areas = zones();
  const Seen table = seen("housing.csv", {{"BLOCK", {"01", "02", "03", "04"}},
                                          {"Max_alquiler", {9.5, 8.0, 7.0, 6.0}},
                                          {"alquiler_total", {5.0, 6.0, 7.0, 8.0}},
                                          {"alquiler_medio_EUR_mes", {5.0, 6.0, 7.5, 8.0}}});
  const auto found = housing_tables({&table}, &areas, "ZONE", blocks());
  REQUIRE(found.at(0).figures.size() == 1);
  CHECK(found[0].figures[0].column == "alquiler_medio_EUR_mes");
  CHECK(found[0].figures[0].unit == "EUR/month");
  CHECK(found[0].figures[0].others == std::vector<std::string>{"alquiler_total"});
}

TEST_CASE("the dwellings are those that no other column of dwellings exceeds") {
  const Seen areas = zones();
  const std::vector<std::pair<std::string, Values>> columns{
      {"BLOCK", {"01", "02", "03", "04"}},
      {"rented_dwellings", {30.0, 20.0, 10.0, 5.0}},
      {"all_dwellings", {50.0, 60.0, 70.0, 80.0}},
      {"other_dwellings", {1.0, 2.0, 3.0, 4.0}}};
  const Seen table = seen("census.csv", columns);
  const auto found = housing_tables({&table}, &areas, "ZONE", blocks());
  REQUIRE(found.at(0).figures.size() == 1);
  CHECK(found[0].figures[0].what == "dwellings");
  CHECK(found[0].figures[0].column == "all_dwellings");
}

TEST_CASE("a workbook that holds what a CSV holds is left out, with its name") {
  const Seen areas = zones();
  const std::vector<std::pair<std::string, Values>> columns{{"BLOCK", {"01", "02", "03", "04"}},
                                                            {"rent", {5.0, 6.0, 7.0, 8.0}}};
  const Seen table = seen("rents.csv", columns);
  Seen workbook = seen("rents.xlsx", columns);
  workbook.sublayer = "Data";
  const auto found = housing_tables({&table, &workbook}, &areas, "ZONE", blocks());
  REQUIRE(found.size() == 1);
  REQUIRE(found[0].copies.size() == 1);
  CHECK(found[0].copies[0]->file == "rents.xlsx");
}

TEST_CASE("a table of rents that joins no areas, or repeats them, is only listed") {
  const Seen areas = zones();
  const Seen elsewhere =
      seen("rents.csv", {{"code", {"X1", "X2", "X3"}}, {"rent", {5.0, 6.0, 7.0}}});
  const Seen repeats = seen("rents_again.csv", {{"BLOCK", {"01", "01", "02", "03", "04"}},
                                                {"rent", {5.0, 6.0, 7.0, 8.0, 9.0}}});
  for (const Seen* table : {&elsewhere, &repeats}) {
    INFO(table->file);
    const auto found = housing_tables({table}, &areas, "ZONE", blocks());
    REQUIRE(found.size() == 1);
    CHECK(found[0].join_key.empty());
    CHECK(found[0].figures.empty());
  }
}

TEST_CASE("a column of people born abroad or of foreign nationals is known in several languages") {
  for (const std::string name :
       {"extranjeros", "nacidos en el extranjero", "immigrants", "Foreign", "Étrangers", "أجانب",
        "estrangers", "imigrantes", "stranieri", "مهاجرون", "Nés à l'étranger"}) {
    INFO(name);
    Values all, part;
    for (std::int64_t i = 0; i < 12; ++i) {
      all.emplace_back(400 + i);
      part.emplace_back(40 + i);
    }
    const auto groups = group_columns(seen("people.csv", {{"total", all}, {name, part}}), "total");
    REQUIRE(groups.size() == 1);
    CHECK(groups[0].column == name);
    CHECK_FALSE(groups[0].definition.empty());
  }
}
