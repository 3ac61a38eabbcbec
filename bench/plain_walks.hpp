#pragma once

// The baseline: what a careful programmer writes first. A binary heap, one search per place, flat
// arrays, a limit, and nothing shared between searches. It takes the whole costs of edges and
// doors from the program, so results can be compared with ==, and nothing of its searches.

#include <algorithm>
#include <cstdint>
#include <queue>
#include <span>
#include <utility>
#include <vector>

#include "analysis/travel/way.hpp"

namespace plain {

using Cost = std::uint32_t;
using analysis::travel::EdgeCost;
using analysis::travel::Stop;

/// Streets and the places on them, as seen from one side: `along` the walk, or `against` it.
class Map {
 public:
  enum class Direction { along, against };

  Map(const geo::StreetGraph& streets, const analysis::travel::Costs& costs,
      const std::vector<std::vector<Stop>>& doors_of_place, Direction direction)
      : against_(direction == Direction::against),
        doors(doors_of_place),
        arcs(streets.at.size()),
        at_corner(streets.at.size()),
        on_edge(streets.edges.size()),
        ends(streets.edges.size()) {
    for (const geo::EdgeId id : streets.edges.rows()) {
      const auto from = streets.edges[id].from.row(), to = streets.edges[id].to.row();
      ends[id.row()] = {from, to};
      const EdgeCost cost = costs.edge[id];
      add_arc(from, to, against_ ? cost.backward : cost.forward);
      add_arc(to, from, against_ ? cost.forward : cost.backward);
    }
    for (std::uint32_t place = 0; place < doors.size(); ++place) {
      for (const Stop& stop : doors[place]) {
        const auto [from, to] = ends[stop.edge.row()];
        at_corner[from].push_back({place, against_ ? stop.to_from : stop.from_from});
        at_corner[to].push_back({place, against_ ? stop.to_to : stop.from_to});
        on_edge[stop.edge.row()].push_back({place, stop});
      }
    }
  }

  struct Arc {
    std::uint32_t to;
    Cost cost;
  };
  struct Hook {  ///< a place, and what is left to walk from a corner to it
    std::uint32_t place;
    Cost rest;
  };
  struct OnEdge {
    std::uint32_t place;
    Stop stop;
  };

  /// Cost from a stop to the two ends of its street, in the direction of this map.
  std::pair<Cost, Cost> to_ends(const Stop& stop) const {
    return against_ ? std::pair{stop.from_from, stop.from_to} : std::pair{stop.to_from, stop.to_to};
  }
  Cost between(const Stop& origin, const Stop& place) const {
    return against_ ? along_edge(place, origin) : along_edge(origin, place);
  }

 private:
  void add_arc(std::uint32_t from, std::uint32_t to, Cost cost) {
    if (cost != EdgeCost::closed) arcs[from].push_back({to, cost});
  }
  bool against_;

 public:
  std::vector<std::vector<Stop>> doors;
  std::vector<std::vector<Arc>> arcs;
  std::vector<std::vector<Hook>> at_corner;
  std::vector<std::vector<OnEdge>> on_edge;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
};

/// One search after the other; the arrays are kept between them.
class Walker {
 public:
  explicit Walker(const Map& map)
      : map_(map),
        corner_(map.arcs.size(), EdgeCost::closed),
        place_(map.doors.size(), EdgeCost::closed) {}

  /// Calls `found(place, cost)` for each place within the limit of the doors. With `first_only` the
  /// search ends when the nearest is certain, and other places may be missing.
  template <class Found>
  void walk(std::span<const Stop> doors, Cost limit, bool first_only, Found found) {
    nearest_ = EdgeCost::closed;
    for (const Stop& door : doors) start(door, limit);
    while (!queue_.empty()) {
      const auto [cost, corner] = queue_.top();
      queue_.pop();
      if (cost > corner_[corner]) continue;
      if (first_only && cost >= nearest_) break;
      for (const auto& hook : map_.at_corner[corner]) {
        if (hook.rest != EdgeCost::closed) reach(hook.place, cost + hook.rest, limit);
      }
      for (const auto& arc : map_.arcs[corner]) step(arc.to, cost + arc.cost, limit);
    }
    for (const auto place : places_) found(place, place_[place]);
    forget();
  }

 private:
  void start(const Stop& door, Cost limit) {
    const auto [from, to] = map_.ends[door.edge.row()];
    const auto [to_from, to_to] = map_.to_ends(door);
    if (to_from != EdgeCost::closed) step(from, to_from, limit);
    if (to_to != EdgeCost::closed) step(to, to_to, limit);
    for (const auto& other : map_.on_edge[door.edge.row()]) {
      const Cost cost = map_.between(door, other.stop);
      if (cost != EdgeCost::closed) reach(other.place, cost, limit);
    }
  }
  void step(std::uint32_t corner, Cost cost, Cost limit) {
    if (cost > limit || cost >= corner_[corner]) return;
    if (corner_[corner] == EdgeCost::closed) corners_.push_back(corner);
    corner_[corner] = cost;
    queue_.emplace(cost, corner);
  }
  void reach(std::uint32_t place, Cost cost, Cost limit) {
    if (cost > limit || cost >= place_[place]) return;
    if (place_[place] == EdgeCost::closed) places_.push_back(place);
    place_[place] = cost;
    nearest_ = std::min(nearest_, cost);
  }
  void forget() {
    for (const auto corner : corners_) corner_[corner] = EdgeCost::closed;
    for (const auto place : places_) place_[place] = EdgeCost::closed;
    corners_.clear();
    places_.clear();
    queue_ = {};
  }

  using Item = std::pair<Cost, std::uint32_t>;
  const Map& map_;
  std::vector<Cost> corner_, place_;
  std::vector<std::uint32_t> corners_, places_;
  Cost nearest_ = EdgeCost::closed;
  std::priority_queue<Item, std::vector<Item>, std::greater<>> queue_;
};

}  // namespace plain
