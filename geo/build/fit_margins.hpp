#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace geo::build {

/// One known set of sums over cells: each cell belongs to one row of it, or to none.
struct Margin {
  std::vector<std::size_t> row_of;  ///< for each cell, its row; `no_row` where it is in none
  std::vector<double> sums;         ///< for each row, what its cells must sum to
};
inline constexpr std::size_t no_row = static_cast<std::size_t>(-1);

struct Fitted {
  std::vector<double> cells;
  double furthest = 0;  ///< largest distance from a margin, relative to the margin's sum
  int rounds = 0;
};

/// Cells that have the given sums and keep, beyond these, the proportions of `start` (all ones: no
/// association beyond the margins). Iterative proportional fitting: Deming and Stephan (1940),
/// doi:10.1214/aoms/1177731829; it converges to the cells nearest to `start` in information where
/// such cells exist: Csiszár (1975), doi:10.1214/aop/1176996454.
///
/// Nothing where it cannot be done: margins whose totals differ by more than `tolerance` of the
/// whole, or a row above zero whose cells all start at zero. `furthest` is at most `tolerance` when
/// the fit converged within `most_rounds`. O(rounds x cells x margins).
std::optional<Fitted> fit_margins(std::vector<double> start, const std::vector<Margin>& margins,
                                  double tolerance = 1e-10, int most_rounds = 1000);

}  // namespace geo::build
