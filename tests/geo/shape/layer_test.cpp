#include "geo/shape/layer.hpp"

#include <limits>

#include "tests/catch.hpp"

using namespace geo;

TEST_CASE("a key is written alike whatever type the file gave it") {
  CHECK(key_text(Value{std::int64_t{1}}) == "1");
  CHECK(key_text(Value{1.0}) == "1");
  CHECK(key_text(Value{801901001.0}) == "801901001");
  CHECK(key_text(Value{std::string{" 01 "}}) == "01");
  CHECK(key_text(Value{1.5}) == "1.5");
  CHECK_FALSE(key_text(Value{std::string{"  "}}));
  CHECK_FALSE(key_text(Value{}));
}

TEST_CASE("a number is read with a point or a decimal comma, and never guessed") {
  CHECK(*number(Value{std::string{"12,6"}}) == 12.6);
  CHECK(*number(Value{std::string{"12.6"}}) == 12.6);
  CHECK(*number(Value{std::string{" 7 "}}) == 7);
  CHECK(*number(Value{std::string{"+3"}}) == 3);
  CHECK_FALSE(number(Value{std::string{"1,000.5"}}));
  CHECK_FALSE(number(Value{std::string{"1,000,000"}}));
  CHECK_FALSE(number(Value{std::string{"31 2 5"}}));
  CHECK_FALSE(number(Value{std::numeric_limits<double>::infinity()}));
}

TEST_CASE("marks that mean not recorded are told from text that is no number") {
  for (const char* mark : {"NA", "N/A", "--", "..", "", "  "}) {
    CHECK_FALSE(is_recorded(Value{std::string{mark}}));
    CHECK_FALSE(number(Value{std::string{mark}}));
  }
  CHECK(is_recorded(Value{std::string{"many"}}));
  CHECK_FALSE(number(Value{std::string{"many"}}));
  CHECK_FALSE(is_recorded(Value{}));
}
