#include "geo/network/line_part.hpp"

#include <algorithm>

#include "geo/network/length.hpp"

namespace geo {

Line line_part(const Line& line, double first, double last) {
  const double whole = drawn_length(line).value;
  if (whole == 0 || (first <= 0 && last >= 1)) return line;
  const double from = std::max(first, 0.0) * whole, to = std::min(last, 1.0) * whole;
  Line part;
  double behind = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const Point a = line[i], b = line[i + 1];
    const double step = drawn_length(std::span(line).subspan(i, 2)).value;
    const auto at = [&](double along) {
      const double share = step > 0 ? std::clamp((along - behind) / step, 0.0, 1.0) : 0;
      return share == 1 ? b : Point{a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
    };
    if (part.empty() && from <= behind + step) part.push_back(at(from));
    if (to <= behind + step) {
      part.push_back(at(to));
      break;
    }
    if (!part.empty() && part.back() != b) part.push_back(b);
    behind += step;
  }
  if (part.size() == 1) part.push_back(line.back());
  return part;
}

}  // namespace geo
