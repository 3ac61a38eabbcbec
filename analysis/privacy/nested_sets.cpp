#include "analysis/privacy/nested_sets.hpp"

#include <algorithm>
#include <map>

namespace analysis::privacy {

std::size_t NestedSets::take(std::span<const geo::HomeId> homes) {
  std::map<std::size_t, std::size_t> shared;  // homes in common, by set
  for (const geo::HomeId home : homes) {
    for (auto set = of_[home]; set != none; set = parent_[set]) ++shared[set];
  }
  std::size_t above = all;
  std::vector<std::size_t> below;
  for (const auto& [set, common] : shared) {
    const bool holds = common == homes.size(), is_held = common == size_[set];
    if (holds && is_held) return set;
    if (!holds && !is_held) return crosses;
    if (holds && size_[set] < size_[above]) above = set;
    if (is_held) below.push_back(set);
  }
  if (homes.empty()) return crosses;
  const std::size_t made = size_.size();
  size_.push_back(homes.size());
  parent_.push_back(above);
  inside_.emplace_back();
  for (const std::size_t set : below) {
    if (parent_[set] != above) continue;
    parent_[set] = made;
    inside_[made].push_back(set);
  }
  std::erase_if(inside_[above], [&](std::size_t set) { return parent_[set] != above; });
  inside_[above].push_back(made);
  for (const geo::HomeId home : homes) {
    if (of_[home] == above) of_[home] = made;
  }
  return made;
}

std::vector<std::size_t> NestedSets::downwards() const {
  std::vector<std::size_t> order{all};
  for (std::size_t at = 0; at < order.size(); ++at) {
    const auto& next = inside_[order[at]];
    order.insert(order.end(), next.begin(), next.end());
  }
  return order;
}

}  // namespace analysis::privacy
