#include "geo/build/fit_margins.hpp"

#include <random>

#include "tests/catch.hpp"

using namespace geo::build;

namespace {

/// Rows and columns of a table that is written row by row.
std::vector<Margin> rows_and_columns(std::vector<double> rows, std::vector<double> columns) {
  Margin by_row{{}, std::move(rows)}, by_column{{}, std::move(columns)};
  for (std::size_t row = 0; row < by_row.sums.size(); ++row) {
    for (std::size_t column = 0; column < by_column.sums.size(); ++column) {
      by_row.row_of.push_back(row);
      by_column.row_of.push_back(column);
    }
  }
  return {by_row, by_column};
}

}  // namespace

TEST_CASE("two margins and no other knowledge give rows x columns / all") {
  const auto fitted =
      fit_margins(std::vector<double>(6, 1), rows_and_columns({30, 70}, {20, 50, 30}));
  REQUIRE(fitted);
  const double expected[] = {6, 15, 9, 14, 35, 21};
  for (std::size_t cell = 0; cell < 6; ++cell) CHECK(fitted->cells[cell] == Approx(expected[cell]));
  CHECK(fitted->furthest <= 1e-10);
}

TEST_CASE("a start keeps its odds ratios") {
  const std::vector<double> start{1, 2, 3, 4};
  const auto fitted = fit_margins(start, rows_and_columns({40, 60}, {55, 45}));
  REQUIRE(fitted);
  const auto odds = [](const std::vector<double>& c) { return c[0] * c[3] / (c[1] * c[2]); };
  CHECK(odds(fitted->cells) == Approx(odds(start)));
  CHECK(fitted->cells[0] + fitted->cells[1] == Approx(40).epsilon(1e-9));
  CHECK(fitted->cells[1] + fitted->cells[3] == Approx(45).epsilon(1e-9));
}

TEST_CASE("margins of random tables are met to a thousand-millionth") {
  std::mt19937 chance(7);
  std::uniform_real_distribution<double> some(0.01, 50);
  for (int table = 0; table < 300; ++table) {
    const std::size_t rows = 1 + chance() % 8, columns = 1 + chance() % 8;
    std::vector<double> row_sums(rows), column_sums(columns), start;
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t column = 0; column < columns; ++column) {
        const double people = some(chance);
        row_sums[row] += people;
        column_sums[column] += people;
        start.push_back(some(chance));
      }
    }
    const auto margins = rows_and_columns(row_sums, column_sums);
    const auto fitted = fit_margins(start, margins);
    REQUIRE(fitted);
    for (const Margin& margin : margins) {
      std::vector<double> sums(margin.sums.size());
      for (std::size_t cell = 0; cell < start.size(); ++cell) {
        sums[margin.row_of[cell]] += fitted->cells[cell];
      }
      for (std::size_t at = 0; at < sums.size(); ++at) {
        CHECK(sums[at] == Approx(margin.sums[at]).epsilon(1e-9));
      }
    }
  }
}

TEST_CASE("a margin of some cells leaves the others to the rest") {
  // Three zones of one district: 10 of 100 people are of the origin that the district counts.
  auto margins = rows_and_columns({20, 30, 50}, {10, 90});
  const auto fitted = fit_margins(std::vector<double>(6, 1), margins);
  REQUIRE(fitted);
  CHECK(fitted->cells[0] == Approx(2));
  CHECK(fitted->cells[2] == Approx(3));
  CHECK(fitted->cells[4] == Approx(5));

  margins[1].row_of = {0, no_row, 0, no_row, 0, no_row};
  margins[1].sums = {10};
  const auto one_sided = fit_margins(std::vector<double>(6, 1), margins);
  REQUIRE(one_sided);
  CHECK(one_sided->cells[0] + one_sided->cells[2] + one_sided->cells[4] ==
        Approx(10).epsilon(1e-9));
  CHECK(one_sided->cells[0] + one_sided->cells[1] == Approx(20).epsilon(1e-9));
}

TEST_CASE("margins that contradict each other are not fitted") {
  CHECK(!fit_margins(std::vector<double>(4, 1), rows_and_columns({40, 60}, {50, 51})));
  CHECK(!fit_margins({0, 0, 1, 1}, rows_and_columns({40, 60}, {50, 50})));
}
