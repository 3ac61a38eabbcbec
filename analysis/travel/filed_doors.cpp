#include "analysis/travel/filed_doors.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace analysis::travel {

template <class Lane>
FiledDoors<Lane>::FiledDoors(const Hierarchy& tree, std::span<const DoorEnds> doors)
    : first_(tree.size() + std::size_t{1}, 0), original_(doors.size()), doors_(doors.size()) {
  constexpr auto closed = EdgeCost::closed;
  const auto saturated = [](std::uint32_t cost) {
    return static_cast<Lane>(std::min<std::uint32_t>(cost, no_way<Lane>));
  };
  const auto lower_of = [&](const DoorEnds& door) {
    return std::max(tree.rank(door.a), tree.rank(door.b));
  };
  for (const DoorEnds& door : doors) ++first_[lower_of(door) + std::size_t{1}];
  std::partial_sum(first_.begin(), first_.end(), first_.begin());
  auto next = first_;
  for (std::uint32_t row = 0; row < doors.size(); ++row) {
    DoorEnds door = doors[row];
    if (door.a == door.b) door.by_a = std::min(door.by_a, std::exchange(door.by_b, closed));
    if (tree.rank(door.a) < tree.rank(door.b)) {
      std::swap(door.a, door.b);
      std::swap(door.by_a, door.by_b);
    }
    const auto filed = next[tree.rank(door.a)]++;
    original_[filed] = row;
    doors_[filed] = {saturated(door.by_a), saturated(door.by_b),
                     tree.corners()[tree.rank(door.b)].depth};
  }
}

template <class Lane>
FiledDoors<Lane> FiledDoors<Lane>::at_corners(const Hierarchy& tree,
                                              std::span<const std::uint32_t> corners) {
  std::vector<DoorEnds> ends;
  ends.reserve(corners.size());
  for (const auto corner : corners) ends.push_back({corner, corner, 0, EdgeCost::closed});
  FiledDoors filed(tree, ends);
  filed.doors_ = {};
  return filed;
}

template <class Lane>
FiledDoors<Lane> FiledDoors<Lane>::at_corners(const Hierarchy& tree) {
  FiledDoors filed;
  filed.first_.resize(tree.size() + std::size_t{1});
  std::iota(filed.first_.begin(), filed.first_.end(), 0u);
  for (std::uint32_t rank = 0; rank < tree.size(); ++rank) {
    filed.original_.push_back(tree.corner(rank));
  }
  return filed;
}

template class FiledDoors<std::uint16_t>;
template class FiledDoors<std::uint32_t>;

}  // namespace analysis::travel
