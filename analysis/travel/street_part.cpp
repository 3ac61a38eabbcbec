#include "analysis/travel/street_part.hpp"

#include <algorithm>

namespace analysis::travel {

void join(std::vector<StreetPart>& parts, std::size_t first) {
  const auto begin = parts.begin() + static_cast<std::ptrdiff_t>(first);
  std::sort(begin, parts.end(),
            [](const StreetPart& a, const StreetPart& b) { return a.first < b.first; });
  std::size_t kept = first;
  for (std::size_t i = first; i < parts.size(); ++i) {
    if (kept > first && parts[i].first <= parts[kept - 1].last + 2 * shortest_part) {
      parts[kept - 1].last = std::max(parts[kept - 1].last, parts[i].last);
    } else {
      parts[kept++] = parts[i];
    }
  }
  parts.resize(kept);
}

std::vector<StreetPart> less(std::span<const StreetPart> parts,
                             std::span<const StreetPart> without) {
  std::vector<StreetPart> left;
  auto gone = without.begin();
  for (StreetPart part : parts) {
    while (gone != without.end() &&
           (gone->edge < part.edge || (gone->edge == part.edge && gone->last <= part.first))) {
      ++gone;
    }
    for (auto cut = gone; cut != without.end() && cut->edge == part.edge && cut->first < part.last;
         ++cut) {
      if (cut->first - part.first > shortest_part) {
        left.push_back({part.edge, part.first, cut->first});
      }
      part.first = std::max(part.first, cut->last);
    }
    if (part.last - part.first > shortest_part) left.push_back(part);
  }
  return left;
}

}  // namespace analysis::travel
