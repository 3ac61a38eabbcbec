#include "geo/core/natural_order.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "tests/catch.hpp"

TEST_CASE("periods stand in the order of time, however many digits their quarters or months have") {
  std::vector<std::string> periods{"2023 10", "2014 1", "2023 2", "2023 1", "2022 11", "2023"};
  std::sort(periods.begin(), periods.end(), geo::naturally_before);
  CHECK(periods ==
        std::vector<std::string>{"2014 1", "2022 11", "2023", "2023 1", "2023 2", "2023 10"});
}

TEST_CASE("texts of one number are told apart by their zeros, in one direction only") {
  CHECK(geo::naturally_before("01", "1") != geo::naturally_before("1", "01"));
  CHECK_FALSE(geo::naturally_before("Q1", "Q1"));
  CHECK(geo::naturally_before("99999999999999999999998", "99999999999999999999999"));
}
