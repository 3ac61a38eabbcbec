#include "geo/write/fields.hpp"

#include <cmath>

#include "tests/catch.hpp"

using namespace geo;
using namespace geo::write;

TEST_CASE("a real always has its decimal point and a whole number never") {
  CHECK(real_text(3) == "3.0");
  CHECK(real_text(0.1) == "0.1");
  CHECK(real_text(12.25) == "12.25");
  CHECK(real_text(1e21) == "1e+21");
}

TEST_CASE("rounding is away from zero at the half, and never leaves a minus zero") {
  CHECK(rounded(2.5, 0) == 3);
  CHECK(rounded(-2.5, 0) == -3);
  CHECK(rounded(1.2345, 3) == Approx(1.235));
  CHECK_FALSE(std::signbit(rounded(-0.0001, 2)));
}

TEST_CASE("a layer's fields are keys, names, parent, then each value with its status beside it") {
  ReleasedLayer layer;
  layer.keys = {"01", "02"};
  layer.names = {Names("Raval"), Names("Port")};
  layer.names[0].set("ar", "الرافال");
  layer.languages = {"ar"};
  layer.parents = {"A", "A"};
  ReleasedColumn walk;
  walk.name = "nearest_school_min";
  walk.decimals = 1;
  walk.cells = std::vector<Cell<double>>{12.345, Missing::out_of_reach};
  layer.columns.push_back(walk);

  const auto fields = file_fields({&layer, "zone", {&layer.columns[0]}});
  std::vector<std::string> names;
  for (const auto& field : fields) names.push_back(field.name);
  CHECK(names == std::vector<std::string>{"key", "name", "name_ar", "parent", "nearest_school_min",
                                          "nearest_school_min_status"});
  CHECK(fields[0].text(0) == "01");
  CHECK(fields[2].text(1).empty());
  CHECK(std::string_view(number_text(fields[4], 0)) == "12.3");
  CHECK(std::string_view(number_text(fields[4], 1)).empty());
  CHECK(fields[5].text(0) == "ok");
  CHECK(fields[5].text(1) == "out_of_reach");
}
