#pragma once

#include <vector>

#include "analysis/results.hpp"
#include "geo/city.hpp"

namespace analysis {

/// What each survey says to each of its questions: of all households, of each stratum, and of each
/// cell of its divisions, in the order of the city. See stats::survey_mean and survey_share.
std::vector<SurveyFigure> survey_figures(const geo::City& city);

}  // namespace analysis
