#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/transit/rules.hpp"
#include "analysis/travel/search.hpp"
#include "analysis/travel/stop_doors.hpp"

namespace analysis::travel {

/// Where one gets on foot from the stops of a city, no further than a limit.
class StopReach {
 public:
  /// A stop with a door on a street.
  struct OnStreet {
    geo::StopId stop;
    std::uint32_t takes;  ///< from the stop to the door
    Stop door;
    double share;  ///< where the door is on its street
  };

  /// `arcs` go along the streets; none of the arguments need outlive the result, whose memory is 8
  /// bytes for each door of a stop and corner in reach of it. One search from every door.
  StopReach(const geo::StreetGraph& streets, const Costs& costs, const Arcs& arcs,
            const StopDoors& doors, std::uint32_t limit);

  /// Stops from which one gets to a corner, walks no longer than the limit; a stop with several
  /// doors may be there several times.
  std::span<const transit::Walk> to_corner(geo::NodeId corner) const;
  /// What gets onto a street between its corners, by a door of a stop on it.
  std::span<const OnStreet> onto(geo::EdgeId edge) const;
  std::uint32_t limit() const { return limit_; }

 private:
  std::uint32_t limit_;
  std::vector<std::size_t> first_;  ///< of each corner's walks
  std::vector<transit::Walk> walks_;
  std::vector<OnStreet> on_streets_;  ///< ascending by street
};

}  // namespace analysis::travel
