#pragma once

#include <algorithm>
#include <vector>

#include "geo/core/units.hpp"
#include "geo/network/door.hpp"
#include "geo/network/street_graph.hpp"
#include "geo/way.hpp"

namespace analysis::travel {

using geo::Way;

/// Cost of each edge in each direction; nothing where the way is closed.
struct EdgeCost {
  static constexpr std::uint32_t closed = 0xffffffff;
  std::uint32_t forward = closed;   ///< tenths of a second, from -> to
  std::uint32_t backward = closed;  ///< to -> from
};

/// A graph with its costs made whole once; from here on the integers are the model, and two
/// searches over them are compared with ==.
struct Costs {
  Way way;
  geo::Per<geo::EdgeId, EdgeCost> edge;
  /// Streets that nobody may pass from end to end, ascending: their doors are reached from both
  /// ends at the costs of `edge`.
  std::vector<geo::EdgeId> cut{};

  /// What it costs to pass along a street.
  EdgeCost passing(geo::EdgeId street) const {
    const bool is_cut = !cut.empty() && std::binary_search(cut.begin(), cut.end(), street);
    return is_cut ? EdgeCost{} : edge[street];
  }
};

/// The time along each edge in each direction by the rules of the way (docs/ways.md), rounded to
/// tenths of a second. The only place where travel costs are rounded, but for the two partial edges
/// of a door (see `Stop`).
Costs quantise(const geo::StreetGraph& streets, const Way& way);
/// The same of one street.
EdgeCost quantise(const geo::StreetGraph& streets, const Way& way, geo::EdgeId street);

/// A door seen by the search: how far its edge's two ends are, in both directions, with the
/// off-network walk added. `closed` where the edge is.
struct Stop {
  geo::EdgeId edge;
  std::uint32_t to_from, to_to;      ///< from the door to the edge's `from` / `to` corner
  std::uint32_t from_from, from_to;  ///< from those corners to the door
  std::uint32_t along_forward;       ///< position along the edge, in forward cost
  std::uint32_t along_backward;      ///< position along the edge, in backward cost from `to`
  std::uint32_t off_network;
  bool operator==(const Stop&) const = default;
};
Stop stop(const geo::StreetGraph& streets, const Costs& costs, const geo::Door& door);

/// Cost between two stops on one edge along that edge alone, `closed` when they are on different
/// edges or the way is.
std::uint32_t along_edge(const Stop& origin, const Stop& destination);

}  // namespace analysis::travel
