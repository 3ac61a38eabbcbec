#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "analysis/travel/hierarchy.hpp"

namespace analysis::travel {

struct alignas(64) CacheLine {
  std::byte byte[64];
};

template <class Word>
Word* words_of(std::vector<CacheLine>& lines) {
  return reinterpret_cast<Word*>(lines.data());
}
inline void make_room(std::vector<CacheLine>& lines, std::size_t bytes) {
  const std::size_t wanted = (bytes + sizeof(CacheLine) - 1) / sizeof(CacheLine);
  if (lines.size() < wanted) lines.resize(2 * wanted);
}

/// What a sweep writes on; kept from sweep to sweep. Nothing in it grows with the town but by the
/// seeds.
struct SweepMemory {
  std::vector<CacheLine> stack;      ///< labels on the way from the top, by depth
  std::vector<CacheLine> labels;     ///< labels of the chain
  std::vector<std::uint32_t> chain;  ///< the seeds' corners and all above, ranks ascending
  std::uint32_t depth = 0;           ///< of the town
};

/// What a sweep runs over, as plain arrays.
template <class Lane>
struct SweepGround {
  const Hierarchy::Corner* corners;
  const std::uint32_t* parents;
  const std::uint16_t* depths;  ///< of the ancestor that each arc leads to
  const Lane* climb;
  const Lane* descend;
  std::uint32_t size;
  const std::uint32_t* first_door;  ///< by rank
  Lane limit;
  SweepMemory& memory;
};

/// Whether a climb can take seeds as they stand: by rank, but for those that are above the furthest
/// before them.
template <class Seeds>
bool can_climb(const Hierarchy& tree, const Seeds& seeds) {
  std::uint32_t furthest = 0;
  for (const auto& seed : seeds) {
    if (seed.rank < furthest && tree.corners()[seed.rank].end <= furthest) return false;
    furthest = std::max(furthest, seed.rank);
  }
  return true;
}
/// Puts seeds into an order in which a climb can take them.
template <class Seeds>
void order_for_climb(const Hierarchy& tree, Seeds& seeds) {
  if (can_climb(tree, seeds)) return;
  std::sort(seeds.begin(), seeds.end(),
            [](const auto& a, const auto& b) { return a.rank < b.rank; });
}

}  // namespace analysis::travel
