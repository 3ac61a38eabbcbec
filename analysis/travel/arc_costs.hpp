#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "analysis/travel/hierarchy.hpp"
#include "analysis/travel/search.hpp"
#include "analysis/travel/way.hpp"

namespace analysis::travel {

/// The number that stands for "no way" in lanes of a width, and for everything longer.
template <class Lane>
inline constexpr Lane no_way = std::numeric_limits<Lane>::max();
template <>
inline constexpr std::uint32_t no_way<std::uint32_t> = far;

/// What each arc of a hierarchy costs for one way of moving, shortcuts included.
///
/// `std::uint16_t` holds costs up to 6553.4 seconds, 109 minutes; longer ones are `no_way`, which
/// leaves every shorter trip exact. `std::uint32_t` holds all costs below `far`.
template <class Lane>
struct ArcCosts {
  std::vector<Lane> up;    ///< from the lower corner to its ancestor
  std::vector<Lane> down;  ///< from the ancestor; empty where every street costs the same both ways

  std::span<const Lane> upward() const { return up; }
  std::span<const Lane> downward() const { return down.empty() ? up : down; }
  std::size_t bytes() const { return (up.size() + down.size()) * sizeof(Lane); }
};

/// A shortcut costs as much as the best way through lower corners. Each corner gathers from those
/// below it and writes its own arcs only, so parts of town run side by side and any number of
/// threads gives the same. O(triangles). Dibbelt, Strasser, Wagner (2016), doi:10.1145/2886843.
template <class Lane>
ArcCosts<Lane> customise(const Hierarchy& hierarchy, const geo::StreetGraph& streets,
                         const Costs& costs);

/// The costs of `before` where the cost of one street between two corners is another now: equal to
/// customising anew. Only the arcs of the street's lower corner and of those above it are gathered
/// again, and of these only where an arc below them changed. `costs` are those of now.
template <class Lane>
ArcCosts<Lane> customise_again(const Hierarchy& hierarchy, const ArcCosts<Lane>& before,
                               const geo::StreetGraph& streets, const Costs& costs,
                               geo::EdgeId changed);

}  // namespace analysis::travel
