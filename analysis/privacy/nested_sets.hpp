#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "geo/core/id.hpp"
#include "geo/core/table.hpp"

namespace analysis::privacy {

/// Sets of homes of which any two are apart or one lies within the other, under the set of all.
/// What a reader can subtract from each other is then a set less those right inside it, and nothing
/// else.
class NestedSets {
 public:
  static constexpr std::size_t crosses = std::numeric_limits<std::size_t>::max();

  explicit NestedSets(std::size_t homes) : size_{homes}, inside_(1), parent_{none}, of_(homes, 0) {}

  /// The number of this set, the same for the same homes; `crosses` when it shares some homes, not
  /// all, with one that was taken before: then it is not taken. O(homes x depth).
  std::size_t take(std::span<const geo::HomeId> homes);

  static constexpr std::size_t all = 0;  ///< the set of all homes
  std::size_t size() const { return size_.size(); }
  /// The sets right inside this one.
  const std::vector<std::size_t>& inside(std::size_t set) const { return inside_[set]; }
  /// The smallest set that holds the home.
  std::size_t of(geo::HomeId home) const { return of_[home]; }
  /// All sets, each before those inside it.
  std::vector<std::size_t> downwards() const;

 private:
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  std::vector<std::size_t> size_;  ///< homes in each
  std::vector<std::vector<std::size_t>> inside_;
  std::vector<std::size_t> parent_;
  geo::Per<geo::HomeId, std::size_t> of_;
};

}  // namespace analysis::privacy
