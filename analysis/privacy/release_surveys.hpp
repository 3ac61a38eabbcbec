#pragma once

#include <vector>

#include "analysis/results.hpp"
#include "geo/city.hpp"
#include "geo/release.hpp"

namespace analysis::privacy {

/// The surveys of the city: what was asked, not who answered.
std::vector<geo::ReleasedSurvey> released_surveys(const geo::City& city);

/// What they say, over 30 answers or more; a cell with fewer has no figure and no number of
/// answers.
std::vector<geo::ReleasedSurveyFigure> released_survey_figures(const Results& results);

}  // namespace analysis::privacy
