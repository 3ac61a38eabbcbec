#include "analysis/surveys.hpp"

namespace analysis {
namespace {

using geo::Survey;

/// What a question says of the households of one cell, or of all where there is no division.
geo::Cell<stats::Estimate> estimate(const Survey& survey, const Survey::Question& question,
                                    const Survey::Division* division, std::size_t cell) {
  std::vector<stats::Answer> answers;
  answers.reserve(survey.weight.size());
  for (std::size_t at = 0; at < survey.weight.size(); ++at) {
    const auto& said = question.answers[at];
    const bool counts = said && (!division || division->of[at] == cell);
    answers.push_back(
        {said ? *said : 0, survey.weight[at], survey.stratum[at], survey.cluster[at], counts});
  }
  return question.is_share ? stats::survey_share(answers) : stats::survey_mean(answers);
}

}  // namespace

std::vector<SurveyFigure> survey_figures(const geo::City& city) {
  std::vector<SurveyFigure> figures;
  for (const Survey& survey : city.surveys) {
    std::vector<const Survey::Division*> divisions;
    if (survey.strata.cells.size() > 1) divisions.push_back(&survey.strata);
    for (const Survey::Division& division : survey.divisions) divisions.push_back(&division);
    for (const Survey::Question& question : survey.questions) {
      figures.push_back({survey.key, question.key, {}, {}, estimate(survey, question, nullptr, 0)});
      for (const Survey::Division* division : divisions) {
        for (std::size_t cell = 0; cell < division->cells.size(); ++cell) {
          figures.push_back({survey.key, question.key, division->key, division->cells[cell],
                             estimate(survey, question, division, cell)});
        }
      }
    }
  }
  return figures;
}

}  // namespace analysis
