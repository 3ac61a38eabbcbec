#include "geo/build/levels.hpp"

#include "geo/build/data_edge.hpp"
#include "geo/build/uses.hpp"
#include "geo/shape/polygons.hpp"
#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;
using tables::box;

namespace {

/// Four rectangles in a row, each wider than the last, with a barri and a district.
Layers four(std::vector<Value> barri, std::vector<Value> district) {
  Layers layers;
  Layer rows = tables::table({{"code", {"1", "2", "3", "4"}},
                              {"barri", std::move(barri)},
                              {"district", std::move(district)}});
  for (int i = 0; i < 4; ++i) {
    const double left = 5.0 * i * (i + 1);
    rows.shapes.push_back(Geometry::of(box(left, 0, left + 10 * (i + 1), 10)));
  }
  layers.neighbourhoods = std::move(rows);
  auto& described = layers.description.neighbourhoods.emplace();
  described.id = "code";
  described.key = "section";
  described.levels.resize(2);
  described.levels[0].key = "district";  // written the wrong way round
  described.levels[0].column = "district";
  described.levels[1].key = "barri";
  described.levels[1].column = "barri";
  return layers;
}

Per<LevelId, Level> built(const Layers& layers, Findings& findings) {
  const auto zones =
      build::zones(*layers.neighbourhoods, *layers.description.neighbourhoods, {}, findings);
  return build::levels(layers, zones, findings);
}

double ground(const Level& level) {
  double sum = 0;
  for (const MultiPolygon& shape : level.shape) sum += area(shape).value;
  return sum;
}

}  // namespace

TEST_CASE("levels go from the finest to the city, whatever the order they are written in") {
  Findings findings;
  const auto levels = built(four({"a", "a", "b", "c"}, {"X", "X", "Y", "Y"}), findings);
  REQUIRE(levels.size() == 4);
  CHECK(levels[LevelId{0}].key == "section");
  CHECK(levels[LevelId{1}].key == "barri");
  CHECK(levels[LevelId{2}].key == "district");
  CHECK(levels[LevelId{3}].key == "city");
  for (const Level& level : levels) CHECK(ground(level) == Approx(1000));
  CHECK(levels[LevelId{1}].parent[AreaId{2}] == AreaId{1});  // c lies in Y
  CHECK(levels[LevelId{3}].parent.empty());
  CHECK(findings.empty());
}

TEST_CASE("an area in two coarser ones is told and belongs to the one with most of its ground") {
  Findings findings;
  const auto levels = built(four({"a", "b", "b", "c"}, {"X", "X", "Y", "Y"}), findings);
  CHECK(findings.count("not_nested") == 1);
  CHECK(levels[LevelId{1}].parent[AreaId{1}] == AreaId{1});
  CHECK(levels[LevelId{2}].of[NeighbourhoodId{1}] == AreaId{0});
}

TEST_CASE("a neighbourhood without a code for a level is shown as not recorded") {
  Findings findings;
  const auto levels =
      built(four({"a", "a", "b", std::monostate{}}, {"X", "X", "Y", "Y"}), findings);
  CHECK(findings.count("level_missing") == 1);
  CHECK(levels[LevelId{1}].area_key[AreaId{2}] == "not_recorded");
}

TEST_CASE("names come from another layer, and codes unmatched on either side are told") {
  Layers layers = four({"01", "01", "02", "03"}, {"X", "X", "Y", "Y"});
  layers.level_names.emplace(
      "barri", tables::table({{"id", {1.0, 2.0, 9.0}}, {"nom", {"el Raval", "Gòtic", "none"}}}));
  auto& level = layers.description.neighbourhoods->levels[1];
  level.names_from.emplace();
  level.names_id = "id";
  level.name = {{"ca", "nom"}};
  Findings findings;
  const auto levels = built(layers, findings);
  CHECK(levels[LevelId{1}].area_name[AreaId{1}].in("ca") == "Gòtic");
  CHECK(findings.count("join_unmatched_left") == 1);
  CHECK(findings.count("join_unmatched_right") == 1);
  CHECK(findings.count("join_key_type") == 1);
}

TEST_CASE("places near the outer edge of the streets are marked") {
  StreetGraph streets;
  for (const Point at : {Point{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}, {500, 500}}) {
    streets.at.push_back(at);
  }
  const std::vector<Point> places{{500, 500}, {90, 500}, {110, 500}, {500, 1100}};
  CHECK(build::near_edge(streets, places, Metres{100}) ==
        std::vector<bool>{false, true, false, true});
  CHECK(build::near_edge({}, places, Metres{100}) == std::vector<bool>(4, true));
}

TEST_CASE("uses weigh their floor area, else their ground by floors, else one") {
  Layers layers;
  Layer rows = tables::table(
      {{"kind", {"shop", "shop", "home", "void"}},
       {"floor", {250.0, std::monostate{}, std::monostate{}, 1.0}},
       {"floors", {std::int64_t{3}, std::int64_t{2}, std::monostate{}, std::int64_t{1}}}});
  rows.shapes = {Geometry::of(box(0, 0, 10, 10)), Geometry::of(box(20, 0, 30, 10)),
                 Geometry::of(Point{50, 5}), Geometry::of(Point{60, 5})};
  layers.land_use.push_back(std::move(rows));
  auto& described = layers.description.land_use.emplace_back();
  described.kind_from.emplace();
  described.kind_from->column = "kind";
  described.floor_area = "floor";
  described.floors = "floors";
  layers.use_maps.push_back({{"shop", "retail"}, {"home", "housing"}, {"void", "-"}});
  Findings findings;
  const Uses uses = build::uses(layers, {}, {}, {}, {}, {}, nullptr, findings);
  CHECK(uses.classes == std::vector<std::string>{"housing", "retail"});
  CHECK(uses.dwelling_class == std::size_t{0});
  CHECK(std::vector<double>(uses.mass.begin(), uses.mass.end()) ==
        std::vector<double>{1, 250, 200});
  CHECK(findings.empty());
}

TEST_CASE("without land use, services by theme and a dwelling for each home are the uses") {
  Layers layers;
  Homes homes;
  homes.at.push_back({0, 0});
  homes.door.push_back(Missing::off_network);
  Services services;
  services.kind.push_back(Kind{"health.clinic"});
  services.at.push_back(Point{5, 5});
  services.location.push_back(Openness::shown);
  services.kind.push_back(Kind{"arrival.shelter"});  // would be found by the mix around it
  services.at.push_back(Point{9, 9});
  services.location.push_back(Openness::is_protected);
  services.doors = Lists<ServiceId, Door>(std::vector<std::vector<Door>>(2));
  Findings findings;
  const Uses uses = build::uses(layers, {}, {}, homes, {}, services, nullptr, findings);
  CHECK(uses.from_services);
  CHECK(uses.size() == 2);
  CHECK(uses.classes == std::vector<std::string>{"health", "housing"});
  CHECK(uses.dwelling_class == std::size_t{1});
}
