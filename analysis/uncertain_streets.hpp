#pragma once

#include "analysis/results.hpp"

namespace analysis {

/// Says `uncertain` in place of every figure of access in areas where more than half of the people
/// live in neighbourhoods whose street map is judged incomplete (`City::street_cover`): a way that
/// is long because a street is missing on the map must not pass for a long way.
void mark_uncertain(const geo::City& city, Outcome& outcome);

}  // namespace analysis
