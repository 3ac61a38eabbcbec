#pragma once

#include "geo/core/finding.hpp"
#include "geo/network/street_graph.hpp"

namespace geo {

/// Adds a finding `crossing_without_node` for each place where two streets cross, or one ends upon
/// the other, without a corner there: nobody can turn from one into the other. A bridge looks the
/// same, so the data's owner decides. Finds them by an R-tree over streets: O(m log m + pairs that
/// are close) for m streets.
void report_crossings(const StreetGraph& graph, const StreetLines& source, Findings& findings);

}  // namespace geo
