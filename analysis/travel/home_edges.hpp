#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "analysis/travel/way.hpp"
#include "geo/city.hpp"

namespace analysis::travel {

/// Homes gathered by the stretch of street on which they have their door: neighbours share the
/// trips of the two corners between which they live.
struct HomeEdges {
  static constexpr auto no_slot = std::numeric_limits<std::uint32_t>::max();

  struct HomeStop {
    geo::HomeId home;
    Stop stop;
  };
  struct Stretch {
    geo::EdgeId edge;
    std::uint32_t from_slot, to_slot;  ///< positions in `corners`
    std::uint32_t first, last;         ///< rows of `homes`
  };

  std::vector<HomeStop> homes;         ///< by edge, then home
  std::vector<Stretch> stretches;      ///< by edge
  std::vector<std::uint32_t> corners;  ///< the ends of these stretches, each once
  std::vector<std::uint32_t> slot_of;  ///< position in `corners` of each corner, or `no_slot`
  std::vector<std::pair<geo::HomeId, geo::Missing>> without_door;
  std::size_t size = 0;  ///< homes in all
};

HomeEdges home_edges(const geo::City& city, const Costs& costs);

}  // namespace analysis::travel
