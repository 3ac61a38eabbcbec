#include "analysis/privacy/release_surveys.hpp"

#include "analysis/privacy/release_layers.hpp"

namespace analysis::privacy {

using namespace geo;

namespace {

constexpr int decimals = 3;
constexpr std::size_t answers_step = 10;

}  // namespace

std::vector<ReleasedSurvey> released_surveys(const City& city) {
  std::vector<ReleasedSurvey> all;
  for (const Survey& survey : city.surveys) {
    ReleasedSurvey released{survey.key,        survey.name,  survey.file,
                            survey.definition, survey.as_of, {}};
    for (const Survey::Question& asked : survey.questions) {
      released.questions.push_back({asked.key, asked.name, asked.unit, asked.is_share});
    }
    all.push_back(std::move(released));
  }
  return all;
}

std::vector<ReleasedSurveyFigure> released_survey_figures(const Results& results) {
  std::vector<ReleasedSurveyFigure> all;
  for (const SurveyFigure& figure : results.surveys) {
    ReleasedSurveyFigure released;
    released.survey = figure.survey;
    released.question = figure.question;
    released.by = figure.by;
    released.cell = figure.cell;
    if (const auto& found = figure.estimate) {
      released.value = rounded(found->value, decimals);
      released.low = rounded(found->low, decimals);
      released.high = rounded(found->high, decimals);
      const std::size_t tens = found->answers / answers_step;
      released.answers = static_cast<double>(tens * answers_step);
    } else {
      released.value = released.low = released.high = released.answers = found.reason();
    }
    all.push_back(std::move(released));
  }
  return all;
}

}  // namespace analysis::privacy
