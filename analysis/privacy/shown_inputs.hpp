#pragma once

#include <vector>

#include "geo/city.hpp"

namespace analysis::privacy {

/// The city's input files as they may leave. Of one that holds protected lodgings neither hash nor
/// size is told: it may have a single row, and whoever guesses the place could make sure.
std::vector<geo::InputFile> shown_inputs(const geo::City& city);

}  // namespace analysis::privacy
