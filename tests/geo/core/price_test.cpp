#include "geo/core/price.hpp"

#include "tests/catch.hpp"

using geo::price;

TEST_CASE("a price is a number, with its currency where the text names one") {
  CHECK(price("1.40 EUR")->amount == 1.4);
  CHECK(price("1.40 EUR")->currency == "EUR");
  CHECK(price("€ 12")->currency == "EUR");
  CHECK(price("50 MAD")->currency == "MAD");
  CHECK(price("4,50")->amount == 4.5);
  CHECK(price("4,50")->currency.empty());
  CHECK(price("none")->amount == 0);
}

TEST_CASE("money is counted in thousandths, and told without those that are not there") {
  using geo::Money;
  CHECK(geo::money({2.8, "EUR"}) == Money{2800});
  CHECK(geo::money({0.675, "JOD"}) == Money{675});
  CHECK(geo::money({0.1 + 0.2, ""}) == Money{300});
  CHECK_FALSE(geo::money({-1, "EUR"}));
  CHECK_FALSE(geo::money({4e6, "EUR"}));
  CHECK(geo::price_text(Money{2800}, "EUR") == "2.80 EUR");
  CHECK(geo::price_text(Money{675}, "JOD") == "0.675 JOD");
  CHECK(geo::price_text(Money{4700000}, "COP") == "4700 COP");
  CHECK(geo::price_text(Money{0}, "") == "0");
}

TEST_CASE("a range, a rate or a rule is no price") {
  for (const char* text : {"income", "5-10 EUR", "from 5 up", "5 per day", "20 %", "", "yes"}) {
    INFO(text);
    CHECK_FALSE(price(text).has_value());
  }
}
