#include "analysis/privacy/cell_bounds.hpp"

#include <ClpSimplex.hpp>
#include <CoinPackedMatrix.hpp>
#include <cmath>

namespace analysis::privacy {
namespace {

/// The sums as a linear program over counts that are zero or more.
class Program {
 public:
  Program(std::size_t cells, const std::vector<KnownSum>& sums) {
    std::vector<int> rows, columns;
    std::vector<double> factors, lower, upper;
    for (std::size_t row = 0; row < sums.size(); ++row) {
      const auto add = [&](std::size_t cell, double factor) {
        rows.push_back(static_cast<int>(row));
        columns.push_back(static_cast<int>(cell));
        factors.push_back(factor);
      };
      for (const std::size_t part : sums[row].parts) add(part, 1);
      for (const std::size_t total : sums[row].less) add(total, -1);
      const auto known = static_cast<double>(sums[row].known);
      lower.push_back(sums[row].whole ? known : -COIN_DBL_MAX);
      upper.push_back(known);
    }
    const CoinPackedMatrix matrix(true, rows.data(), columns.data(), factors.data(),
                                  static_cast<CoinBigIndex>(rows.size()));
    const std::vector<double> least(cells, 0.0), most(cells, COIN_DBL_MAX), none(cells, 0.0);
    model_.setLogLevel(0);
    model_.resize(static_cast<int>(sums.size()), static_cast<int>(cells));
    model_.loadProblem(matrix, least.data(), most.data(), none.data(), lower.data(), upper.data());
  }

  /// The least value of a cell, or the most with `direction` -1; infinite where nothing holds it.
  double extreme(std::size_t cell, double direction) {
    const int column = static_cast<int>(cell);
    model_.setObjectiveCoefficient(column, direction);
    model_.primal();
    const double found =
        model_.isProvenOptimal() ? direction * model_.objectiveValue() : -direction * COIN_DBL_MAX;
    model_.setObjectiveCoefficient(column, 0);
    return found;
  }

 private:
  ClpSimplex model_;
};

}  // namespace

std::vector<bool> settled(std::size_t cells, const std::vector<KnownSum>& sums,
                          const std::vector<std::size_t>& asked) {
  constexpr double off = 1e-6;  // by which a solver may miss a whole number
  Program program(cells, sums);
  std::vector<bool> found;
  for (const std::size_t cell : asked) {
    const double least = std::ceil(program.extreme(cell, 1) - off);
    const double most = std::floor(program.extreme(cell, -1) + off);
    found.push_back(least >= most);
  }
  return found;
}

}  // namespace analysis::privacy
