#pragma once

#include "geo/core/finding.hpp"
#include "geo/network/street_lines.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace geo {

/// A vertex of a street line at which the line may meet others.
struct Stop {
  std::uint32_t corner;
  std::uint32_t vertex;
  bool operator==(const Stop&) const = default;
};

/// Where street lines may meet: for each line its stops in drawing order, and the place of each
/// corner. Corners are numbered by the source's ids, else by place from west to east.
struct Corners {
  std::vector<Stop> stops;
  std::vector<std::size_t> first;  ///< of each line in `stops`, and the end
  std::vector<Point> at;

  std::span<const Stop> of_line(std::size_t line) const {
    return std::span(stops).subspan(first[line], first[line + 1] - first[line]);
  }
};

/// The corners of `lines` as their topology says: one for each source id (with `end_ids` at the
/// two ends only), or one for all vertices within `tolerance` of each other. A corner that one id
/// puts in several places lies in the most south-western of them and is a finding.
/// O(v log v) for v vertices.
Corners find_corners(std::span<const StreetLine* const> lines, const StreetLines& source,
                     Findings& findings);

}  // namespace geo
