#include "geo/core/names.hpp"

#include "tests/catch.hpp"

using namespace geo;

TEST_CASE("a name is given in the language asked for, else as recorded, else in English") {
  Names names("Alacant");
  names.set("ar", "أليكانتي");
  CHECK(names.in("ar") == "أليكانتي");
  CHECK(names.in("fr") == "Alacant");
  CHECK(names.in("") == "Alacant");
}

TEST_CASE("without the language asked for, one in the same direction of writing comes first") {
  Names names;
  names.set("ar", "برشلونة");
  names.set("ca", "Barcelona");
  CHECK(names.in("en") == "Barcelona");
  CHECK(names.in("fa") == "برشلونة");
  CHECK(Names().in("en").empty());
}
