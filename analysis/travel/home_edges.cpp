#include "analysis/travel/home_edges.hpp"

#include <algorithm>
#include <tuple>

namespace analysis::travel {

HomeEdges home_edges(const geo::City& city, const Costs& costs) {
  HomeEdges result;
  result.size = city.homes.size();
  result.slot_of.assign(city.streets.at.size(), HomeEdges::no_slot);
  for (const geo::HomeId home : city.homes.door.rows()) {
    const auto& door = city.homes.door[home];
    if (door) {
      result.homes.push_back({home, stop(city.streets, costs, *door)});
    } else {
      result.without_door.emplace_back(home, door.reason());
    }
  }
  std::sort(result.homes.begin(), result.homes.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.stop.edge, a.home) < std::tuple(b.stop.edge, b.home);
  });

  const auto slot = [&](geo::NodeId corner) {
    auto& known = result.slot_of[corner.row()];
    if (known == HomeEdges::no_slot) {
      known = static_cast<std::uint32_t>(result.corners.size());
      result.corners.push_back(corner.row());
    }
    return known;
  };
  for (std::uint32_t row = 0; row < result.homes.size(); ++row) {
    const geo::EdgeId id = result.homes[row].stop.edge;
    if (result.stretches.empty() || result.stretches.back().edge != id) {
      const geo::Edge& edge = city.streets.edges[id];
      const auto from = slot(edge.from);
      result.stretches.push_back({id, from, slot(edge.to), row, row});
    }
    result.stretches.back().last = row + 1;
  }
  return result;
}

}  // namespace analysis::travel
