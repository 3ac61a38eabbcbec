#include "analysis/travel/street_doors.hpp"

#include <algorithm>
#include <tuple>

namespace analysis::travel {
namespace {

std::vector<DoorEnds> ends(const geo::StreetGraph& streets, std::span<const Stop> doors,
                           Towards towards) {
  std::vector<DoorEnds> result;
  result.reserve(doors.size());
  for (const Stop& door : doors) {
    result.push_back(towards == Towards::targets ? coming(streets, door) : leaving(streets, door));
  }
  return result;
}

}  // namespace

DoorEnds leaving(const geo::StreetGraph& streets, const Stop& door) {
  const geo::Edge& edge = streets.edges[door.edge];
  return {edge.from.row(), edge.to.row(), door.to_from, door.to_to};
}
DoorEnds coming(const geo::StreetGraph& streets, const Stop& door) {
  const geo::Edge& edge = streets.edges[door.edge];
  return {edge.from.row(), edge.to.row(), door.from_from, door.from_to};
}

void start_lane(Batch& batch, const Hierarchy& tree, std::uint32_t lane, const DoorEnds& door) {
  batch.seeds.push_back({tree.rank(door.a), lane, door.by_a});
  batch.seeds.push_back({tree.rank(door.b), lane, door.by_b});
}

template <class Lane>
StreetDoors<Lane>::StreetDoors(const Hierarchy& tree, const geo::StreetGraph& streets,
                               std::span<const Stop> doors, Towards towards)
    : tree_(tree),
      streets_(streets),
      towards_(towards),
      filed_(tree, ends(streets, doors, towards)) {
  on_street_.reserve(doors.size());
  for (std::uint32_t door = 0; door < filed_.size(); ++door) {
    const Stop& stop = doors[filed_.original(door)];
    on_street_.push_back({stop.edge, door, stop});
  }
  std::sort(on_street_.begin(), on_street_.end(), [](const OnStreet& a, const OnStreet& b) {
    return std::tie(a.street, a.door) < std::tie(b.street, b.door);
  });
}

template <class Lane>
void StreetDoors<Lane>::start(Batch& batch, std::uint32_t lane, const Stop& at) const {
  const bool to_doors = towards_ == Towards::targets;
  start_lane(batch, tree_, lane, to_doors ? leaving(streets_, at) : coming(streets_, at));
  auto other = std::lower_bound(
      on_street_.begin(), on_street_.end(), at.edge,
      [](const OnStreet& door, geo::EdgeId street) { return door.street < street; });
  for (; other != on_street_.end() && other->street == at.edge; ++other) {
    const auto cost = to_doors ? along_edge(at, other->stop) : along_edge(other->stop, at);
    if (cost != EdgeCost::closed) batch.directs.push_back({other->door, lane, cost});
  }
}

template class StreetDoors<std::uint16_t>;
template class StreetDoors<std::uint32_t>;

}  // namespace analysis::travel
