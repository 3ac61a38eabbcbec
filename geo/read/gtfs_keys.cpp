#include "geo/read/gtfs_keys.hpp"

#include <algorithm>

namespace geo::read {

std::vector<std::uint32_t> FeedKeys::sort() {
  std::vector<std::pair<std::string_view, Place*>> keys;
  keys.reserve(rows_.size());
  for (auto& [key, place] : rows_) keys.emplace_back(key, &place);
  std::sort(keys.begin(), keys.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::uint32_t> order(keys.size());
  for (std::uint32_t row = 0; row < keys.size(); ++row) {
    order[keys[row].second->row] = row;
    keys[row].second->row = row;
  }
  return order;
}

}  // namespace geo::read
