#pragma once

#include <span>
#include <vector>

#include "analysis/travel/filed_doors.hpp"
#include "analysis/travel/sweep.hpp"
#include "analysis/travel/way.hpp"

namespace analysis::travel {

/// A lane that starts at a door; a lane may start at several.
struct LaneStart {
  std::uint32_t lane;
  Stop at;
};

/// Doors on the streets of a city, filed for sweeps that look one way, and the lanes that sweeps
/// to them start with.
template <class Lane>
class StreetDoors {
 public:
  /// `tree` and `streets` must outlive the result.
  StreetDoors(const Hierarchy& tree, const geo::StreetGraph& streets, std::span<const Stop> doors,
              Towards towards);

  const FiledDoors<Lane>& filed() const { return filed_; }

  /// Lets lanes start: each at the two corners of its street, and at the filed doors on it. Those
  /// that come in order of the lower of the two corners (`lower_corner`) need not be sorted.
  void start(Batch& batch, std::span<const LaneStart> starts) const;

 private:
  const Hierarchy& tree_;
  const geo::StreetGraph& streets_;
  Towards towards_;
  FiledDoors<Lane> filed_;
  std::vector<Stop> stops_;  ///< by filed door
};

/// The two corners of a door's street, and the cost from the door to them, or from them to it.
DoorEnds leaving(const geo::StreetGraph& streets, const Stop& door);
DoorEnds coming(const geo::StreetGraph& streets, const Stop& door);

/// Rank of the lower of the two corners of a street: the other is above it.
std::uint32_t lower_corner(const Hierarchy& tree, const geo::Edge& street);

/// Lets a lane start at a door, without the doors on its own street.
void start_lane(Batch& batch, const Hierarchy& tree, std::uint32_t lane, const DoorEnds& door);

}  // namespace analysis::travel
