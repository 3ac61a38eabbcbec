#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "geo/network/street_graph.hpp"

namespace analysis::travel {

/// A part of a street, as shares of its length from the edge's `from` corner.
struct StreetPart {
  geo::EdgeId edge;
  double first = 0;
  double last = 1;
  bool operator==(const StreetPart&) const = default;
};

/// Of an edge: less is a point, not a part.
inline constexpr double shortest_part = 1e-9;

/// Where `within` ends between the share `in` of an edge, where it holds, and `out`, where it may
/// not; to less than `shortest_part`. `within` changes once on the way.
template <class Within>
double end_of(double in, double out, Within within) {
  if (within(out)) return out;
  while (std::abs(out - in) > shortest_part) {
    const double middle = (in + out) / 2;
    (within(middle) ? in : out) = middle;
  }
  return in;
}

/// Puts the parts from `first` on, all of one edge, in order, and joins those that touch.
void join(std::vector<StreetPart>& parts, std::size_t first);

/// What of `parts` is not in `without`; both by edge, then course.
std::vector<StreetPart> less(std::span<const StreetPart> parts,
                             std::span<const StreetPart> without);

}  // namespace analysis::travel
