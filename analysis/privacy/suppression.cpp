#include "analysis/privacy/suppression.hpp"

#include <algorithm>
#include <cassert>
#include <deque>
#include <optional>
#include <tuple>

namespace analysis::privacy {

std::size_t Counts::add(std::int64_t count, bool is_open, bool is_guarded) {
  people.push_back(count);
  open.push_back(is_open);
  guarded.push_back(is_guarded);
  return people.size() - 1;
}

namespace {

/// Withholds cells until every sum is safe by itself.
class Withholding {
 public:
  Withholding(const Counts& counts, std::int64_t k, const std::vector<bool>& already)
      : counts_(counts), k_(k), hidden_(counts.people.size(), false), sums_of_(hidden_.size()) {
    for (std::size_t s = 0; s < counts.sums.size(); ++s) {
      sums_of_[counts.sums[s].total].push_back(s);
      for (const std::size_t part : counts.sums[s].parts) sums_of_[part].push_back(s);
    }
    for (std::size_t cell = 0; cell < hidden_.size(); ++cell) {
      if (counts.small(cell, k) || (!already.empty() && already[cell])) hide(cell);
    }
  }

  void settle() {
    while (!waiting_.empty()) {
      const std::size_t s = waiting_.front();
      waiting_.pop_front();
      while (const auto next = lacking(counts_.sums[s])) hide(*next);
    }
  }

  /// One more cell in a sum with this one, or, where all of those are withheld already, in a sum
  /// with one of them, and so on; false when there is none left.
  bool hide_near(std::size_t cell) {
    std::vector<std::size_t> ring{cell};
    std::vector<bool> seen(hidden_.size(), false);
    seen[cell] = true;
    while (!ring.empty()) {
      if (const auto best = best_beside(ring)) {
        hide(*best);
        return true;
      }
      ring = next_ring(ring, seen);
    }
    return false;
  }

  const std::vector<bool>& hidden() const { return hidden_; }

 private:
  void hide(std::size_t cell) {
    assert(!counts_.open[cell] && !hidden_[cell]);
    hidden_[cell] = true;
    waiting_.insert(waiting_.end(), sums_of_[cell].begin(), sums_of_[cell].end());
  }

  /// The next part to withhold in the sums of these cells, else a total.
  std::optional<std::size_t> best_beside(const std::vector<std::size_t>& ring) const {
    std::optional<std::size_t> best;
    const auto each_sum = [&](auto next) {
      for (const std::size_t cell : ring) {
        for (const std::size_t s : sums_of_[cell]) {
          const auto found = next(counts_.sums[s]);
          if (found && (!best || before(*found, *best))) best = found;
        }
      }
    };
    each_sum([&](const Sum& sum) { return next_part(sum); });
    if (!best) each_sum([&](const Sum& sum) { return total_to_hide(sum); });
    return best;
  }

  /// Withheld cells in a sum with one of these, each seen once.
  std::vector<std::size_t> next_ring(const std::vector<std::size_t>& ring,
                                     std::vector<bool>& seen) const {
    std::vector<std::size_t> next;
    const auto add = [&](std::size_t cell) {
      if (!hidden_[cell] || seen[cell]) return;
      seen[cell] = true;
      next.push_back(cell);
    };
    for (const std::size_t cell : ring) {
      for (const std::size_t s : sums_of_[cell]) {
        add(counts_.sums[s].total);
        for (const std::size_t part : counts_.sums[s].parts) add(part);
      }
    }
    return next;
  }

  /// Not empty before empty, then small before large, then by cell.
  bool before(std::size_t a, std::size_t b) const {
    const auto rank = [&](std::size_t cell) {
      const std::int64_t count = counts_.people[cell];
      return std::make_tuple(count == 0, count, cell);
    };
    return rank(a) < rank(b);
  }

  std::optional<std::size_t> next_part(const Sum& sum) const {
    std::optional<std::size_t> best;
    for (const std::size_t part : sum.parts) {
      if (hidden_[part] || counts_.open[part]) continue;
      if (!best || before(part, *best)) best = part;
    }
    return best;
  }

  std::optional<std::size_t> total_to_hide(const Sum& sum) const {
    if (hidden_[sum.total] || counts_.open[sum.total]) return std::nullopt;
    return sum.total;
  }

  /// The cell to withhold next for this sum, or nothing when it is safe or nothing is left.
  std::optional<std::size_t> lacking(const Sum& sum) const {
    std::size_t parts = 0;
    std::int64_t in_parts = 0, shown = 0;
    for (const std::size_t part : sum.parts) {
      (hidden_[part] ? in_parts : shown) += counts_.people[part];
      if (hidden_[part]) ++parts;
    }
    const bool total_hidden = hidden_[sum.total];
    if (parts == 0 && !total_hidden) return std::nullopt;
    if (!sum.whole && parts > 0) {
      // People of no part hide among the withheld as one more part would.
      ++parts;
      in_parts += std::max<std::int64_t>(0, counts_.people[sum.total] - shown - in_parts);
    }
    const bool enough_cells = total_hidden ? parts >= 1 : parts >= 2;
    if (enough_cells && in_parts >= k_) return std::nullopt;
    const auto next = next_part(sum);
    // An empty cell adds nobody: only where there are too few cells.
    if (next && (counts_.people[*next] > 0 || !enough_cells)) return next;
    return total_to_hide(sum);
  }

  const Counts& counts_;
  std::int64_t k_;
  std::vector<bool> hidden_;
  std::vector<std::vector<std::size_t>> sums_of_;
  std::deque<std::size_t> waiting_;
};

}  // namespace

std::vector<bool> withhold(const Counts& counts, std::int64_t k, const std::vector<bool>& already) {
  Withholding withholding(counts, k, already);
  for (bool more = true; more;) {
    withholding.settle();
    more = false;
    const auto known = worked_out(counts, withholding.hidden());
    for (std::size_t cell = 0; cell < known.size(); ++cell) {
      if (known[cell] && counts.small(cell, k) && withholding.hide_near(cell)) more = true;
    }
  }
  return withholding.hidden();
}

}  // namespace analysis::privacy
