#include "analysis/surveys.hpp"

#include "tests/catch.hpp"

using namespace analysis;
using geo::Missing;

namespace {

/// 60 households in 12 clusters of one stratum: 40 of the first origin, 20 of the second; every
/// second one of the first says yes.
geo::City asked() {
  geo::Survey survey;
  survey.key = "needs";
  survey.strata = {"stratum", {""}, std::vector<std::size_t>(60, 0)};
  survey.stratum = survey.strata.of;
  survey.divisions = {{"origin", {"abroad", "here"}, {}}};
  survey.questions = {{"aid", geo::Names{"aid"}, "", true, {}}};
  for (std::size_t household = 0; household < 60; ++household) {
    survey.weight.push_back(1);
    survey.cluster.push_back(household % 12);
    survey.divisions[0].of.push_back(household < 40 ? 0 : 1);
    survey.questions[0].answers.push_back(household < 40 && household % 2 == 0 ? 1.0 : 0.0);
  }
  geo::City city;
  city.surveys.push_back(survey);
  return city;
}

}  // namespace

TEST_CASE("a survey answers for all and for each cell with thirty answers or more") {
  const auto figures = survey_figures(asked());
  REQUIRE(figures.size() == 3);  // all, abroad, here: one stratum is no division
  CHECK(figures[0].by.empty());
  CHECK(figures[0].estimate->value == Approx(20.0 / 60));
  CHECK(figures[1].cell == "abroad");
  CHECK(figures[1].estimate->value == Approx(0.5));
  CHECK(figures[1].estimate->low < 0.5);
  CHECK(figures[1].estimate->high > 0.5);
  CHECK(figures[2].estimate.reason() == Missing::too_few_answers);
}
