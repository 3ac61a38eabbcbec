#pragma once

#include <span>
#include <vector>

#include "geo/description.hpp"
#include "geo/network/street_graph.hpp"

namespace geo::build {

/// How far the longest walk of the analysis goes: its most minutes at 80 metres each.
Metres longest_walk(const Description& description);

/// Which places lie within `reach` of the outer edge of the street data, or beyond it: what is
/// across that edge may be nearer than anything the data holds.
///
/// The edge is the convex hull of all corners. All true without streets. O(n h) for h corners of
/// the hull. Andrew (1979), doi:10.1016/0020-0190(79)90072-3.
std::vector<bool> near_edge(const StreetGraph& streets, std::span<const Point> places,
                            Metres reach);

}  // namespace geo::build
