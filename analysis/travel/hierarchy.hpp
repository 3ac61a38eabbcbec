#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>

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
/// doi:10.1137/0611010. Never changes; copies share their tables.
class Hierarchy {
 public:
  static constexpr auto none = std::numeric_limits<std::uint32_t>::max();

  struct Corner {
    std::uint32_t first_arc;
    std::uint32_t end;         ///< one past the last rank of its part of town
    std::uint16_t depth;       ///< how many ancestors it has
    std::uint16_t unused = 0;  ///< tables are written to files byte by byte
  };

  /// What a hierarchy is made of, wherever it lies: in memory of its own, or in a file that an
  /// earlier run kept.
  struct Tables {
    std::span<const Corner> corners;         ///< by rank; one more closes the arcs of the last
    std::span<const std::uint32_t> parents;  ///< by rank, or `none`
    std::span<const std::uint32_t> rank_of, corner_of;
    std::span<const std::uint32_t> first_lower, lower;  ///< see `lower`
    std::span<const std::uint16_t> arc_depths;
    std::uint32_t depth = 0;
  };

  /// From an order in which corners are taken out (see `elimination_order`), any order at all.
  /// Nothing where streets are so entangled that a corner would have 65,535 ancestors.
  /// O(arcs x triangles at an arc / 64) on top of the order.
  static std::optional<Hierarchy> build(const Links& links, std::span<const std::uint32_t> order);
  /// Over the tables of another, which `owner` keeps where they are.
  Hierarchy(const Tables& tables, std::shared_ptr<const void> owner)
      : tables_(tables), owner_(std::move(owner)) {}

  std::uint32_t size() const { return static_cast<std::uint32_t>(tables_.parents.size()); }
  std::size_t arcs() const { return tables_.arc_depths.size(); }
  std::uint32_t depth() const { return tables_.depth; }  ///< corners on the longest way to the top

  std::uint32_t rank(std::uint32_t corner) const { return tables_.rank_of[corner]; }
  std::uint32_t corner(std::uint32_t rank) const { return tables_.corner_of[rank]; }
  /// By rank; one more closes the arcs of the last.
  std::span<const Corner> corners() const { return tables_.corners; }
  std::span<const std::uint32_t> parents() const {
    return tables_.parents;
  }  ///< by rank, or `none`
  /// Depth of the ancestor to which each arc leads, ascending for each corner.
  std::span<const std::uint16_t> arc_depths() const { return tables_.arc_depths; }

  /// The arc between two ranks, one of them an ancestor of the other; `none` if there is none.
  std::uint32_t arc_between(std::uint32_t rank, std::uint32_t ancestor) const;

  /// The corners from which an arc leads up to a corner, by rank.
  std::span<const std::uint32_t> lower(std::uint32_t rank) const {
    const auto first = tables_.first_lower[rank];
    return tables_.lower.subspan(first, tables_.first_lower[rank + std::size_t{1}] - first);
  }

  const Tables& tables() const { return tables_; }
  std::size_t bytes() const;

 private:
  Tables tables_;
  std::shared_ptr<const void> owner_;
};

}  // namespace analysis::travel
