#pragma once

#include <cstdint>
#include <vector>

namespace analysis::privacy {

/// A total and its parts, as a reader who has both can subtract them.
struct Sum {
  std::size_t total;
  std::vector<std::size_t> parts;
  /// The parts are all there is. False: the total may hold people of no part, so a single withheld
  /// part cannot be had by subtraction.
  bool whole = true;
};

/// Counts of people in cells (a group in an area, a group in a class) and the sums between them.
struct Counts {
  std::vector<std::int64_t> people;
  std::vector<bool> open;     ///< public whatever its size: everyone
  std::vector<bool> guarded;  ///< of a protected group: 1 to k-1 must not be shown
  std::vector<Sum> sums;      ///< those of finer cells first

  std::size_t add(std::int64_t count, bool is_open, bool is_guarded);
  bool small(std::size_t cell, std::int64_t k) const {
    return guarded[cell] && people[cell] >= 1 && people[cell] < k;
  }
};

/// Which cells to withhold so that no small count is shown or can be worked out.
///
/// 1. Every guarded cell from 1 to k-1, and those of `already`.
/// 2. In each sum with a withheld part, at least two parts, together k people or more; a withheld
///    total needs a withheld part. The next smallest part that is not empty is withheld until that
///    holds, then an empty one, then the total; an open cell never is.
/// 3. While `worked_out` still names a small cell, one more cell beside it, or as near as there is.
///
/// Ties go to the lower cell, so the order of rows leaves no trace. Cox (1980),
/// doi:10.1080/01621459.1980.10477481.
std::vector<bool> withhold(const Counts& counts, std::int64_t k,
                           const std::vector<bool>& already = {});

/// What a reader can work out: the withheld cells with one possible value, given every shown cell,
/// every sum and that nobody is counted below zero.
///
/// Exact over the real numbers: elimination over each connected set of sums, then bounds carried
/// from sum to sum, then, where a withheld cell is empty, the least and the most of each cell. O(s
/// r) for s sums with r terms in each connected set, small where areas nest.
std::vector<bool> worked_out(const Counts& counts, const std::vector<bool>& withheld);

}  // namespace analysis::privacy
