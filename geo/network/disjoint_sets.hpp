#pragma once

#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace geo {

/// Things 0 .. n-1 in sets that only ever join; the leader of a set is its lowest member, whatever
/// the order in which they joined. O(log n) each on average. Tarjan and van Leeuwen (1984),
/// doi:10.1145/62.2160.
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t size) : above_(size) {
    std::iota(above_.begin(), above_.end(), 0U);
  }
  std::uint32_t leader(std::uint32_t member) {
    while (above_[member] != member) {
      above_[member] = above_[above_[member]];
      member = above_[member];
    }
    return member;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = leader(a);
    b = leader(b);
    if (a > b) std::swap(a, b);
    above_[b] = a;
  }

 private:
  std::vector<std::uint32_t> above_;
};

}  // namespace geo
