#include "analysis/travel/hierarchy.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <numeric>
#include <utility>
#include <vector>

namespace analysis::travel {
namespace {

constexpr auto none = Hierarchy::none;

// The lowest corner that is taken out later and that a corner can reach through those taken out
// before it: its parent. Positions in the order stand for corners here.
std::vector<std::uint32_t> elimination_tree(const Links& links,
                                            std::span<const std::uint32_t> order) {
  const auto size = static_cast<std::uint32_t>(order.size());
  std::vector<std::uint32_t> turn(size), parent(size, none), root(size, none);
  for (std::uint32_t at = 0; at < size; ++at) turn[order[at]] = at;
  for (std::uint32_t at = 0; at < size; ++at) {
    for (const auto neighbour : links.at(order[at])) {
      for (auto below = turn[neighbour]; below < at;) {
        const auto next = root[below];
        if (next == at) break;
        root[below] = at;  // paths are shortened as they are walked
        if (next == none) parent[below] = at;
        below = next == none ? at : next;
      }
    }
  }
  return parent;
}

// One bit for each depth: unites lists of depths and gives them back sorted.
class Depths {
 public:
  explicit Depths(std::size_t most) : bits_(most / 64 + 1, 0) {}

  void add(std::uint16_t depth) { bits_[depth / 64] |= std::uint64_t{1} << (depth % 64); }

  // Appends those below `depth` from the deepest up, and forgets all.
  void move_descending(std::uint16_t depth, std::vector<std::uint16_t>& to) {
    for (std::size_t word = depth / std::size_t{64} + 1; word-- > 0;) {
      for (auto bits = std::exchange(bits_[word], 0); bits != 0;) {
        const auto bit = 63 - static_cast<std::size_t>(std::countl_zero(bits));
        bits &= ~(std::uint64_t{1} << bit);
        if (word * 64 + bit < depth) to.push_back(static_cast<std::uint16_t>(word * 64 + bit));
      }
    }
  }

 private:
  std::vector<std::uint64_t> bits_;
};

using Corner = Hierarchy::Corner;

/// A hierarchy that grows; the tables of the finished one.
class Tree {
 public:
  /// Whether there is one: no corner has too many ancestors.
  bool grow(const Links& links, std::span<const std::uint32_t> order) {
    plant(links, order);
    if (!measure_depths()) return false;
    fill(links);
    index_lower();
    return true;
  }

  Hierarchy::Tables tables() const {
    return {.corners = corners_,
            .parents = parent_,
            .rank_of = rank_of_,
            .corner_of = corner_of_,
            .first_lower = first_lower_,
            .lower = lower_,
            .arc_depths = arc_depth_,
            .depth = deepest_};
  }

 private:
  std::uint32_t size() const { return static_cast<std::uint32_t>(parent_.size()); }
  void plant(const Links& links, std::span<const std::uint32_t> order);
  bool measure_depths();
  void fill(const Links& links);
  void index_lower();

  std::vector<Corner> corners_;
  std::vector<std::uint32_t> parent_, rank_of_, corner_of_, first_lower_, lower_;
  std::vector<std::uint16_t> arc_depth_;
  std::uint32_t deepest_ = 0;
};

// Numbers corners so that parents come before children and families stay together, without
// recursion: a family's size first, then each child takes the next free range of its parent.
void Tree::plant(const Links& links, std::span<const std::uint32_t> order) {
  const auto parent = elimination_tree(links, order);
  const auto size = static_cast<std::uint32_t>(order.size());
  std::vector<std::uint32_t> family(size, 1), next(size);
  for (std::uint32_t at = 0; at < size; ++at) {
    if (parent[at] != none) family[parent[at]] += family[at];
  }
  corners_.assign(size + std::size_t{1}, Corner{0, size, 0, 0});
  parent_.assign(size, none);
  rank_of_.resize(size);
  corner_of_.resize(size);
  std::uint32_t free = 0;
  for (std::uint32_t at = size; at-- > 0;) {
    auto& cursor = parent[at] == none ? free : next[parent[at]];
    const auto rank = cursor;
    cursor += family[at];
    next[at] = rank + 1;
    corners_[rank].end = rank + family[at];
    if (parent[at] != none) parent_[rank] = rank_of_[order[parent[at]]];
    rank_of_[order[at]] = rank;
    corner_of_[rank] = order[at];
  }
}

bool Tree::measure_depths() {
  for (std::uint32_t rank = 0; rank < size(); ++rank) {
    if (parent_[rank] == none) continue;
    const auto depth = corners_[parent_[rank]].depth + std::uint32_t{1};
    if (depth >= std::numeric_limits<std::uint16_t>::max()) return false;
    corners_[rank].depth = static_cast<std::uint16_t>(depth);
    deepest_ = std::max(deepest_, depth);
  }
  if (size() > 0) ++deepest_;
  return true;
}

// The ancestors to which arcs lead: those of its own streets, and those of its children's arcs.
void Tree::fill(const Links& links) {
  Depths depths(deepest_);
  std::vector<std::uint32_t> begin(size());  // of each list in the reversed one
  for (std::uint32_t rank = size(); rank-- > 0;) {
    const auto own = corners_[rank].depth;
    for (const auto neighbour : links.at(corner_of_[rank])) {
      const auto other = rank_of_[neighbour];
      if (other < rank) depths.add(corners_[other].depth);
    }
    for (auto child = rank + 1; child < corners_[rank].end; child = corners_[child].end) {
      for (auto arc = begin[child]; arc < begin[child] + corners_[child].first_arc; ++arc) {
        depths.add(arc_depth_[arc]);
      }
    }
    begin[rank] = static_cast<std::uint32_t>(arc_depth_.size());
    depths.move_descending(own, arc_depth_);
    corners_[rank].first_arc = static_cast<std::uint32_t>(arc_depth_.size()) - begin[rank];
  }
  std::reverse(arc_depth_.begin(), arc_depth_.end());
  arc_depth_.shrink_to_fit();
  std::uint32_t first = 0;
  for (Corner& corner : corners_) first += std::exchange(corner.first_arc, first);
}

void Tree::index_lower() {
  std::vector<std::uint32_t> path(deepest_);
  first_lower_.assign(size() + std::size_t{2}, 0);
  const auto each_arc = [&](auto f) {
    for (std::uint32_t rank = 0; rank < size(); ++rank) {
      path[corners_[rank].depth] = rank;
      for (auto arc = corners_[rank].first_arc; arc < corners_[rank + 1].first_arc; ++arc) {
        f(rank, path[arc_depth_[arc]]);
      }
    }
  };
  each_arc([&](std::uint32_t, std::uint32_t up) { ++first_lower_[up + std::size_t{2}]; });
  std::partial_sum(first_lower_.begin(), first_lower_.end(), first_lower_.begin());
  lower_.resize(arc_depth_.size());
  each_arc([&](std::uint32_t rank, std::uint32_t up) {
    lower_[first_lower_[up + std::size_t{1}]++] = rank;
  });
  first_lower_.pop_back();
}

}  // namespace

std::optional<Hierarchy> Hierarchy::build(const Links& links,
                                          std::span<const std::uint32_t> order) {
  assert(order.size() == links.corners());
  const auto tree = std::make_shared<Tree>();
  if (!tree->grow(links, order)) return std::nullopt;
  return Hierarchy(tree->tables(), tree);
}

std::uint32_t Hierarchy::arc_between(std::uint32_t rank, std::uint32_t ancestor) const {
  const auto first = corners()[rank].first_arc, end = corners()[rank + std::size_t{1}].first_arc;
  const auto depths = arc_depths().subspan(first, end - first);
  const auto depth = corners()[ancestor].depth;
  const auto found = std::lower_bound(depths.begin(), depths.end(), depth);
  if (found == depths.end() || *found != depth) return none;
  return first + static_cast<std::uint32_t>(found - depths.begin());
}

std::size_t Hierarchy::bytes() const {
  return tables_.corners.size_bytes() + tables_.parents.size_bytes() +
         tables_.rank_of.size_bytes() + tables_.corner_of.size_bytes() +
         tables_.first_lower.size_bytes() + tables_.lower.size_bytes() +
         tables_.arc_depths.size_bytes();
}

}  // namespace analysis::travel
