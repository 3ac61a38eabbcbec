#include "analysis/missed_ground.hpp"

#include <algorithm>
#include <cmath>

#include "geo/network/length.hpp"
#include "geo/network/line_part.hpp"
#include "geo/shape/buffers.hpp"
#include "geo/shape/polygons.hpp"

namespace analysis {

using namespace geo;

void MissedGround::look(Point at, bool is_within) {
  if (!near(at, is_within, cell_)) lines(is_within).push_back({at, at});
}

void MissedGround::look(const Line& line, bool is_within) {
  const double length = drawn_length(line).value;
  const double spacing = grid_.step / 2;
  const auto pieces = static_cast<std::size_t>(std::ceil(length / spacing));
  std::size_t first = 0, missed = 0;
  for (std::size_t i = 0; i <= pieces; ++i) {
    const double share = pieces == 0 ? 0 : double(i) / double(pieces);
    const Point at = i == pieces ? line.back() : line_part(line, share, 1).front();
    const bool lacking = !near(at, is_within, cell_ - spacing / 2);
    if (lacking && missed++ == 0) first = i;
    if (missed == 0 || (lacking && i < pieces)) continue;
    const auto from = first == 0 ? 0 : first - 1;
    lines(is_within).push_back(
        line_part(line, double(from) / double(pieces), pieces == 0 ? 1 : share));
    missed = 0;
  }
}

// Whether a corner of that side lies within `reach`.
bool MissedGround::near(Point at, bool is_within, double reach) const {
  const double x = (at.x - grid_.low.x) / grid_.step, y = (at.y - grid_.low.y) / grid_.step;
  const double span = reach / grid_.step;
  const auto bound = [](double value, std::size_t size) {
    return static_cast<std::size_t>(std::clamp(value, 0.0, double(size - 1)));
  };
  for (auto row = bound(std::ceil(y - span), grid_.rows);
       row <= bound(std::floor(y + span), grid_.rows); ++row) {
    for (auto column = bound(std::ceil(x - span), grid_.columns);
         column <= bound(std::floor(x + span), grid_.columns); ++column) {
      if (within_[row * grid_.columns + column] != is_within) continue;
      if (std::hypot(double(column) - x, double(row) - y) <= span) return true;
    }
  }
  return false;
}

void mend(std::vector<MultiPolygon>& ground, const std::vector<MissedGround>& missed,
          Metres reach) {
  std::vector<Line> lines;
  for (std::size_t k = 0; k < ground.size(); ++k) {
    lines.insert(lines.end(), missed[k].to_add.begin(), missed[k].to_add.end());
    if (lines.empty()) continue;
    const std::vector both{std::move(ground[k]), around(lines, reach)};
    ground[k] = union_of(both);
  }
  lines.clear();
  for (std::size_t k = ground.size(); k-- > 0;) {
    lines.insert(lines.end(), missed[k].to_cut.begin(), missed[k].to_cut.end());
    if (!lines.empty()) ground[k] = difference(ground[k], around(lines, reach));
  }
}

}  // namespace analysis
