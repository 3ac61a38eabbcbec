#include "geo/build/levels.hpp"
#include "geo/build/residents.hpp"
#include "geo/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;
using tables::n;

namespace {

/// Four squares in a row, N1 to N4; N1 and N2 are the district A, N3 and N4 the district B. People
/// in columns of the squares themselves: 100, 300, 50, 150.
Layers town() {
  Layers layers = tables::two_districts({"N1", "N2", "N3", "N4"});
  layers.neighbourhoods->fields.push_back({"all", {n(100), n(300), n(50), n(150)}});
  layers.description.people.emplace().total = "all";
  return layers;
}

description::Group& add_group(Layers& layers, const std::string& key, Layer table,
                              const std::string& at = "district") {
  description::Group group;
  group.key = key;
  group.from.table.emplace();
  group.from.join_column = "place";
  group.from.at = at;
  table.file = key + ".csv";
  layers.group_people.emplace(key, std::move(table));
  layers.description.people->groups.push_back(group);
  return layers.description.people->groups.back();
}

Residents residents(const Layers& layers, Findings& findings) {
  const auto zones =
      build::zones(*layers.neighbourhoods, *layers.description.neighbourhoods, {}, findings);
  build::Supports none;
  return build::residents(layers, zones, build::levels(layers, zones, findings), none, findings);
}

Finding refusal(const Layers& layers) {
  Findings findings;
  try {
    residents(layers, findings);
  } catch (const Error& error) {
    return error.finding();
  }
  Finding none;
  none.code = "none";
  return none;
}

std::vector<double> people(const Residents& all, const std::string& key) {
  std::vector<double> out;
  for (const auto& cell : all.by_neighbourhood[*all.find(key)]) {
    out.push_back(cell ? cell->count() : -1);
  }
  return out;
}

using Counts = std::vector<double>;

Layer nationalities() {
  return tables::table(
      {{"place", {"A", "A", "A", "B", "B", "B", "99"}},
       {"from", {"Spain", "Morocco", "Pakistan", "Spain", "Morocco", "Pakistan", "Morocco"}},
       {"count", {n(320), n(60), n(20), n(190), n(8), n(2), n(7)}}});
}

}  // namespace

TEST_CASE("rows of a long table are summed by key, for the words that are asked for") {
  Layers layers = town();
  auto& group = add_group(layers, "abroad", nationalities());
  group.from.value = "count";
  group.from.category = description::Category{"from", {}, {"Spain"}};
  Findings findings;
  const Residents all = residents(layers, findings);
  // 80 of 400 in A and 10 of 200 in B: inside a district they live where everyone does.
  CHECK(people(all, "abroad") == Counts{20, 60, 2.5, 7.5});
  CHECK(people(all, "rest") == Counts{80, 240, 47.5, 142.5});
  CHECK(all.finest(*all.find("abroad")) == LevelId{1});
  CHECK(all.finest(*all.find("rest")) == LevelId{1});
  CHECK(findings.count("people_modelled") == 1);
  REQUIRE(findings.count("people_not_placed") == 1);
  for (const Finding& finding : findings.shown()) {
    if (finding.code != "people_not_placed") continue;
    CHECK(finding.feature == "99");
    CHECK(finding.value == "7 people in 1 rows");
  }
}

TEST_CASE("counts by district sum to the millionth, and leave room for each other") {
  Layers layers = town();
  const auto counted = [](std::int64_t a, std::int64_t b) {
    return tables::table({{"place", {"A", "B"}}, {"count", {n(a), n(b)}}});
  };
  add_group(layers, "one", counted(77, 31)).count = "count";
  add_group(layers, "two", counted(211, 101)).count = "count";
  auto& fine = add_group(
      layers, "three",
      tables::table({{"place", {"N1", "N2", "N3", "N4"}}, {"count", {n(80), n(10), n(0), n(60)}}}),
      "");
  fine.count = "count";
  Findings findings;
  const Residents all = residents(layers, findings);
  const auto one = people(all, "one"), two = people(all, "two");
  CHECK(one[0] + one[1] == Approx(77).epsilon(1e-12));
  CHECK(two[2] + two[3] == Approx(101).epsilon(1e-12));
  CHECK(people(all, "three") == Counts{80, 10, 0, 60});
  const auto rest = people(all, "rest");
  for (std::size_t zone = 0; zone < 4; ++zone) CHECK(rest[zone] >= 0);
  CHECK(one[0] < 20);  // in N1 there is room for twenty others only
}

TEST_CASE("groups by sex that are everyone in each district are everyone in each square") {
  Layers layers = town();
  const auto counted = [](std::int64_t a, std::int64_t b) {
    return tables::table({{"place", {"A", "B"}}, {"count", {n(a), n(b)}}});
  };
  add_group(layers, "born_here", counted(250, 120)).count = "count";
  add_group(layers, "born_abroad", counted(150, 80)).count = "count";
  Findings findings;
  const Residents all = residents(layers, findings);
  CHECK(people(all, "born_abroad") == Counts{37.5, 112.5, 20, 60});
  CHECK(people(all, "rest") == Counts{0, 0, 0, 0});
}

TEST_CASE("more people of a group than of everyone in a district are refused by its name") {
  Layers layers = town();
  add_group(layers, "many", tables::table({{"place", {"A", "B"}}, {"count", {n(401), n(1)}}}))
      .count = "count";
  const Finding finding = refusal(layers);
  CHECK(finding.code == "group_above_total");
  CHECK(finding.feature == "A");
  CHECK(finding.value == "401 of 400");
}

TEST_CASE("one number for the whole city is on no map, and the rest of the city is known") {
  Layers layers = town();
  description::Group group;
  group.key = "foreigners";
  group.people = 90;
  layers.description.people->groups.push_back(group);
  Findings findings;
  const Residents all = residents(layers, findings);
  for (const char* key : {"foreigners", "rest"}) {
    for (const auto& cell : all.by_neighbourhood[*all.find(key)]) {
      CHECK(cell == Cell<People>{Missing::not_recorded_at_this_level});
    }
  }
  CHECK(all.in_city.at(*all.find("foreigners")) == People::of(90));
  CHECK(all.in_city.at(*all.find("rest")) == People::of(510));
  layers.description.people->groups[0].people = 601;
  CHECK(refusal(layers).code == "group_above_total");
}

TEST_CASE("a table of several years is refused with the years and the line to write") {
  Layers layers = town();
  auto& group = add_group(layers, "abroad",
                          tables::table({{"place", {"A", "A", "B", "B"}},
                                         {"Year", {n(2016), n(2017), n(2016), n(2017)}},
                                         {"count", {n(10), n(12), n(20), n(22)}}}));
  group.from.value = "count";
  const Finding finding = refusal(layers);
  CHECK(finding.code == "long_table_several_years");
  CHECK(finding.field == "Year");
  CHECK(finding.value == "2016, 2017");
  CHECK(finding.remedy.find("where = { Year = \"2017\" }") != std::string::npos);
}

TEST_CASE("a table that speaks of arrivals is refused until it is said what it measures") {
  Layers layers = town();
  auto& group = add_group(layers, "newcomers", nationalities());
  layers.group_people.at("newcomers").file = "immigrants_by_nationality.csv";
  group.from.value = "count";
  CHECK(refusal(layers).code == "flow_not_stock");
  group.from.measure = description::Measure::stock;
  CHECK(refusal(layers).code == "none");
}

TEST_CASE("people of a flow are taken from nobody and compared with nobody") {
  Layers layers = town();
  auto& group = add_group(layers, "newcomers",
                          tables::table({{"place", {"A", "B"}}, {"count", {n(40), n(20)}}}));
  group.count = "count";
  group.from.measure = description::Measure::flow;
  add_group(layers, "abroad", tables::table({{"place", {"A", "B"}}, {"count", {n(80), n(20)}}}))
      .count = "count";
  Findings findings;
  const Residents all = residents(layers, findings);
  const GroupId flow = *all.find("newcomers");
  CHECK(people(all, "newcomers") == Counts{10, 30, 5, 15});
  CHECK(people(all, "rest") == Counts{80, 240, 45, 135});
  CHECK(all.groups[flow].by == Dimension::flow);
  CHECK_FALSE(all.comparable(flow, *all.find("rest")));
  CHECK(all.comparable(*all.find("abroad"), *all.find("rest")));
  CHECK(all.groups[flow].name.in("fr").find("arrivées") != std::string::npos);
  layers.description.people->from.measure = description::Measure::flow;
  CHECK(refusal(layers).code == "everyone_is_flow");
}

TEST_CASE("counts that the source holds back are never nobody") {
  Layers layers = town();
  auto& group = add_group(
      layers, "abroad",
      tables::table({{"place", {"N1", "N2", "N3", "N4"}}, {"count", {"12", "<5", "*", "0"}}}), "");
  group.count = "count";
  Findings findings;
  const Residents all = residents(layers, findings);
  const auto& abroad = all.by_neighbourhood[*all.find("abroad")];
  const Cell<People> withheld = Missing::withheld_by_source;
  CHECK(abroad[NeighbourhoodId{0}] == Cell<People>{People::of(12)});
  CHECK(abroad[NeighbourhoodId{1}] == withheld);
  CHECK(abroad[NeighbourhoodId{2}] == withheld);
  CHECK(abroad[NeighbourhoodId{3}] == Cell<People>{People::of(0)});
  CHECK(all.by_neighbourhood[*all.find("rest")][NeighbourhoodId{1}] == withheld);
  CHECK(findings.count("withheld_by_source") == 1);
}

TEST_CASE("a mark of this source alone is named in city.toml") {
  Layers layers = town();
  auto& group = add_group(
      layers, "abroad",
      tables::table({{"place", {"N1", "N2", "N3", "N4"}}, {"count", {"12", "-", "s", "0"}}}), "");
  group.count = "count";
  CHECK(refusal(layers).code == "not_a_number");
  group.from.withheld = {"s", "-"};
  Findings findings;
  const Residents all = residents(layers, findings);
  CHECK(people(all, "abroad") == Counts{12, -1, -1, 0});
}

TEST_CASE("columns of sex and age divide everyone and each group once more") {
  Layers layers = town();
  layers.people =
      tables::table({{"place", {"N1", "N1", "N2", "N2", "N3", "N4", "N1", "N1"}},
                     {"sex", {"F", "M", "F", "M", "F", "M", "F", "Total"}},
                     {"age", {"0-14", "65+", "65+", "0-14", "15-64", "0-14", "65+", "65+"}},
                     {"from", {"x", "y", "x", "y", "x", "x", "y", "y"}},
                     {"count", {n(5), n(6), n(7), n(8), n(9), n(10), n(1), n(99)}}});
  auto& described = *layers.description.people;
  described.total = "";
  described.from.table.emplace();
  described.from.join_column = "place";
  described.from.value = "count";
  described.by = {"sex", "age", {0, 15, 65}};
  description::Group group;
  group.key = "y";
  group.from.category = description::Category{"from", {"y"}, {}};
  described.groups.push_back(group);
  Findings findings;
  const Residents all = residents(layers, findings);
  CHECK(findings.count("total_rows_left_out") == 1);
  CHECK(people(all, "everyone") == Counts{12, 15, 9, 10});
  CHECK(people(all, "female") == Counts{6, 7, 9, 0});
  CHECK(people(all, "age_65_plus") == Counts{7, 7, 0, 0});
  CHECK(people(all, "male_age_0_14") == Counts{0, 8, 0, 10});
  CHECK(people(all, "y") == Counts{7, 8, 0, 0});
  CHECK(people(all, "y_female_age_65_plus") == Counts{1, 0, 0, 0});
  CHECK(people(all, "rest") == Counts{5, 7, 9, 10});

  const GroupId cell = *all.find("y_female_age_65_plus");
  CHECK(all.groups[cell].part_of == all.find("y_female"));
  const std::vector<std::pair<GroupId, Dimension>> also{
      {*all.find("y_age_65_plus"), Dimension::sex},
      {*all.find("female_age_65_plus"), Dimension::origin}};
  CHECK(all.groups[cell].also_part_of == also);
  CHECK(all.comparable(*all.find("y_female"), *all.find("rest")));
  CHECK_FALSE(all.comparable(*all.find("female"), *all.find("rest")));
  CHECK(all.comparable(*all.find("female"), *all.find("male")));
  CHECK(all.groups.values().back().is_rest);
}

TEST_CASE("names join though they are written differently, and it is said") {
  Layers layers = town();
  Layer& zones = *layers.neighbourhoods;
  zones.fields[1].values = {"Sant Martí", "Sant Martí", "المدينة", "المدينة"};
  auto& group =
      add_group(layers, "abroad",
                tables::table({{"place", {"SANT MARTI", "المدينه"}}, {"count", {n(40), n(20)}}}));
  group.count = "count";
  Findings findings;
  const Residents all = residents(layers, findings);
  CHECK(people(all, "abroad") == Counts{10, 30, 5, 15});
  CHECK(findings.count("join_by_name") == 2);
}

TEST_CASE("sums among the rows count once, unless they are what is asked for") {
  Layers layers = town();
  const Layer counted =
      tables::table({{"place", {"A", "A", "A", "B", "B", "B"}},
                     {"from", {"Morocco", "Peru", "Total", "Morocco", "Peru", "Total"}},
                     {"count", {n(30), n(10), n(40), n(15), n(5), n(20)}}});
  auto& all_rows = add_group(layers, "summed", counted);
  all_rows.from.value = "count";
  auto& asked = add_group(layers, "asked", counted);
  asked.from.value = "count";
  asked.from.category = description::Category{"from", {"Total"}, {}};
  asked.part_of = "summed";
  auto& others = add_group(layers, "others", counted);
  others.from.value = "count";
  others.from.category = description::Category{"from", {}, {"Morocco"}};
  others.part_of = "summed";
  Findings findings;
  const Residents all = residents(layers, findings);
  CHECK(people(all, "summed") == Counts{10, 30, 5, 15});
  CHECK(people(all, "asked") == Counts{10, 30, 5, 15});
  CHECK(people(all, "others") == Counts{2.5, 7.5, 1.25, 3.75});
}
