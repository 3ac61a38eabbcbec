#pragma once

#include <map>
#include <optional>
#include <vector>

#include "analysis/travel/answer.hpp"

namespace analysis::travel {

/// Homes by row, for each question that both answer: those whose trips may be others before an edit
/// of the city and after it (see `ask_again`). All others have the same trips in both.
///
/// Nothing where that is not known: in a city without streets, of rides by public transport, where
/// trips are not kept, and where there were no destinations at all or are none now. Lists that both
/// answers share cost nothing, the others a pass.
std::map<Question, std::optional<std::vector<bool>>> changed_homes(
    const std::map<Question, Answer>& before, const std::map<Question, Answer>& after);

}  // namespace analysis::travel
