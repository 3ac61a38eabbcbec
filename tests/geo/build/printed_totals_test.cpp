#include "geo/build/levels.hpp"
#include "geo/build/residents.hpp"
#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;
using tables::n;

namespace {

/// Four squares in a row; A1 and A2 are the district A, B1 and B2 the district B.
Layers town() {
  Layers layers = tables::two_districts({"A1", "A2", "B1", "B2"});
  auto& people = layers.description.people.emplace();
  people.from.table.emplace();
  people.from.join_column = "place";
  return layers;
}

void count_by_nationality(Layers& layers, const std::vector<std::vector<Value>>& rows) {
  std::vector<tables::Column> columns{{"place", {}}, {"nationality", {}}, {"number", {}}};
  for (const auto& row : rows) {
    for (std::size_t column = 0; column < columns.size(); ++column) {
      columns[column].values.push_back(row[column]);
    }
  }
  layers.people = tables::table(columns);
  layers.description.people->from.value = "number";
}

void add_group(Layers& layers, const std::string& key, const std::string& nationality,
               bool is = true) {
  auto& group = layers.description.people->groups.emplace_back();
  group.key = key;
  auto& category = group.from.category.emplace();
  category.column = "nationality";
  (is ? category.is : category.is_not) = {nationality};
}

Residents residents(const Layers& layers, Findings& findings) {
  const auto zones =
      build::zones(*layers.neighbourhoods, *layers.description.neighbourhoods, {}, findings);
  build::Supports none;
  return build::residents(layers, zones, build::levels(layers, zones, findings), none, findings);
}

Cell<People> in(const Residents& all, const std::string& group, int zone) {
  return all.by_neighbourhood[*all.find(group)][NeighbourhoodId{zone}];
}

Cell<People> people(double count) {
  return People::of(count);
}

const Cell<People> held_back = Missing::withheld_by_source;

}  // namespace

TEST_CASE(
    "a printed total stands for the sum of counts that are held back, never for one of them") {
  Layers layers = town();
  count_by_nationality(layers, {{"A1", "Spain", n(80)},
                                {"A1", "Morocco", "*"},
                                {"A1", "Pakistan", "*"},
                                {"A1", "Total", n(100)},
                                {"A2", "Spain", n(250)},
                                {"A2", "Morocco", n(40)},
                                {"A2", "Pakistan", "<5"},
                                {"A2", "Total", n(292)},
                                {"B1", "Spain", n(30)},
                                {"B1", "Morocco", "*"},
                                {"B1", "Pakistan", "*"},
                                {"B2", "Spain", n(5)},
                                {"B2", "Morocco", n(6)},
                                {"B2", "Pakistan", n(7)},
                                {"B2", "Total", n(18)}});
  add_group(layers, "abroad", "Spain", false);
  add_group(layers, "pakistan", "Pakistan");
  layers.description.people->groups.back().part_of = "abroad";
  Findings findings;
  const Residents all = residents(layers, findings);
  CHECK(in(all, "everyone", 0) == people(100));
  CHECK(in(all, "everyone", 1) == people(292));
  CHECK(in(all, "everyone", 2) == held_back);  // no total is printed
  CHECK(in(all, "everyone", 3) == people(18));
  CHECK(in(all, "abroad", 0) == people(20));  // two of them, nobody knows which
  CHECK(in(all, "abroad", 1) == held_back);   // 292 - 250 would tell the two of Pakistan
  CHECK(in(all, "abroad", 3) == people(13));
  CHECK(in(all, "pakistan", 0) == held_back);
  CHECK(in(all, "pakistan", 1) == held_back);
}

TEST_CASE("rows of a district and of the city stand for these where their parts are held back") {
  Layers layers = town();
  layers.people = tables::table({{"place", {"A1", "A2", "B1", "B2", "A", "B", "Total"}},
                                 {"all", {n(100), n(300), n(50), n(150), n(400), n(200), n(600)}},
                                 {"abroad", {"*", "*", n(5), n(15), n(80), n(20), n(100)}}});
  layers.description.people->total = "all";
  auto& group = layers.description.people->groups.emplace_back();
  group.key = "abroad";
  group.count = "abroad";
  Findings findings;
  const Residents all = residents(layers, findings);
  const GroupId abroad = *all.find("abroad"), rest = *all.find("rest");
  const AreaOfLevel in_a{LevelId{1}, AreaId{0}}, city{LevelId{2}, AreaId{0}};
  CHECK(in(all, "abroad", 0) == held_back);
  CHECK(all.printed.at(abroad).at(in_a) == People::of(80));
  CHECK(all.printed.at(abroad).at(city) == People::of(100));
  CHECK(in(all, "rest", 0) == held_back);
  CHECK(all.printed.at(rest).at(in_a) == People::of(320));
  CHECK(all.printed.at(rest).at(city) == People::of(500));
  CHECK(findings.count("larger_areas_counted") == 1);
  CHECK(findings.count("people_not_placed") == 0);
}

TEST_CASE("rows of larger areas that are not the sum of known parts stand for nothing") {
  Layers layers = town();
  layers.people = tables::table({{"place", {"A1", "A2", "B1", "B2", "A", "B"}},
                                 {"all", {n(100), n(300), n(50), "*", n(900), n(200)}}});
  layers.description.people->total = "all";
  Findings findings;
  const Residents all = residents(layers, findings);
  CHECK(all.printed.empty());
  CHECK(findings.count("larger_areas_differ") == 1);
}
