#pragma once

#include "analysis/transit/fares.hpp"
#include "analysis/travel/question.hpp"

namespace analysis::travel {

/// What a ride on each line costs somebody who spends so.
transit::Fares line_fares(const geo::Lines& lines, const Spending& spending);

}  // namespace analysis::travel
