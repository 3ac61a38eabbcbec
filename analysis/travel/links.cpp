#include "analysis/travel/links.hpp"

#include <algorithm>
#include <numeric>

namespace analysis::travel {
namespace {

std::vector<std::pair<std::uint32_t, std::uint32_t>> joined_by(const geo::StreetGraph& streets) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> joined;
  joined.reserve(streets.edges.size());
  for (const geo::Edge& edge : streets.edges) joined.emplace_back(edge.from.row(), edge.to.row());
  return joined;
}

}  // namespace

Links::Links(const geo::StreetGraph& streets) : Links(streets.at.size(), joined_by(streets)) {}

Links::Links(std::size_t corners, std::span<const std::pair<std::uint32_t, std::uint32_t>> joined) {
  std::vector<std::uint32_t> next(corners + 2, 0);
  for (const auto& [a, b] : joined) {
    ++next[a + std::size_t{2}];
    ++next[b + std::size_t{2}];
  }
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<std::uint32_t> both(next.back());
  for (const auto& [a, b] : joined) {
    both[next[a + std::size_t{1}]++] = b;
    both[next[b + std::size_t{1}]++] = a;
  }
  first_.reserve(corners + 1);
  for (std::uint32_t corner = 0; corner < corners; ++corner) {
    const auto begin = both.begin() + next[corner], end = both.begin() + next[corner + 1];
    std::sort(begin, end);
    const auto last = std::unique(begin, end);
    std::copy_if(begin, last, std::back_inserter(to_), [&](auto to) { return to != corner; });
    first_.push_back(static_cast<std::uint32_t>(to_.size()));
  }
}

}  // namespace analysis::travel
