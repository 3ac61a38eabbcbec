#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "analysis/travel/links.hpp"

namespace analysis::travel {

/// The corners of a town as a family tree: above each corner the corners through which every way
/// out of its part of town leads. Knows no costs, so one hierarchy serves all ways of moving.
///
/// Corners are renumbered ("ranks") so that a part of town is a range of ranks, `[rank, end)`, its
/// head the lowest; ranks that follow each other lie near each other on the map. Streets and the
/// shortcuts that stand for ways through lower corners are "arcs": from a corner to some of its
/// ancestors, each named by its depth in the tree. The chordal fill of a customizable contraction
/// hierarchy: Dibbelt, Strasser and Wagner (2016), doi:10.1145/2886843; the tree: Liu (1990),
/// doi:10.1137/0611010.
class Hierarchy {
 public:
  static constexpr auto none = std::numeric_limits<std::uint32_t>::max();

  struct Corner {
    std::uint32_t first_arc;
    std::uint32_t end;    ///< one past the last rank of its part of town
    std::uint16_t depth;  ///< how many ancestors it has
  };

  /// From an order in which corners are taken out (see `elimination_order`), any order at all.
  /// Nothing where streets are so entangled that a corner would have 65,535 ancestors.
  /// O(arcs x triangles at an arc / 64) on top of the order.
  static std::optional<Hierarchy> build(const Links& links, std::span<const std::uint32_t> order);

  std::uint32_t size() const { return static_cast<std::uint32_t>(parent_.size()); }
  std::size_t arcs() const { return arc_depth_.size(); }
  std::uint32_t depth() const { return deepest_; }  ///< corners on the longest way to the top

  std::uint32_t rank(std::uint32_t corner) const { return rank_of_[corner]; }
  std::uint32_t corner(std::uint32_t rank) const { return corner_of_[rank]; }
  /// By rank; one more closes the arcs of the last.
  std::span<const Corner> corners() const { return corners_; }
  std::span<const std::uint32_t> parents() const { return parent_; }  ///< by rank, or `none`
  /// Depth of the ancestor to which each arc leads, ascending for each corner.
  std::span<const std::uint16_t> arc_depths() const { return arc_depth_; }

  /// The arc between two ranks, one of them an ancestor of the other; `none` if there is none.
  std::uint32_t arc_between(std::uint32_t rank, std::uint32_t ancestor) const;

  /// An arc that leads up to a corner.
  struct Lower {
    std::uint32_t rank;  ///< the corner from which it comes
    std::uint32_t arc;
  };
  /// All arcs that lead up to a corner.
  std::span<const Lower> lower(std::uint32_t rank) const {
    return std::span<const Lower>(lower_).subspan(first_lower_[rank],
                                                  first_lower_[rank + 1] - first_lower_[rank]);
  }

  std::size_t bytes() const;

 private:
  void plant(const Links& links, std::span<const std::uint32_t> order);
  bool measure_depths();
  void fill(const Links& links);
  void index_lower();

  std::vector<Corner> corners_;
  std::vector<std::uint32_t> parent_, rank_of_, corner_of_;
  std::vector<std::uint16_t> arc_depth_;
  std::vector<std::uint32_t> first_lower_;
  std::vector<Lower> lower_;
  std::uint32_t deepest_ = 0;
};

}  // namespace analysis::travel
