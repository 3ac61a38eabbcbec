#include "app/init/look.hpp"

#include "app/init/words.hpp"
#include "tests/catch.hpp"

using namespace app::init;
using geo::Value;

namespace {

geo::Layer table(std::vector<geo::Field> fields) {
  geo::Layer layer;
  layer.rows = fields.front().values.size();
  layer.fields = std::move(fields);
  return layer;
}

}  // namespace

TEST_CASE("a column is known by its values") {
  const auto layer = table({{"a", {std::int64_t{1}, std::int64_t{2}, std::int64_t{2}}},
                            {"b", {std::string{"01"}, std::string{"02"}, std::string{"03"}}},
                            {"c", {0.25, Value{}, 0.5}},
                            {"d", {std::string{"el Raval"}, std::string{"Gòtic"}, Value{}}}});
  const auto columns = columns_of(layer);
  CHECK(columns[0].whole);
  CHECK(columns[0].distinct == 2);
  CHECK(columns[0].sum == 5);
  CHECK(columns[1].code);
  CHECK(columns[1].unique(3));
  CHECK(columns[1].one_length);
  CHECK(columns[2].numbers);
  CHECK_FALSE(columns[2].whole);
  CHECK_FALSE(columns[2].complete(3));
  CHECK(columns[3].words);
  CHECK_FALSE(columns[3].code);
  CHECK(columns[3].spaces == Approx(0.5));
}

TEST_CASE("the file's own count of its rows is told from a code by its name and its values") {
  const std::vector<Value> running{std::int64_t{7}, std::int64_t{8}, std::int64_t{9}};
  const std::vector<Value> others{std::int64_t{7}, std::int64_t{9}, std::int64_t{8}};
  const auto columns = columns_of(
      table({{"fid", running}, {"OBJECTID", running}, {"district", running}, {"FID", others}}));
  CHECK(columns[0].row_number);
  CHECK(columns[1].row_number);
  CHECK_FALSE(columns[2].row_number);
  CHECK_FALSE(columns[3].row_number);
}

TEST_CASE("coordinates are told by lying inside the city, whatever the columns are called") {
  // Latitude first, and a column of shares that could be degrees but lies elsewhere.
  const auto layer = table(
      {{"p", {-30.02, -30.03, -30.04}}, {"q", {-51.22, -51.23, -51.21}}, {"r", {0.25, 0.5, 0.75}}});
  const geo::Box city{{-51.3, -30.1}, {-51.1, -29.9}};
  const auto pair = coordinates(layer, columns_of(layer), city);
  REQUIRE(pair);
  CHECK(pair->x == "q");
  CHECK(pair->y == "p");
  CHECK(pair->inside == 3);
  CHECK_FALSE(coordinates(layer, columns_of(layer), {{2, 41}, {3, 42}}));
}

TEST_CASE("names of columns are understood in several languages") {
  CHECK(says("total_pop", Means::total_people));
  CHECK(says("POBLACIÓ", Means::total_people));
  CHECK(says("pct_foreign_born", Means::born_abroad));
  CHECK(says("Nascuts a l'estranger", Means::born_abroad));
  CHECK(says("numviviendas", Means::dwellings));
  CHECK(says("عدد السكان", Means::total_people));
  CHECK_FALSE(says("total_dwellings", Means::total_people));
  CHECK_FALSE(says("shape_area", Means::total_people));
}
