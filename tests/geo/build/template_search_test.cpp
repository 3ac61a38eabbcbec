#include "geo/build/template_search.hpp"

#include <chrono>

#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

#include <fmt/format.h>

using namespace geo;
using build::best_template;

namespace {

/// Sections the way a city writes them: `cut` letters of district, then the section.
Layer sections(std::size_t districts, std::size_t each) {
  std::vector<Value> district, section, code, object, name;
  for (std::size_t d = 1; d <= districts; ++d) {
    for (std::size_t s = 1; s <= each; ++s) {
      district.push_back(fmt::format("{:02}", d));
      section.push_back(fmt::format("{:03}", s));
      code.push_back(fmt::format("{:02}{:02}", d, s));
      object.push_back(static_cast<std::int64_t>(object.size() + 100));
      name.push_back("the same name");
    }
  }
  return tables::table({{"OBJECTID", object},
                        {"NAME", name},
                        {"SECTION", section},
                        {"DISTRICT", district},
                        {"code", code}});
}

Layer census(std::size_t districts, std::size_t each) {
  std::vector<Value> key;
  for (std::size_t d = 1; d <= districts; ++d) {
    for (std::size_t s = 1; s <= each; ++s) key.push_back(fmt::format("46250{:02}{:03}", d, s));
  }
  return tables::table({{"tract", key}});
}

Layer without(Layer layer, const std::string& column) {
  std::erase_if(layer.fields, [&](const Field& field) { return field.name == column; });
  return layer;
}

}  // namespace

TEST_CASE("best_template joins district and section behind the municipality's code") {
  const auto found = best_template(without(sections(12, 20), "code"), census(12, 20), "tract");
  REQUIRE(found);
  CHECK(found->text == "46250{DISTRICT}{SECTION}");
  CHECK(found->matched == 240);
  CHECK(found->table_found == 240);
}

TEST_CASE("best_template cuts a code in two and fills the second part with zeros") {
  const Layer layer = without(without(sections(12, 20), "SECTION"), "DISTRICT");
  const auto found = best_template(layer, census(12, 20), "tract");
  REQUIRE(found);
  CHECK(found->text == "46250{code[0:2]}{code[2:]:03}");
  CHECK(found->matched == 240);
}

TEST_CASE("best_template finds nothing where nothing fits") {
  CHECK_FALSE(best_template(sections(3, 4), tables::table({{"k", {"AA-1", "BB-2"}}}), "k"));
}

TEST_CASE("best_template is not taken in by keys that meet by chance") {
  // Thirty postcodes in four kinds happen to be among the last digits of 300 section codes.
  std::vector<Value> postcode, key;
  for (int i = 0; i < 30; ++i) postcode.push_back(fmt::format("3500{}", i % 4 + 1));
  for (int i = 1; i <= 300; ++i) key.push_back(fmt::format("3501601{:03}", i));
  CHECK_FALSE(best_template(tables::table({{"postcode", postcode}}),
                            tables::table({{"tract", key}}), "tract"));
}

TEST_CASE("best_template prefers columns named like codes") {
  Layer layer = without(sections(12, 20), "code");
  layer.fields.push_back(*layer.field("SECTION"));
  layer.fields.back().name = "LABEL";
  const auto found = best_template(layer, census(12, 20), "tract");
  REQUIRE(found);
  CHECK(found->text == "46250{DISTRICT}{SECTION}");
}

TEST_CASE("best_template looks through 1000 rows of either side within a second") {
  const auto start = std::chrono::steady_clock::now();
  const auto found = best_template(sections(20, 50), census(20, 50), "tract");
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  REQUIRE(found);
  CHECK(found->matched == 1000);
  CHECK(took.count() < 1);
}
