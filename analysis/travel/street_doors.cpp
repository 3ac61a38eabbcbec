#include "analysis/travel/street_doors.hpp"

#include <algorithm>
#include <optional>
#include <vector>

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

std::uint32_t lower_corner(const Hierarchy& tree, const geo::Edge& street) {
  return std::max(tree.rank(street.from.row()), tree.rank(street.to.row()));
}

namespace {

/// The two seeds of a lane at a door.
struct Started {
  LaneSeed lower, upper;
  const Stop* at;
};

Started started(const Hierarchy& tree, std::uint32_t lane, const DoorEnds& door, const Stop* at) {
  const LaneSeed a{tree.rank(door.a), lane, door.by_a}, b{tree.rank(door.b), lane, door.by_b};
  return a.rank < b.rank ? Started{b, a, at} : Started{a, b, at};
}

// The lower corner first: seeds whose lower corners ascend are in the order in which a sweep
// climbs.
void put_seeds(Batch& batch, const Started& lane) {
  batch.seeds.push_back(lane.lower);
  batch.seeds.push_back(lane.upper);
}

}  // namespace

void start_lane(Batch& batch, const Hierarchy& tree, std::uint32_t lane, const DoorEnds& door) {
  put_seeds(batch, started(tree, lane, door, nullptr));
}

template <class Lane>
StreetDoors<Lane>::StreetDoors(const Hierarchy& tree, const geo::StreetGraph& streets,
                               std::span<const Stop> doors, Towards towards)
    : tree_(tree),
      streets_(streets),
      towards_(towards),
      filed_(tree, ends(streets, doors, towards)) {
  stops_.reserve(doors.size());
  for (const auto original : filed_.originals()) stops_.push_back(doors[original]);
}

// Doors on a street are filed with its lower corner, so lanes that share it find them in one pass,
// and in order.
template <class Lane>
void StreetDoors<Lane>::start(Batch& batch, std::span<const LaneStart> starts) const {
  const bool to_doors = towards_ == Towards::targets;
  std::vector<Started> lanes;
  lanes.reserve(starts.size());
  for (const auto& [lane, at] : starts) {
    const auto door = to_doors ? leaving(streets_, at) : coming(streets_, at);
    lanes.push_back(started(tree_, lane, door, &at));
  }
  const auto lower_first = [](const Started& a, const Started& b) {
    return a.lower.rank < b.lower.rank;
  };
  if (!std::is_sorted(lanes.begin(), lanes.end(), lower_first)) {
    std::sort(lanes.begin(), lanes.end(), lower_first);
  }
  std::vector<const Started*> on_street;
  on_street.reserve(lanes.size());
  const auto first_door = filed_.first_of_rank();
  for (std::size_t first = 0, last = 0; first < lanes.size(); first = last) {
    const auto rank = lanes[first].lower.rank;
    for (; last < lanes.size() && lanes[last].lower.rank == rank; ++last) {
      put_seeds(batch, lanes[last]);
    }
    std::optional<geo::EdgeId> street;  // of `on_street`; the next door is mostly on the same
    for (auto door = first_door[rank]; door < first_door[rank + std::size_t{1}]; ++door) {
      const Stop& there = stops_[door];
      if (street != there.edge) {
        street = there.edge;
        on_street.clear();
        for (std::size_t at = first; at < last; ++at) {
          if (lanes[at].at->edge == *street) on_street.push_back(&lanes[at]);
        }
      }
      for (const Started* from : on_street) {
        const auto cost = to_doors ? along_edge(*from->at, there) : along_edge(there, *from->at);
        if (cost != EdgeCost::closed) batch.directs.push_back({door, from->lower.lane, cost});
      }
    }
  }
}

template class StreetDoors<std::uint16_t>;
template class StreetDoors<std::uint32_t>;

}  // namespace analysis::travel
