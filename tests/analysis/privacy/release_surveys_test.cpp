#include "analysis/privacy/release_surveys.hpp"

#include "tests/catch.hpp"

using namespace analysis;
using geo::Missing;

TEST_CASE("numbers of answers leave in tens, so that a small cell is not a subtraction away") {
  Results results;
  results.surveys = {
      {"needs", "aid", "origin", "abroad", stats::Estimate{0.5, 0.1, 0.3, 0.7, 47, 11}},
      {"needs", "aid", "origin", "here", Missing::too_few_answers}};
  const auto released = privacy::released_survey_figures(results);
  REQUIRE(released.size() == 2);
  CHECK(*released[0].value == 0.5);
  CHECK(*released[0].answers == 40);
  CHECK(released[1].answers.status() == "too_few_answers");
  CHECK(released[1].value.status() == "too_few_answers");
}
