#include "analysis/stats/survey.hpp"

#include <cmath>
#include <random>
#include <vector>

#include "tests/catch.hpp"

using namespace analysis::stats;
using geo::Missing;

namespace {

/// Every answer `times` over within its own cluster, at a weight that leaves the sums as they were:
/// clusters, and with them the variance between clusters, stay the same.
std::vector<Answer> repeated(std::vector<Answer> answers, int times) {
  std::vector<Answer> all;
  for (Answer answer : answers) {
    answer.weight /= times;
    for (int copy = 0; copy < times; ++copy) all.push_back(answer);
  }
  return all;
}

}  // namespace

TEST_CASE("the marks of five dormitory suites have the published mean and error") {
  // Lohr (2010), Sampling: Design and Analysis, 2nd ed., example 5.2: five suites of four students,
  // mean 2.826, variance of the suites' totals 2.256; without the book's finite-population factor
  // (suites drawn with replacement) the error is sqrt(2.256 / (5 x 16)) = 0.1679.
  const double marks[5][4] = {{3.08, 2.60, 3.44, 3.04},
                              {2.36, 3.04, 3.28, 2.68},
                              {2.00, 2.56, 2.52, 1.88},
                              {3.00, 2.88, 3.44, 3.64},
                              {2.68, 1.92, 3.28, 3.20}};
  std::vector<Answer> answers;
  for (std::size_t suite = 0; suite < 5; ++suite) {
    for (const double mark : marks[suite]) answers.push_back({mark, 1, 0, suite});
  }
  const auto found = survey_mean(repeated(answers, 2));
  REQUIRE(found);
  CHECK(found->value == Approx(2.826));
  CHECK(found->standard_error == Approx(0.16792).epsilon(1e-3));
  CHECK(found->degrees == 4);
  CHECK(found->high - found->value == Approx(2.776445 * 0.16792).epsilon(1e-3));  // t, 4 degrees
}

TEST_CASE("a simple sample has the textbook's standard error") {
  std::mt19937 chance(3);
  std::vector<Answer> answers;
  double sum = 0, squares = 0;
  const std::size_t n = 200;
  for (std::size_t at = 0; at < n; ++at) {
    const double value = static_cast<double>(chance() % 1000) / 10;
    answers.push_back({value, 7.5, 0, at});
    sum += value;
    squares += value * value;
  }
  const double mean = sum / n, variance = (squares - n * mean * mean) / (n - 1);
  const auto found = survey_mean(answers);
  REQUIRE(found);
  CHECK(found->value == Approx(mean));
  CHECK(found->standard_error == Approx(std::sqrt(variance / n)));
}

TEST_CASE("a share of nobody, and of everybody, still has an interval") {
  std::vector<Answer> answers;
  for (std::size_t at = 0; at < 40; ++at) answers.push_back({0, 1, 0, at});
  const auto none = survey_share(answers);
  REQUIRE(none);
  CHECK(none->low == 0);
  CHECK(none->high == Approx(1 - std::pow(0.025, 1.0 / 40)));  // Clopper and Pearson (1934)
  for (Answer& answer : answers) answer.value = 1;
  CHECK(survey_share(answers)->low == Approx(std::pow(0.025, 1.0 / 40)));
  CHECK(survey_share(answers)->high == 1);
}

TEST_CASE("under thirty answers, and with no two clusters to compare, nothing is said") {
  std::vector<Answer> answers;
  for (std::size_t at = 0; at < 29; ++at) answers.push_back({at % 2 == 0 ? 1.0 : 0.0, 1, 0, at});
  CHECK(survey_share(answers).reason() == Missing::too_few_answers);
  answers.push_back({1, 1, 0, 29});
  CHECK(survey_share(answers));
  for (Answer& answer : answers) answer.cluster = 0;
  CHECK(survey_share(answers).reason() == Missing::too_few_answers);
}

TEST_CASE("the interval of a share holds the truth in about 95 samples of 100") {
  // 30 clusters of 8 in three strata; households of a cluster agree more than others do.
  std::mt19937 chance(11);
  std::uniform_real_distribution<double> some(0, 1);
  int held = 0;
  const int samples = 1000;
  for (int sample = 0; sample < samples; ++sample) {
    std::vector<Answer> answers;
    for (std::size_t cluster = 0; cluster < 30; ++cluster) {
      const double here = 0.1 + 0.4 * some(chance);  // mean 0.3
      for (int household = 0; household < 8; ++household) {
        answers.push_back({some(chance) < here ? 1.0 : 0.0, 1, cluster % 3, cluster});
      }
    }
    const auto found = survey_share(answers);
    REQUIRE(found);
    if (found->low <= 0.3 && 0.3 <= found->high) ++held;
  }
  CHECK(held >= 930);  // 95 % less three standard errors of the count itself
}
