// The reader with a pencil: what the shown counts and their sums give away.

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

#include "analysis/privacy/cell_bounds.hpp"
#include "analysis/privacy/suppression.hpp"

namespace analysis::privacy {
namespace {

constexpr std::int64_t unbounded = std::numeric_limits<std::int64_t>::max() / 4;

/// The withheld cells of one sum: total - parts = known.
struct Equation {
  bool total_hidden = false;
  std::size_t total = 0;
  std::vector<std::size_t> parts;  ///< withheld
  std::int64_t known = 0;          ///< shown parts less the shown total, negated below
  bool whole = true;
};

std::vector<Equation> equations(const Counts& counts, const std::vector<bool>& hidden) {
  std::vector<Equation> all;
  for (const Sum& sum : counts.sums) {
    Equation equation;
    equation.whole = sum.whole;
    equation.total = sum.total;
    equation.total_hidden = hidden[sum.total];
    if (!equation.total_hidden) equation.known = counts.people[sum.total];
    for (const std::size_t part : sum.parts) {
      if (hidden[part]) {
        equation.parts.push_back(part);
      } else {
        equation.known -= counts.people[part];
      }
    }
    if (equation.total_hidden || !equation.parts.empty()) all.push_back(std::move(equation));
  }
  return all;
}

/// Least and most people that each withheld cell can hold.
struct Bounds {
  std::vector<std::int64_t> least, most;

  explicit Bounds(std::size_t cells) : least(cells, 0), most(cells, unbounded) {}

  bool tighten(std::size_t cell, std::int64_t low, std::int64_t high) {
    bool better = false;
    if (low > least[cell]) least[cell] = low, better = true;
    if (high < most[cell]) most[cell] = high, better = true;
    return better;
  }
};

/// parts + rest = total + known, with known <= 0 where the total is withheld.
bool carry(const Equation& equation, Bounds& bounds) {
  std::int64_t least = 0, most = 0;
  for (const std::size_t part : equation.parts) {
    least += bounds.least[part];
    most = std::min(unbounded, most + bounds.most[part]);
  }
  if (!equation.whole) most = unbounded;
  bool better = false;
  std::int64_t low = equation.known, high = equation.known;
  if (equation.total_hidden) {
    better = bounds.tighten(equation.total, least - equation.known,
                            most == unbounded ? unbounded : most - equation.known);
    low = equation.known + bounds.least[equation.total];
    high = bounds.most[equation.total] == unbounded ? unbounded
                                                    : equation.known + bounds.most[equation.total];
  }
  for (const std::size_t part : equation.parts) {
    const std::int64_t others_least = least - bounds.least[part];
    const std::int64_t others_most = most == unbounded ? unbounded : most - bounds.most[part];
    better |= bounds.tighten(part, others_most == unbounded ? 0 : low - others_most,
                             high == unbounded ? unbounded : high - others_least);
    if (better) return true;  // start again from the tighter bounds
  }
  return better;
}

/// Bounds carried round until they settle. Bounded rounds: a slow descent gives nothing exact.
void by_bounds(const std::vector<Equation>& all, const std::vector<bool>& hidden,
               std::vector<bool>& known) {
  Bounds bounds(hidden.size());
  constexpr int most_rounds = 60;
  bool better = true;
  for (int round = 0; better && round < most_rounds; ++round) {
    better = false;
    for (const Equation& equation : all) {
      for (int again = 0; again < most_rounds && carry(equation, bounds); ++again) better = true;
    }
  }
  for (std::size_t cell = 0; cell < hidden.size(); ++cell) {
    if (hidden[cell] && bounds.least[cell] == bounds.most[cell]) known[cell] = true;
  }
}

constexpr std::uint64_t prime = 2147483647;  // 2^31 - 1: exact arithmetic without fractions

std::uint64_t power(std::uint64_t base, std::uint64_t exponent) {
  std::uint64_t result = 1;
  for (; exponent > 0; exponent >>= 1, base = base * base % prime) {
    if (exponent & 1) result = result * base % prime;
  }
  return result;
}

using Row = std::map<std::size_t, std::uint64_t>;  // cell -> factor, never 0

/// row -= factor x pivot_row
void subtract(Row& row, const Row& pivot_row, std::uint64_t factor) {
  for (const auto& [cell, value] : pivot_row) {
    const std::uint64_t taken = value * factor % prime;
    const auto [at, fresh] = row.emplace(cell, (prime - taken) % prime);
    if (!fresh) at->second = (at->second + prime - taken) % prime;
    if (at->second == 0) row.erase(at);
  }
}

/// Rows solved for one cell each; that cell stands in no other row.
class Elimination {
 public:
  void add(Row row) {
    for (const auto& [cell, solved] : solved_for_) {
      const auto at = row.find(cell);
      if (at != row.end()) subtract(row, rows_[solved], std::uint64_t{at->second});
    }
    if (row.empty()) return;
    const std::size_t pivot = row.begin()->first;
    const std::uint64_t inverse = power(row.begin()->second, prime - 2);
    for (auto& [cell, value] : row) value = value * inverse % prime;
    for (Row& other : rows_) {
      const auto at = other.find(pivot);
      if (at != other.end()) subtract(other, row, std::uint64_t{at->second});
    }
    solved_for_[pivot] = rows_.size();
    rows_.push_back(std::move(row));
  }

  /// A row with one cell left gives its value.
  void mark(std::vector<bool>& known) const {
    for (const Row& row : rows_) {
      if (row.size() == 1) known[row.begin()->first] = true;
    }
  }

 private:
  std::vector<Row> rows_;
  std::map<std::size_t, std::size_t> solved_for_;
};

/// Which connected set of sums each cell belongs to.
class Sets {
 public:
  explicit Sets(std::size_t cells) : of_(cells) { std::iota(of_.begin(), of_.end(), 0); }
  std::size_t of(std::size_t cell) {
    while (of_[cell] != cell) cell = of_[cell] = of_[of_[cell]];
    return cell;
  }
  void join(std::size_t a, std::size_t b) { of_[std::max(of(a), of(b))] = std::min(of(a), of(b)); }

 private:
  std::vector<std::size_t> of_;
};

void by_elimination(const std::vector<Equation>& all, std::size_t cells, std::vector<bool>& known) {
  Sets sets(cells);
  for (const Equation& equation : all) {
    if (!equation.whole) continue;
    const std::size_t first = equation.total_hidden ? equation.total : equation.parts.front();
    for (const std::size_t part : equation.parts) sets.join(first, part);
  }
  std::map<std::size_t, Elimination> eliminations;
  for (const Equation& equation : all) {
    if (!equation.whole) continue;
    Row row;
    for (const std::size_t part : equation.parts) row[part] = 1;
    if (equation.total_hidden) row[equation.total] = prime - 1;
    eliminations[sets.of(row.begin()->first)].add(std::move(row));
  }
  for (const auto& [set, elimination] : eliminations) elimination.mark(known);
}

/// One connected set of sums, its cells numbered from 0.
struct Connected {
  std::vector<std::size_t> cells;
  std::vector<KnownSum> sums;
  /// Whether a withheld cell, or the people of no part, is empty: else every cell can give and take
  /// a little, and elimination alone tells all.
  bool has_empty = false;
};

std::vector<Connected> connected(const std::vector<Equation>& all, const Counts& counts) {
  Sets sets(counts.people.size());
  for (const Equation& equation : all) {
    const std::size_t first = equation.total_hidden ? equation.total : equation.parts.front();
    for (const std::size_t part : equation.parts) sets.join(first, part);
  }
  std::map<std::size_t, Connected> by_set;
  std::map<std::size_t, std::size_t> number;
  for (const Equation& equation : all) {
    const std::size_t first = equation.total_hidden ? equation.total : equation.parts.front();
    Connected& set = by_set[sets.of(first)];
    std::int64_t left = equation.known;
    const auto numbered = [&](std::size_t cell) {
      const auto [at, fresh] = number.emplace(cell, set.cells.size());
      if (fresh) set.cells.push_back(cell);
      set.has_empty = set.has_empty || counts.people[cell] == 0;
      return at->second;
    };
    KnownSum sum{{}, {}, equation.known, equation.whole};
    for (const std::size_t part : equation.parts) {
      sum.parts.push_back(numbered(part));
      left -= counts.people[part];
    }
    if (equation.total_hidden) {
      sum.less.push_back(numbered(equation.total));
      left += counts.people[equation.total];
    }
    set.has_empty = set.has_empty || (!equation.whole && left == 0);
    set.sums.push_back(std::move(sum));
  }
  std::vector<Connected> list;
  for (auto& [first, set] : by_set) list.push_back(std::move(set));
  return list;
}

void by_extremes(const std::vector<Equation>& all, const Counts& counts, std::vector<bool>& known) {
  for (const Connected& set : connected(all, counts)) {
    if (!set.has_empty) continue;
    std::vector<std::size_t> asked;
    for (std::size_t cell = 0; cell < set.cells.size(); ++cell) {
      if (!known[set.cells[cell]]) asked.push_back(cell);
    }
    const auto found = settled(set.cells.size(), set.sums, asked);
    for (std::size_t at = 0; at < asked.size(); ++at) {
      if (found[at]) known[set.cells[asked[at]]] = true;
    }
  }
}

}  // namespace

std::vector<bool> worked_out(const Counts& counts, const std::vector<bool>& withheld) {
  std::vector<bool> known(withheld.size(), false);
  const auto all = equations(counts, withheld);
  by_elimination(all, withheld.size(), known);
  by_bounds(all, withheld, known);
  by_extremes(all, counts, known);
  return known;
}

}  // namespace analysis::privacy
