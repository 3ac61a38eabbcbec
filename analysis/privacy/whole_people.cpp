#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/privacy/people_counts.hpp"

namespace analysis::privacy {

using geo::Cell;

std::vector<Cell<std::int64_t>> whole_people(const std::vector<Cell<geo::People>>& raw,
                                             const std::vector<std::size_t>& parts) {
  std::vector<Cell<std::int64_t>> whole;
  for (const auto& count : raw) {
    if (count) {
      whole.emplace_back(std::llround(count->count()));
    } else {
      whole.emplace_back(count.reason());
    }
  }
  const bool all_there = raw.front() && std::all_of(parts.begin(), parts.end(),
                                                    [&](std::size_t g) { return bool(raw[g]); });
  if (!all_there || parts.empty()) return whole;

  constexpr std::int64_t one = 1000000;
  std::int64_t left = *whole.front();
  for (const std::size_t g : parts) {
    whole[g] = raw[g]->millionths / one;
    left -= *whole[g];
  }
  std::vector<std::size_t> by_remainder = parts;
  std::stable_sort(by_remainder.begin(), by_remainder.end(), [&](std::size_t a, std::size_t b) {
    return raw[a]->millionths % one > raw[b]->millionths % one;
  });
  for (const std::size_t g : by_remainder) {
    if (left <= 0) break;
    whole[g] = *whole[g] + 1;
    --left;
  }
  return whole;
}

}  // namespace analysis::privacy
