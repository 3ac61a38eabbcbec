#include "app/init/people.hpp"

#include "app/init/zones.hpp"

#include "tests/catch.hpp"

using namespace app::init;

namespace {

Seen table(std::vector<geo::Field> fields) {
  Seen seen;
  seen.file = "table.csv";
  seen.layer.rows = fields.front().values.size();
  seen.layer.fields = std::move(fields);
  seen.columns = columns_of(seen.layer);
  return seen;
}

std::vector<geo::Value> numbers(int from, int step, int count) {
  std::vector<geo::Value> values;
  for (int i = 0; i < count; ++i) values.emplace_back(std::int64_t{from + step * i});
  return values;
}

std::vector<geo::Value> codes(const std::string& before, int count) {
  std::vector<geo::Value> values;
  for (int i = 0; i < count; ++i) values.emplace_back(before + std::to_string(100 + i));
  return values;
}

}  // namespace

TEST_CASE("the total is found by its name, and without one by the largest sum that is no code") {
  const auto named = table({{"code", codes("08", 20)},
                            {"dwellings", numbers(900, 10, 20)},
                            {"total_pop", numbers(400, 37, 20)}});
  REQUIRE(total_column(named, "code"));
  CHECK(total_column(named, "code")->column == "total_pop");
  CHECK(total_column(named, "code")->by_name);

  const auto renamed = table({{"c1", codes("08", 20)},
                              {"c2", numbers(200, 10, 20)},
                              {"c3", numbers(400, 37, 20)},
                              {"c4", numbers(4625001, 1, 20)}});
  REQUIRE(total_column(renamed, "c1"));
  CHECK(total_column(renamed, "c1")->column == "c3");
  CHECK_FALSE(total_column(renamed, "c1")->by_name);
}

TEST_CASE("of groups that overlap one is chosen and the other offered") {
  std::vector<geo::Value> born, foreign;
  for (int i = 0; i < 20; ++i) {
    born.emplace_back(0.2 + 0.01 * i);
    foreign.emplace_back(0.1 + 0.01 * i);
  }
  const auto seen = table(
      {{"total_pop", numbers(400, 37, 20)}, {"pct_foreign", foreign}, {"pct_foreign_born", born}});
  const auto groups = group_columns(seen, "total_pop");
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].key == "migrants");
  CHECK(groups[0].column == "pct_foreign_born");
  CHECK(groups[0].share);
  CHECK(groups[0].chosen);
  CHECK(groups[1].column == "pct_foreign");
  CHECK_FALSE(groups[1].chosen);
}

TEST_CASE("a column that counts more than everyone is no group") {
  const auto seen =
      table({{"total_pop", numbers(400, 10, 20)}, {"immigrants", numbers(5000, 10, 20)}});
  CHECK(group_columns(seen, "total_pop").empty());
}

TEST_CASE("the table that joins every zone is chosen over one that has a row for many") {
  std::vector<geo::Value> district, section, tract, of_district;
  for (int i = 0; i < 20; ++i) {
    district.emplace_back("0" + std::to_string(1 + i / 10));
    section.emplace_back("00" + std::to_string(i % 10));
    tract.emplace_back(
        "08019"
        "0" +
        std::to_string(1 + i / 10) + "00" + std::to_string(i % 10));
  }
  for (int i = 1; i <= 2; ++i) of_district.emplace_back("080190" + std::to_string(i));
  const auto zones = table({{"DIST", district}, {"SEC", section}});
  const auto tracts = table({{"tract", tract}, {"total_pop", numbers(400, 37, 20)}});
  const auto districts = table({{"district", of_district}, {"total_pop", numbers(7000, 900, 2)}});
  const auto found = people(zones, {&districts, &tracts});
  REQUIRE(found);
  CHECK(found->table == &tracts);
  CHECK(found->join_column == "tract");
  CHECK(found->join_key == "08019{DIST}{SEC}");
  CHECK(found->matched == 20);
}

TEST_CASE("a table joins by its codes and never by the count of its rows, which meets any table") {
  std::vector<geo::Value> row, code, turned;
  for (int i = 0; i < 20; ++i) {
    row.emplace_back(std::int64_t{i + 1});
    code.emplace_back("A" + std::to_string(i));
    turned.emplace_back("A" + std::to_string(19 - i));
  }
  const auto zones = table({{"fid", row}, {"zone", code}});
  const auto coded = table({{"fid", row}, {"area", turned}, {"total", numbers(400, 37, 20)}});
  const auto found = people(zones, {&coded});
  REQUIRE(found);
  CHECK(found->join_column == "area");
  CHECK(found->join_key == "{zone}");
  const auto without = table({{"fid", row}, {"total", numbers(400, 37, 20)}});
  CHECK_FALSE(people(zones, {&without}));
}

TEST_CASE(
    "a long table is told by its repeated codes: what to sum, which year, what divides people") {
  std::vector<geo::Value> zone, year, sex, age, from, count, zones;
  for (int z = 0; z < 12; ++z) zones.emplace_back("0" + std::to_string(80 + z));
  for (int z = 0; z < 12; ++z) {
    for (int y = 2016; y < 2018; ++y) {
      for (const char* s : {"Home", "Dona"}) {
        for (const char* a : {"0-14", "15-64", "65+"}) {
          for (const char* f : {"Spain", "Morocco"}) {
            zone.emplace_back(zones[static_cast<std::size_t>(z)]);
            year.emplace_back(std::int64_t{y});
            sex.emplace_back(s);
            age.emplace_back(a);
            from.emplace_back(f);
            count.emplace_back(std::int64_t{f[0] == 'S' ? 900 + z : 30 + z});
          }
        }
      }
    }
  }
  const auto areas = table({{"BARRI", zones}});
  auto people_table = table({{"Any", year},
                             {"Codi_Barri", zone},
                             {"Sexe", sex},
                             {"Edat", age},
                             {"Nacionalitat", from},
                             {"Nombre", count}});
  const auto found = people(areas, {&people_table});
  REQUIRE(found);
  REQUIRE(found->long_table);
  CHECK(found->join_column == "Codi_Barri");
  CHECK(found->join_key == "{BARRI}");
  const FoundLong& rows = *found->long_table;
  CHECK(rows.value == "Nombre");
  CHECK(rows.where == std::vector<std::pair<std::string, std::string>>{{"Any", "2017"}});
  CHECK(rows.sex == "Sexe");
  CHECK(rows.age == "Edat");
  CHECK(rows.category == "Nacionalitat");
  CHECK(rows.home == "Spain");

  people_table.file = "altas_2017.csv";  // arrivals are not everyone
  CHECK_FALSE(people(areas, {&people_table}));
}

TEST_CASE("P-codes and HXL tags of humanitarian tables are known for keys and for everyone") {
  std::vector<geo::Value> places, names;
  for (int i = 0; i < 20; ++i) {
    places.emplace_back("LB11" + std::to_string(100 + i));
    names.emplace_back("place" + std::to_string(i));
  }
  const auto areas = table({{"PLACE", names}, {"ADM3_PCODE", places}});
  const auto counted = table({{"name", names},
                              {"code3", places, "#adm3+code"},
                              {"a", numbers(900, 50, 20), "#population+f"},
                              {"b", numbers(1900, 90, 20), "#population"},
                              {"c", numbers(9000, 90, 20), "#affected"}});
  const auto found = people(areas, {&counted});
  REQUIRE(found);
  CHECK(found->join_column == "code3");
  CHECK(found->join_key == "{ADM3_PCODE}");
  CHECK(found->total == "b");
  CHECK(unique_key(areas, {}) == "ADM3_PCODE");
}
