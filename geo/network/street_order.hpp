#pragma once

#include "geo/core/finding.hpp"
#include "geo/network/street_lines.hpp"

#include <string_view>
#include <vector>

namespace geo {

/// Whether id `a` comes before id `b`: whole numbers by value and before words, words by letter;
/// "7" before "07".
bool id_before(std::string_view a, std::string_view b);

/// The lines that can be part of a graph, in an order that depends on their content only: by id,
/// then by course. Left out, each with a finding that names it: lines with fewer than two distinct
/// vertices, with a vertex that is no finite place, without the ids that the topology needs, and
/// repeats (the same id and the same course). O(n log n) for n lines.
std::vector<const StreetLine*> usable_lines(const StreetLines& source, Findings& findings);

}  // namespace geo
