#pragma once

#include <span>
#include <vector>

#include "analysis/travel/filed_doors.hpp"
#include "analysis/travel/sweep.hpp"
#include "analysis/travel/way.hpp"

namespace analysis::travel {

/// Doors on the streets of a city, filed for sweeps that look one way, and the lanes that sweeps
/// to them start with.
template <class Lane>
class StreetDoors {
 public:
  /// `tree` and `streets` must outlive the result.
  StreetDoors(const Hierarchy& tree, const geo::StreetGraph& streets, std::span<const Stop> doors,
              Towards towards);

  const FiledDoors<Lane>& filed() const { return filed_; }

  /// Lets a lane start at a door: at the two corners of its street, and at the filed doors on it.
  void start(Batch& batch, std::uint32_t lane, const Stop& at) const;

 private:
  struct OnStreet {
    geo::EdgeId street;
    std::uint32_t door;  ///< as filed
    Stop stop;
  };

  const Hierarchy& tree_;
  const geo::StreetGraph& streets_;
  Towards towards_;
  FiledDoors<Lane> filed_;
  std::vector<OnStreet> on_street_;  ///< by street, then door
};

/// The two corners of a door's street, and the cost from the door to them, or from them to it.
DoorEnds leaving(const geo::StreetGraph& streets, const Stop& door);
DoorEnds coming(const geo::StreetGraph& streets, const Stop& door);

/// Lets a lane start at a door, without the doors on its own street.
void start_lane(Batch& batch, const Hierarchy& tree, std::uint32_t lane, const DoorEnds& door);

}  // namespace analysis::travel
