#include "analysis/stats/weighted.hpp"

#include <vector>

#include "tests/catch.hpp"

using analysis::stats::first_share;
using analysis::stats::Weighed;
using analysis::stats::weighted_mean;
using analysis::stats::weighted_median;
using geo::Missing;
using geo::People;

namespace {

std::vector<Weighed> figures(std::vector<std::pair<double, double>> value_and_people) {
  std::vector<Weighed> list;
  for (const auto& [value, people] : value_and_people) list.push_back({value, People::of(people)});
  return list;
}

std::vector<double> first_fifth(const std::vector<Weighed>& ordered) {
  std::vector<double> shares(ordered.size());
  first_share(ordered, 1, 5, shares);
  return shares;
}

}  // namespace

TEST_CASE("a mean weighs each value by its people") {
  CHECK(*weighted_mean(figures({{80, 100}, {50, 600}})) == Approx(54.285714285714285));
  CHECK(weighted_mean(figures({})) == geo::Cell<double>(Missing::no_people));
  CHECK(weighted_mean(figures({{80, 0}})) == geo::Cell<double>(Missing::no_people));
}

TEST_CASE("half of the people do not exceed the median") {
  CHECK(*weighted_median(figures({{1, 1}, {2, 1}, {3, 1}})) == 2);
  CHECK(*weighted_median(figures({{1, 10}, {2, 1}, {9, 1}})) == 1);
  CHECK(*weighted_median(figures({{5, 0.1}})) == 5);
}

TEST_CASE("exactly half at a value is halfway to the next that somebody has") {
  CHECK(*weighted_median(figures({{1, 1}, {2, 1}, {3, 1}, {4, 1}})) == 2.5);
  CHECK(*weighted_median(figures({{1, 0.3}, {2, 0}, {4, 0.3}})) == 2.5);
  // 0.1 + 0.2 and 0.3 are the same number of people here, though not in binary fractions.
  CHECK(*weighted_median(figures({{1, 0.1}, {2, 0.2}, {4, 0.3}})) == 3);
}

TEST_CASE("a median of nobody is missing") {
  CHECK(weighted_median(figures({})) == geo::Cell<double>(Missing::no_people));
  CHECK(weighted_median(figures({{1, 0}, {2, 0}})) == geo::Cell<double>(Missing::no_people));
}

TEST_CASE("people on the line are split so that the worst fifth is a fifth") {
  CHECK(first_fifth(figures({{9, 10}, {8, 10}, {7, 80}})) == std::vector<double>{1, 1, 0});
  CHECK(first_fifth(figures({{9, 10}, {8, 40}, {7, 50}})) == std::vector<double>{1, 0.25, 0});
  CHECK(first_fifth(figures({{9, 10}, {8, 10}, {8, 30}, {7, 50}})) ==
        std::vector<double>{1, 0.25, 0.25, 0});
  CHECK(first_fifth(figures({{3, 7}, {3, 1}, {3, 92}})) == std::vector<double>{0.2, 0.2, 0.2});
  CHECK(first_fifth(figures({})).empty());
}
