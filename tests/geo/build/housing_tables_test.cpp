#include "geo/build/housing_tables.hpp"

#include "geo/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;
using tables::box;

namespace {

/// Three squares, the first two in district 1.
Layers town(Layer table) {
  Layers layers;
  Layer zones = tables::table({{"id", {"A", "B", "C"}}, {"D", {"1", "1", "2"}}});
  zones.file = "zones.shp";
  for (int i = 0; i < 3; ++i) {
    zones.shapes.push_back(Geometry::of(box(i * 100, 0, i * 100 + 100, 100)));
  }
  layers.neighbourhoods = std::move(zones);
  auto& described = layers.description.neighbourhoods.emplace();
  described.id = "id";
  auto& district = described.levels.emplace_back();
  district.key = "district";
  district.column = "D";
  layers.housing_tables.push_back(std::move(table));
  layers.description.housing_tables.emplace_back().join_column = "key";
  return layers;
}

const HousingFigure& figure(const City& city, const std::string& what,
                            const std::string& period = "") {
  for (const HousingFigure& one : city.housing) {
    if (one.what == what && one.period == period) return one;
  }
  throw std::out_of_range(what);
}

Cell<double> at(const HousingFigure& figure, int area) {
  return figure.value[AreaId{area}];
}

}  // namespace

TEST_CASE("rents come by area and period; what the table marks as missing has no figure") {
  Layers layers = town(tables::table({{"key", {"A", "B", "A", "B"}},
                                      {"year", {"2022", "2022", "2023", "2023"}},
                                      {"rent", {500.0, "NA", "--", "712.5"}}}));
  layers.description.housing_tables[0].period = "year";
  layers.description.housing_tables[0].rent = "rent";
  const City city = build_city(layers);
  REQUIRE(city.housing.size() == 2);
  CHECK(at(figure(city, "rent", "2022"), 0) == Cell<double>{500.0});
  CHECK(at(figure(city, "rent", "2022"), 1) == Cell<double>{Missing::not_recorded});
  CHECK(at(figure(city, "rent", "2023"), 0) == Cell<double>{Missing::not_recorded});
  CHECK(at(figure(city, "rent", "2023"), 1) == Cell<double>{712.5});
  CHECK(at(figure(city, "rent", "2023"), 2) == Cell<double>{Missing::not_recorded});
  CHECK(city.findings.count("housing_missing") == 1);
}

TEST_CASE("dwellings are summed by tenure, written long or wide, at the level of their rows") {
  Layers layers = town(tables::table({{"key", {"1", "1", "2"}},
                                      {"tenure", {"rented", "owned", "rented"}},
                                      {"n", {std::int64_t{30}, std::int64_t{12}, "<5"}}}));
  auto& described = layers.description.housing_tables[0];
  described.at = "district";
  described.dwellings = "n";
  described.tenure = "tenure";
  const City city = build_city(layers);
  CHECK(figure(city, "dwellings").at == LevelId{1});
  CHECK(at(figure(city, "dwellings"), 0) == Cell<double>{42.0});
  CHECK(at(figure(city, "dwellings_rented"), 0) == Cell<double>{30.0});
  CHECK(at(figure(city, "dwellings_owned"), 0) == Cell<double>{12.0});
  CHECK(at(figure(city, "dwellings_rented"), 1) == Cell<double>{Missing::withheld_by_source});
  CHECK(at(figure(city, "dwellings_owned"), 1) == Cell<double>{Missing::not_recorded});

  Layers wide =
      town(tables::table({{"key", {"A", "B"}}, {"own", {3.0, 4.0}}, {"let", {5.0, 6.0}}}));
  wide.description.housing_tables[0].dwellings_by_tenure = {{"owned", "own"}, {"rented", "let"}};
  const City other = build_city(wide);
  CHECK(at(figure(other, "dwellings_owned"), 1) == Cell<double>{4.0});
  CHECK(at(figure(other, "dwellings_rented"), 0) == Cell<double>{5.0});
}

TEST_CASE("two rents of one area and period are refused, with the column that tells them apart") {
  Layers layers = town(tables::table(
      {{"key", {"A", "A"}}, {"measure", {"a month", "a metre"}}, {"rent", {500.0, 11.0}}}));
  layers.description.housing_tables[0].rent = "rent";
  try {
    build_city(layers);
    FAIL("two measures were taken for one");
  } catch (const Error& error) {
    CHECK(error.finding().code == "housing_rows_repeat");
    CHECK(error.finding().remedy.find("where = { measure = \"a month\" }") != std::string::npos);
  }
}

TEST_CASE("dwellings of a table weigh the homes, so that a cell's people go where dwellings are") {
  Layers layers =
      town(tables::table({{"key", {"A", "B"}}, {"n", {std::int64_t{30}, std::int64_t{10}}}}));
  layers.description.housing_tables[0].dwellings = "n";
  layers.people = tables::table({{"pop", {std::int64_t{80}}}});
  layers.people->shapes = {Geometry::of(box(0, 0, 200, 100))};
  auto& people = layers.description.people.emplace();
  people.from.table.emplace();
  people.total = "pop";
  const City city = build_city(layers);
  const auto& everyone_in = city.residents.by_neighbourhood[everyone];
  CHECK(everyone_in[NeighbourhoodId{0}] == Cell<People>{People::of(60)});
  CHECK(everyone_in[NeighbourhoodId{1}] == Cell<People>{People::of(20)});
  CHECK(everyone_in[NeighbourhoodId{2}] == Cell<People>{Missing::not_recorded});
  CHECK(city.findings.has("homes_weighed_by_dwellings"));
}

TEST_CASE("a rent without a unit is told of, one with a unit keeps it") {
  Layers layers = town(tables::table({{"key", {"A"}}, {"rent", {500.0}}}));
  auto& described = layers.description.housing_tables[0];
  described.rent = "rent";
  CHECK(build_city(layers).findings.count("housing_without_unit") == 1);
  described.units = {{"rent", "MAD/month"}};
  const City city = build_city(layers);
  CHECK_FALSE(city.findings.has("housing_without_unit"));
  CHECK(figure(city, "rent").unit == "MAD/month");
}

TEST_CASE("two tables of one figure and period are told of, two of different units are not") {
  Layers layers = town(tables::table({{"key", {"A"}}, {"rent", {500.0}}}));
  layers.description.housing_tables[0].rent = "rent";
  layers.description.housing_tables[0].units = {{"rent", "EUR/month"}};
  layers.housing_tables.push_back(layers.housing_tables[0]);
  layers.housing_tables[1].file = "other.csv";
  layers.description.housing_tables.push_back(layers.description.housing_tables[0]);
  CHECK(build_city(layers).findings.has("housing_figures_twice"));
  layers.description.housing_tables[1].units = {{"rent", "EUR/m2/month"}};
  CHECK_FALSE(build_city(layers).findings.has("housing_figures_twice"));
}

TEST_CASE("the latest of several periods weighs the homes, whatever the digits of its month") {
  Layers layers = town(tables::table({{"key", {"A", "B", "A", "B"}},
                                      {"month", {"2023 9", "2023 9", "2023 10", "2023 10"}},
                                      {"n", {9.0, 9.0, 30.0, 10.0}}}));
  layers.description.housing_tables[0].period = "month";
  layers.description.housing_tables[0].dwellings = "n";
  const City city = build_city(layers);
  REQUIRE(city.housing.size() == 2);
  CHECK(city.housing[1].period == "2023 10");
}
