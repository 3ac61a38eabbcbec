#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace analysis::privacy {

/// What a reader knows of some unknown counts: the parts less the total, if it is unknown too, are
/// `known`, or at most that where people of no part may be in the total.
struct KnownSum {
  std::vector<std::size_t> parts;
  std::vector<std::size_t> less;  ///< the unknown total, or nothing
  std::int64_t known = 0;
  bool whole = true;
};

/// Which of `asked` can hold one whole number only, given all the sums and that nobody is counted
/// below zero. Cells are 0 to cells-1. The least and the most of each cell are exact over the real
/// numbers (linear programming with Clp), so a cell that is settled only because tables hold whole
/// numbers throughout is not found. Two programs for each cell asked, each from the last one's
/// solution.
std::vector<bool> settled(std::size_t cells, const std::vector<KnownSum>& sums,
                          const std::vector<std::size_t>& asked);

}  // namespace analysis::privacy
