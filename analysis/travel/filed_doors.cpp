#include "analysis/travel/filed_doors.hpp"

#include <algorithm>
#include <numeric>

namespace analysis::travel {

template <class Lane>
FiledDoors<Lane>::FiledDoors(const Hierarchy& tree, std::span<const DoorEnds> doors)
    : first_(tree.size() + std::size_t{1}, 0), original_(doors.size()), doors_(doors.size()) {
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
    const DoorEnds& door = doors[row];
    const bool a_is_lower = tree.rank(door.a) > tree.rank(door.b);
    const auto filed = next[lower_of(door)]++;
    const auto upper = a_is_lower ? tree.rank(door.b) : tree.rank(door.a);
    original_[filed] = row;
    doors_[filed] = {saturated(a_is_lower ? door.by_a : door.by_b),
                     saturated(a_is_lower ? door.by_b : door.by_a), tree.corners()[upper].depth};
  }
  const auto plain = [](const Door& door) {
    return door.by_lower == 0 && door.by_upper == no_way<Lane>;
  };
  if (std::all_of(doors_.begin(), doors_.end(), plain)) std::vector<Door>().swap(doors_);
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
