#include "geo/build/surveys.hpp"

#include "geo/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;

namespace {

/// Six households in two districts, two clusters each.
Layers asked() {
  Layers layers;
  layers.surveys.push_back(
      tables::table({{"w", {"2", "2", "1", "1", "0", "3"}},
                     {"district", {"N", "N", "N", "S", "S", "S"}},
                     {"area", {"1", "1", "2", "1", "2", "2"}},
                     {"street", {"a", "a", "b", "c", "d", "d"}},
                     {"origin", {"abroad", "here", "abroad", "here", "abroad", "N/A"}},
                     {"aid", {"yes", "no", "yes", "", "yes", "no"}},
                     {"rooms", {"3", "2", "many", "1", "4", "5"}}}));
  description::Survey survey;
  survey.key = "needs";
  survey.weight = "w";
  survey.stratum = "district";
  survey.cluster = "area";
  survey.by = {{"origin", "origin"}};
  survey.questions = {{"aid", {}, "aid", "", {"yes"}}, {"rooms", {}, "rooms", "rooms", {}}};
  layers.description.surveys.push_back(survey);
  return layers;
}

}  // namespace

TEST_CASE("a survey keeps weights, strata, clusters and answers, and nothing else") {
  Findings findings;
  const auto all = build::surveys(asked(), findings);
  REQUIRE(all.size() == 1);
  const Survey& survey = all[0];
  CHECK(survey.weight == std::vector<double>{2, 2, 1, 1, 3});  // the household of weight 0 is out
  CHECK(findings.count("survey_without_weight") == 1);
  CHECK(survey.strata.cells == std::vector<std::string>{"N", "S"});
  CHECK(survey.stratum == std::vector<std::size_t>{0, 0, 0, 1, 1});
  // Cluster 1 of the south is not cluster 1 of the north.
  CHECK(survey.cluster == std::vector<std::size_t>{0, 0, 1, 2, 3});
  REQUIRE(survey.questions.size() == 2);
  CHECK(*survey.questions[0].answers[0] == 1);
  CHECK(*survey.questions[0].answers[1] == 0);
  CHECK(survey.questions[0].answers[3].reason() == Missing::not_recorded);
  CHECK(survey.questions[1].answers[2].reason() == Missing::not_recorded);
  CHECK(findings.count("survey_answer_unread") == 1);
  REQUIRE(survey.divisions.size() == 1);
  CHECK(survey.divisions[0].cells == std::vector<std::string>{"abroad", "here"});
  CHECK(survey.divisions[0].of[4] == 2);  // origin not recorded: in no cell
}

TEST_CASE("a survey is never divided finer than it was drawn") {
  Layers layers = asked();
  layers.description.surveys[0].by = {{"street", "street"}};
  Findings findings;
  try {
    build::surveys(layers, findings);
    FAIL("streets within districts were accepted");
  } catch (const Error& error) {
    CHECK(error.finding().code == "survey_below_stratum");
    CHECK(error.finding().field == "street");
  }
}

TEST_CASE("a question about a column that is not there is refused by name") {
  Layers layers = asked();
  layers.description.surveys[0].questions[0].column = "help";
  Findings findings;
  CHECK_THROWS_AS(build::surveys(layers, findings), Error);
}

TEST_CASE("an answer that nobody gave, and a lone cluster, are said") {
  Layers layers = asked();
  layers.description.surveys[0].questions[0].yes = {"oui"};
  layers.description.surveys[0].cluster = "district";
  Findings findings;
  build::surveys(layers, findings);
  CHECK(findings.count("survey_answer_never_given") == 1);
  CHECK(findings.count("survey_lone_cluster") == 2);
}
