#include "geo/build/residents.hpp"

#include "geo/build/levels.hpp"
#include "geo/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;
using tables::box;

namespace {

/// Two squares of 100 m side by side, N01 and N02, and a table of people.
Layers town(std::vector<tables::Column> people) {
  Layers layers;
  Layer zones = tables::table({{"nid", {"N01", "N02"}}});
  zones.file = "zones.shp";
  zones.shapes = {Geometry::of(box(0, 0, 100, 100)), Geometry::of(box(100, 0, 200, 100))};
  layers.neighbourhoods = std::move(zones);
  layers.description.neighbourhoods.emplace().id = "nid";
  layers.people = tables::table(std::move(people));
  auto& described = layers.description.people.emplace();
  described.from.table.emplace();
  described.from.join_column = "key";
  described.total = "total";
  return layers;
}

void add_group(Layers& layers, const std::string& key, const std::string& count,
               const std::string& share, const std::string& part_of = "") {
  description::Group group;
  group.key = key;
  group.count = count;
  group.share = share;
  group.part_of = part_of;
  layers.description.people->groups.push_back(group);
}

Residents residents(const Layers& layers, Findings& findings) {
  const auto zones =
      build::zones(*layers.neighbourhoods, *layers.description.neighbourhoods, {}, findings);
  const auto levels = build::levels(layers, zones, findings);
  build::Supports none;
  return build::residents(layers, zones, levels, none, findings);
}

std::string refusal(const Layers& layers) {
  Findings findings;
  try {
    residents(layers, findings);
    return "none";
  } catch (const Error& error) {
    return error.finding().code;
  }
}

Cell<People> people(double count) {
  return People::of(count);
}

}  // namespace

TEST_CASE("groups are counted or shared out of the total, and the rest is what they leave") {
  Layers layers = town({{"key", {"N01", "N02"}},
                        {"total", {std::int64_t{200}, std::int64_t{50}}},
                        {"abroad", {0.25, 0.5}},
                        {"arab", {std::int64_t{10}, std::monostate{}}}});
  add_group(layers, "migrants", "", "abroad");
  add_group(layers, "arab", "arab", "", "migrants");
  Findings findings;
  const Residents all = residents(layers, findings);
  REQUIRE(all.groups.size() == 4);
  const auto of = [&](int group, int zone) {
    return all.by_neighbourhood[GroupId{group}][NeighbourhoodId{zone}];
  };
  CHECK(of(0, 0) == people(200));
  CHECK(of(1, 0) == people(50));
  CHECK(of(2, 0) == people(10));
  CHECK(of(3, 0) == people(150));  // sub-groups are inside migrants already
  CHECK(of(2, 1) == Cell<People>{Missing::not_recorded});
  CHECK(of(3, 1) == people(25));
  CHECK(all.groups[GroupId{2}].part_of == GroupId{1});
  CHECK_FALSE(all.groups[everyone].is_protected);
  CHECK(all.groups[GroupId{3}].is_rest);
}

TEST_CASE("shares above one and a half mean percent") {
  Layers layers = town({{"key", {"N01", "N02"}},
                        {"total", {std::int64_t{200}, std::int64_t{100}}},
                        {"abroad", {"12,5", "1,0"}}});
  add_group(layers, "migrants", "", "abroad");
  Findings findings;
  const Residents all = residents(layers, findings);
  CHECK(all.by_neighbourhood[GroupId{1}][NeighbourhoodId{0}] == people(25));
  CHECK(all.by_neighbourhood[GroupId{1}][NeighbourhoodId{1}] == people(1));
  CHECK(findings.count("share_in_percent") == 1);
}

TEST_CASE("people whose key meets no neighbourhood are counted in a finding") {
  Layers layers = town({{"key", {"N01", "N99", " n02 "}},
                        {"total", {std::int64_t{1}, std::int64_t{5}, std::int64_t{7}}}});
  Findings findings;
  const Residents all = residents(layers, findings);
  CHECK(all.by_neighbourhood[everyone][NeighbourhoodId{1}] == Cell<People>{Missing::not_recorded});
  CHECK(findings.count("join_unmatched_right") == 2);
  for (const Finding& finding : findings.shown()) {
    if (finding.code == "people_not_placed") CHECK(finding.value == "12 people in 2 rows");
  }
  CHECK(findings.count("people_not_placed") == 1);
}

TEST_CASE("two different rows for one neighbourhood are refused, two equal ones count once") {
  const auto with = [](std::int64_t second) {
    return town(
        {{"key", {"N01", "N02", "N02"}}, {"total", {std::int64_t{1}, std::int64_t{7}, second}}});
  };
  CHECK(refusal(with(8)) == "join_duplicate_right");
  Findings findings;
  const Residents all = residents(with(7), findings);
  CHECK(all.by_neighbourhood[everyone][NeighbourhoodId{1}] == people(7));
  CHECK(findings.count("join_repeated_right") == 1);
}

TEST_CASE("one row that two neighbourhoods would both count is refused") {
  Layers layers = town({{"key", {"N"}}, {"total", {std::int64_t{1}}}});
  layers.description.people->from.join_key = "{nid[0:1]}";
  CHECK(refusal(layers) == "join_duplicate_left");
}

TEST_CASE("groups that contradict each other are refused") {
  const auto base = [] {
    return town({{"key", {"N01", "N02"}},
                 {"total", {std::int64_t{10}, std::int64_t{10}}},
                 {"a", {std::int64_t{6}, std::int64_t{6}}},
                 {"b", {std::int64_t{6}, std::int64_t{5}}}});
  };
  Layers together = base();
  add_group(together, "a", "a", "");
  add_group(together, "b", "b", "");
  CHECK(refusal(together) == "group_above_total");
  Layers inside = base();
  add_group(inside, "a", "a", "");
  add_group(inside, "b", "b", "", "a");
  CHECK(refusal(inside) == "none");
  Layers unknown = base();
  add_group(unknown, "a", "a", "", "c");
  CHECK(refusal(unknown) == "group_unknown");
  Layers circle = base();
  add_group(circle, "a", "a", "", "b");
  add_group(circle, "b", "b", "", "a");
  CHECK(refusal(circle) == "group_unknown");
  Layers twice = base();
  add_group(twice, "everyone", "a", "");
  CHECK(refusal(twice) == "group_repeated");
}
