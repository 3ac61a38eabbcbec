#pragma once

#include <vector>

#include "geo/city.hpp"

namespace geo::build {

/// The samples of households, as in description.surveys. Only the columns that it names are read.
///
/// Households without a weight above zero or without a stratum are left out and counted
/// (`survey_without_weight`, `survey_without_stratum`). Throws Error `column_missing`, and
/// `survey_below_stratum` for a division that is finer than the strata: nothing is told of less
/// than what was drawn.
std::vector<Survey> surveys(const Layers& layers, Findings& findings);

}  // namespace geo::build
