#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/travel/arc_costs.hpp"
#include "analysis/travel/hierarchy.hpp"

namespace analysis::travel {

/// Which way a sweep looks: where one gets to from its seeds, or from where one comes to them.
enum class Towards { targets, seeds };

/// A door as a sweep meets it: the two corners of its street (one twice on a loop) and the cost
/// between each and the door, `closed` where there is no way.
struct DoorEnds {
  std::uint32_t a, b;
  std::uint32_t by_a, by_b;
};

/// Doors between which a sweep ends, each filed with the lower of the two corners of its street:
/// when a sweep stands there, the label of the upper one is still at hand. Doors are in the order
/// of their lower corner's rank, so those of a part of town follow each other.
template <class Lane>
class FiledDoors {
 public:
  struct Door {
    Lane by_lower, by_upper;
    std::uint16_t upper_depth;
  };

  FiledDoors(const Hierarchy& tree, std::span<const DoorEnds> doors);
  /// Doors at the corners themselves, at no cost and on no street in particular.
  static FiledDoors at_corners(const Hierarchy& tree, std::span<const std::uint32_t> corners);
  /// One at each corner: door r is the corner of rank r.
  static FiledDoors at_corners(const Hierarchy& tree);

  std::size_t size() const { return original_.size(); }
  /// Row of a filed door in the list that it came from; for corners the corner.
  std::uint32_t original(std::size_t filed) const { return original_[filed]; }
  std::span<const std::uint32_t> originals() const { return original_; }

  /// First filed door of each rank, and the end.
  std::span<const std::uint32_t> first_of_rank() const { return first_; }
  /// Empty when all doors are at corners. A door that only lies where its street ends is not: it
  /// is reached along that street from the others on it.
  std::span<const Door> doors() const { return doors_; }

 private:
  FiledDoors() = default;

  std::vector<std::uint32_t> first_, original_;
  std::vector<Door> doors_;
};

}  // namespace analysis::travel
