#pragma once

#include "geo/core/finding.hpp"
#include "geo/description.hpp"
#include "geo/layers.hpp"
#include "geo/network/street_lines.hpp"

namespace geo::build {

/// A city's own layer of streets as street lines, its columns read as city.toml says.
///
/// With columns `from_node` and `to_node` streets meet at those ids (`end_ids`); where a row lacks
/// one, its end joins other such ends at the same place. Without them streets meet where they
/// share a vertex. Heights of the vertices come along. A polygon (a square) counts with its
/// outlines. Findings: rows without a shape or with points, outlines, words that a column should
/// not hold. Throws Error `column_missing` for a column that is not there and `streets_empty` when
/// no line is left.
StreetLines street_lines(const Layer& layer, const description::Streets& columns,
                         Findings& findings, const StreetWords& words = {});

}  // namespace geo::build
