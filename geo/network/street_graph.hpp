#pragma once

#include "geo/core/finding.hpp"
#include "geo/core/id.hpp"
#include "geo/core/table.hpp"
#include "geo/core/units.hpp"
#include "geo/network/street_lines.hpp"
#include "geo/shape/geometry.hpp"

#include <span>
#include <string>
#include <vector>

namespace geo {

/// One stretch of street between two corners.
struct Edge {
  NodeId from;
  NodeId to;
  Metres length;
  OneWay on_foot = OneWay::no;
  bool steps = false;
  bool walkable = true;
  StreetTraits traits{};
  // What a scenario changes (geo/edits.hpp).
  bool through = true;  ///< false: reached from both ends, but nobody passes from one to the other
  double slower = 1;    ///< time along it as a multiple of what it would be
};

/// An edge as seen from one of its corners.
struct Street {
  EdgeId edge;
  NodeId to;
  bool forward;  ///< true when `to` is the edge's `to`
};

using ComponentId = Id<struct ComponentTag>;

/// The streets of a city as corners and stretches, in metres. Built once, then only read.
struct StreetGraph {
  Per<NodeId, Point> at;
  Per<EdgeId, Edge> edges;
  Per<EdgeId, Line> lines;         ///< drawn from `from` to `to`
  Per<EdgeId, std::string> names;  ///< as the source names the street
  Per<EdgeId, std::string> ids;    ///< the source's id of the line that the edge is part of
  Lists<NodeId, Street> streets;   ///< every edge at a corner, walkable or not, ids ascending
  /// Connected parts over walkable edges, one-ways ignored; 0 is the one with most nodes, then by
  /// size, ties by lowest node.
  Per<NodeId, ComponentId> component;
  std::vector<std::size_t> component_nodes;  ///< corners in each component
  /// How each edge rises from `from` to `to`; an empty list where heights are not known, no lists
  /// at all where no street has heights.
  Lists<EdgeId, Rise> rises;

  /// From now on copies share the tables, until one is changed.
  void freeze();

  std::span<const Rise> rises_of(EdgeId edge) const {
    return edge.row() < rises.size() ? rises[edge] : std::span<const Rise>{};
  }
};

/// Cuts street lines at their junctions and joins them into a graph.
///
/// A vertex is a junction when two lines, or one line twice, pass through it, or a line ends there.
/// With `Topology::end_ids` lines join at the given ends only. Lines shorter than two distinct
/// vertices are dropped with a finding that names them; so are repeated lines with the same id and
/// course. Nodes and edges are ordered by source ids, else by place, so the order of rows does not
/// matter. O(v log v) for v vertices.
StreetGraph build_street_graph(const StreetLines& lines, Findings& findings);

}  // namespace geo
