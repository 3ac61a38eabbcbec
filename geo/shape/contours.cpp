#include "geo/shape/contours.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace geo {
namespace {

constexpr int halvings = 4;      // a sixteenth of the step
constexpr std::size_t lone = 2;  // corners that do not make a place of their own
constexpr std::uint64_t nothing = std::numeric_limits<std::uint64_t>::max();

enum Side { bottom, right, top, left };
struct Course {
  Side in, out;
};

/// How the border runs through a square, the ground on its left, by which of its corners are
/// within: 1 low left, 2 low right, 4 high right, 8 high left. Where two corners across from each
/// other are, the ground is either parted (5, 10) or joined in the middle (16, 17).
using Courses = std::vector<Course>;
const std::array<Courses, 18>& courses() {
  static const std::array<Courses, 18> all{{{},
                                            {{bottom, left}},
                                            {{right, bottom}},
                                            {{right, left}},
                                            {{top, right}},
                                            {{bottom, left}, {top, right}},
                                            {{top, bottom}},
                                            {{top, left}},
                                            {{left, top}},
                                            {{bottom, top}},
                                            {{right, bottom}, {left, top}},
                                            {{right, top}},
                                            {{left, right}},
                                            {{bottom, right}},
                                            {{left, bottom}},
                                            {},
                                            {{bottom, right}, {top, left}},
                                            {{left, bottom}, {right, top}}}};
  return all;
}

/// Where the border crosses one side of a square, and where it goes on to.
struct Crossing {
  std::uint64_t side, next;
  Point at;
};

class Tracer {
 public:
  Tracer(const Grid& grid, const std::vector<bool>& within, const Measure& measure,
         std::uint32_t level)
      : grid_(grid), within_(within), measure_(measure), level_(level) {}

  std::vector<Ring> rings() {
    for (std::size_t row = 0; row + 1 < grid_.rows; ++row) {
      for (std::size_t column = 0; column + 1 < grid_.columns; ++column) {
        cross(row * grid_.columns + column);
      }
    }
    std::sort(crossings_.begin(), crossings_.end(),
              [](const Crossing& a, const Crossing& b) { return a.side < b.side; });
    std::vector<Ring> rings;
    for (Crossing& crossing : crossings_) {
      if (crossing.next != nothing) rings.push_back(ring_from(crossing));
    }
    return rings;
  }

 private:
  void cross(std::size_t low_left) {
    const std::size_t high_left = low_left + grid_.columns;
    const bool a = within_[low_left], b = within_[low_left + 1];
    const bool c = within_[high_left + 1], d = within_[high_left];
    std::size_t kind = a + 2 * b + 4 * c + 8 * d;
    if (kind == 0 || kind == 15) return;
    if ((kind == 5 || kind == 10) && joined(low_left)) kind = kind == 5 ? 16 : 17;
    for (const Course course : courses()[kind]) {
      const auto side = side_of(low_left, course.in);
      crossings_.push_back({side, side_of(low_left, course.out), place(side)});
    }
  }

  bool joined(std::size_t low_left) const {
    const Point corner = grid_.at(low_left);
    return measure_({corner.x + grid_.step / 2, corner.y + grid_.step / 2}) <= level_;
  }

  /// Sides are named by their lower or left corner: even ones run east, odd ones north.
  std::uint64_t side_of(std::size_t low_left, Side side) const {
    switch (side) {
      case bottom:
        return 2 * low_left;
      case right:
        return 2 * (low_left + 1) + 1;
      case top:
        return 2 * (low_left + grid_.columns);
      case left:
        break;
    }
    return 2 * low_left + 1;
  }

  Point place(std::uint64_t side) const {
    const std::size_t corner = side / 2, other = corner + (side % 2 == 0 ? 1 : grid_.columns);
    const Point from = grid_.at(corner), to = grid_.at(other);
    const auto at = [&](double share) {
      return Point{from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)};
    };
    double in = within_[corner] ? 0 : 1, out = 1 - in;
    for (int i = 0; i < halvings; ++i) {
      const double middle = (in + out) / 2;
      (measure_(at(middle)) <= level_ ? in : out) = middle;
    }
    return at((in + out) / 2);
  }

  Crossing& at_side(std::uint64_t side) {
    return *std::lower_bound(
        crossings_.begin(), crossings_.end(), side,
        [](const Crossing& crossing, std::uint64_t wanted) { return crossing.side < wanted; });
  }

  Ring ring_from(Crossing& first) {
    Ring ring;
    for (Crossing* here = &first; here->next != nothing;) {
      ring.push_back(here->at);
      const auto next = here->next;
      here->next = nothing;
      here = &at_side(next);
    }
    ring.push_back(ring.front());
    return ring;
  }

  const Grid& grid_;
  const std::vector<bool>& within_;
  const Measure& measure_;
  std::uint32_t level_;
  std::vector<Crossing> crossings_;
};

double turning(const Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
             (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
  }
  return twice;
}

bool holds(const Ring& ring, Point place) {
  bool inside = false;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const Point a = ring[i], b = ring[i + 1];
    if ((a.y > place.y) == (b.y > place.y)) continue;
    if (place.x < a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
  }
  return inside;
}

/// Shells with the holes in them. Rings do not touch, so any point of a hole tells its shell: the
/// smallest that holds it.
MultiPolygon assembled(std::vector<Ring> rings) {
  MultiPolygon polygons;
  std::vector<double> sizes;
  std::vector<Box> boxes;
  std::vector<Ring> holes;
  for (Ring& ring : rings) {
    const double twice = turning(ring);
    if (twice < 0) {
      holes.push_back(std::move(ring));
    } else if (twice > 0) {
      boxes.push_back(box_of(Geometry::of(Line(ring))));
      polygons.push_back({std::move(ring), {}});
      sizes.push_back(twice);
    }
  }
  for (Ring& hole : holes) {
    std::size_t best = polygons.size();
    for (std::size_t i = 0; i < polygons.size(); ++i) {
      if (best < polygons.size() && sizes[best] <= sizes[i]) continue;
      if (boxes[i].contains(hole.front()) && holds(polygons[i].shell, hole.front())) best = i;
    }
    if (best < polygons.size()) polygons[best].holes.push_back(std::move(hole));
  }
  return polygons;
}

/// Turns over every patch of `lone` corners or fewer that are as `kind` says.
void turn_lone(const Grid& grid, std::vector<bool>& within, bool kind) {
  std::vector<std::size_t> patch;
  for (std::size_t row = 1; row + 1 < grid.rows; ++row) {
    for (std::size_t column = 1; column + 1 < grid.columns; ++column) {
      const std::size_t start = row * grid.columns + column;
      if (within[start] != kind) continue;
      patch.assign(1, start);
      for (std::size_t i = 0; i < patch.size() && patch.size() <= lone; ++i) {
        const std::size_t at = patch[i];
        const std::size_t r = at / grid.columns, c = at % grid.columns;
        for (std::size_t y = r == 0 ? 0 : r - 1; y <= r + 1 && y < grid.rows; ++y) {
          for (std::size_t x = c == 0 ? 0 : c - 1; x <= c + 1 && x < grid.columns; ++x) {
            const std::size_t other = y * grid.columns + x;
            if (within[other] != kind) continue;
            if (std::find(patch.begin(), patch.end(), other) == patch.end()) {
              patch.push_back(other);
            }
          }
        }
      }
      if (patch.size() > lone) continue;
      for (const std::size_t at : patch) within[at] = !kind;
    }
  }
}

}  // namespace

Grid::Grid(const Box& box, double grid_step) : step(grid_step) {
  low = {(std::floor(box.low.x / step) - 2) * step, (std::floor(box.low.y / step) - 2) * step};
  columns = static_cast<std::size_t>(std::ceil((box.high.x - low.x) / step)) + 3;
  rows = static_cast<std::size_t>(std::ceil((box.high.y - low.y) / step)) + 3;
}

Point Grid::at(std::size_t corner) const {
  return {low.x + step * static_cast<double>(corner % columns),
          low.y + step * static_cast<double>(corner / columns)};
}

std::vector<bool> corners_within(const Grid& grid, std::span<const std::uint32_t> values,
                                 std::uint32_t level) {
  std::vector<bool> within(grid.size());
  for (std::size_t corner = 0; corner < within.size(); ++corner) {
    within[corner] = values[corner] <= level;
  }
  turn_lone(grid, within, true);
  turn_lone(grid, within, false);
  return within;
}

MultiPolygon ground_within(const Grid& grid, const std::vector<bool>& within,
                           const Measure& measure, std::uint32_t level) {
  return assembled(Tracer(grid, within, measure, level).rings());
}

}  // namespace geo
