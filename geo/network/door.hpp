#pragma once

#include "geo/core/column.hpp"
#include "geo/core/units.hpp"
#include "geo/network/street_graph.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace geo {

/// What was done to bring a place to the streets.
enum class DoorAction : std::uint8_t {
  nearest_edge,   ///< the nearest walkable edge, in the main component
  small_part,     ///< nearest edge lies on a disconnected part that is kept (see DoorRule)
  moved_to_main,  ///< the nearest edge lies on a small part; joined to the main one instead
};
std::string_view word(DoorAction action);

/// Where a home or a service meets the streets: an exact position on an edge.
struct Door {
  EdgeId edge;
  Metres along;        ///< from the edge's `from` corner, 0 .. length
  Metres off_network;  ///< straight from the place to that position
  ComponentId component;
  DoorAction action = DoorAction::nearest_edge;
  bool operator==(const Door&) const = default;
};

/// How places are joined to the streets.
struct DoorRule {
  Metres furthest{200};         ///< a place further than this from any edge is off_network
  std::size_t small_part = 50;  ///< corners; a component with fewer is a small disconnected part
  Metres main_within{200};      ///< a place on a small part joins the main one when that close
};

/// Finds doors. Ties in distance go to the lower edge id.
class DoorFinder {
 public:
  explicit DoorFinder(const StreetGraph& streets, DoorRule rule = {});
  ~DoorFinder();
  DoorFinder(DoorFinder&&) noexcept;

  /// The door of a place, or `off_network`. O(log m) for m edges. Safe from several threads.
  Cell<Door> door(Point place) const;
  /// Position of a door on the map.
  static Point at(const StreetGraph& streets, const Door& door);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace geo
