#include "geo/network/rises.hpp"

#include <cmath>

namespace geo {

std::vector<Rise> rises(std::span<const Point> line,
                        std::span<const std::optional<float>> heights) {
  if (line.size() < 2 || heights.size() != line.size()) return {};
  if (!heights.front() || !heights.back()) return {};
  std::vector<Rise> all;
  double along = 0;
  double from = *heights.front();
  for (std::size_t i = 1; i < line.size(); ++i) {
    along += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
    if (!heights[i] || along < shortest_rise) continue;
    const double to = *heights[i];
    all.push_back({static_cast<float>(along), static_cast<float>(to - from)});
    along = 0;
    from = to;
  }
  // What is left at the end is too short to have a slope of its own: the last part takes it.
  const auto left_up = static_cast<float>(*heights.back() - from);
  if (along > 0 && !all.empty()) {
    all.back().along += static_cast<float>(along);
    all.back().up += left_up;
  } else if (along > 0) {
    all.push_back({static_cast<float>(along), left_up});
  }
  return all;
}

}  // namespace geo
