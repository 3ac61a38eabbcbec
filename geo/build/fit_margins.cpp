#include "geo/build/fit_margins.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace geo::build {
namespace {

std::vector<double> row_sums(const std::vector<double>& cells, const Margin& margin) {
  std::vector<double> sums(margin.sums.size());
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    if (margin.row_of[cell] != no_row) sums[margin.row_of[cell]] += cells[cell];
  }
  return sums;
}

/// Largest distance of a row from its sum, relative to the sum.
double distance(const std::vector<double>& sums, const Margin& margin) {
  double furthest = 0;
  for (std::size_t row = 0; row < sums.size(); ++row) {
    const double scale = std::max(margin.sums[row], 1.0);
    furthest = std::max(furthest, std::abs(sums[row] - margin.sums[row]) / scale);
  }
  return furthest;
}

bool scale_to(std::vector<double>& cells, const Margin& margin) {
  const auto sums = row_sums(cells, margin);
  for (std::size_t row = 0; row < sums.size(); ++row) {
    if (sums[row] == 0 && margin.sums[row] > 0) return false;
  }
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    const std::size_t row = margin.row_of[cell];
    if (row != no_row && sums[row] > 0) cells[cell] *= margin.sums[row] / sums[row];
  }
  return true;
}

/// Margins over the same cells must have one total.
bool totals_agree(const std::vector<Margin>& margins, double tolerance) {
  std::optional<double> total;
  for (const Margin& margin : margins) {
    const bool of_all =
        std::find(margin.row_of.begin(), margin.row_of.end(), no_row) == margin.row_of.end();
    if (!of_all) continue;
    const double sum = std::accumulate(margin.sums.begin(), margin.sums.end(), 0.0);
    if (total && std::abs(sum - *total) > tolerance * std::max(1.0, *total)) return false;
    total = total.value_or(sum);
  }
  return true;
}

}  // namespace

std::optional<Fitted> fit_margins(std::vector<double> start, const std::vector<Margin>& margins,
                                  double tolerance, int most_rounds) {
  if (!totals_agree(margins, tolerance)) return std::nullopt;
  Fitted fitted{std::move(start), 0, 0};
  do {
    for (const Margin& margin : margins) {
      if (!scale_to(fitted.cells, margin)) return std::nullopt;
    }
    ++fitted.rounds;
    fitted.furthest = 0;
    for (const Margin& margin : margins) {
      fitted.furthest = std::max(fitted.furthest, distance(row_sums(fitted.cells, margin), margin));
    }
  } while (fitted.furthest > tolerance && fitted.rounds < most_rounds);
  return fitted;
}

}  // namespace geo::build
