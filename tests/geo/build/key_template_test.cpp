#include "geo/build/key_template.hpp"

#include "geo/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;
using build::KeyTemplate;

namespace {

std::string key(const std::string& text, const Layer& layer) {
  return KeyTemplate(text).keys(layer).at(0).value_or("nothing");
}

}  // namespace

TEST_CASE("a key template joins columns, constants, slices and zeros") {
  const Layer layer = tables::table({{"DISTRICTE", {"01"}},
                                     {"SEC_CENS", {"007"}},
                                     {"cod", {"1536"}},
                                     {"n", {std::int64_t{7}}},
                                     {"r", {7.0}},
                                     {"name", {"Gràcia"}}});
  CHECK(key("08019{DISTRICTE}{SEC_CENS}", layer) == "0801901007");
  CHECK(key("46250{cod[0:2]}{cod[2:]:03}", layer) == "4625015036");
  CHECK(key("DISTRICTE", layer) == "01");
  CHECK(key("{n:03}-{r}", layer) == "007-7");
  CHECK(key("{{{n}}}", layer) == "{7}");
  CHECK(key("{cod[-2:]}{cod[1]}", layer) == "365");
  CHECK(key("{name[2:4]}", layer) == "àc");
}

TEST_CASE("a key with a missing part is no key") {
  const Layer layer = tables::table({{"a", {"1", std::monostate{}}}, {"b", {"2", "3"}}});
  const auto keys = KeyTemplate("{a}{b}").keys(layer);
  CHECK(keys.at(0) == "12");
  CHECK_FALSE(keys.at(1).has_value());
}

TEST_CASE("a template that cannot be read is refused with its text") {
  for (const std::string text : {"{a", "a}", "{a:3}", "{a[x:]}", "{}", ""}) {
    INFO(text);
    CHECK_THROWS_AS(KeyTemplate(text), Error);
  }
}

TEST_CASE("a column that is not there is refused with the nearest name") {
  const Layer layer = tables::table({{"DISTRICTE", {"01"}}});
  try {
    KeyTemplate("{DISTRITE}", "[neighbourhoods] id").keys(layer);
    FAIL("not refused");
  } catch (const Error& error) {
    CHECK(error.finding().code == "column_missing");
    CHECK(error.finding().remedy.find("DISTRICTE") != std::string::npos);
  }
}
