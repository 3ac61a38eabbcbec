#include "analysis/run.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <tbb/global_control.h>

#include "geo/core/error.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"

using namespace analysis;

namespace {

geo::City town() {
  return scene::town(
      {.streets = R"(
      a--b--c--d
      |  |  |  |
      e--f--g--h
    )",
       .homes = "aabcefgh",
       .services = {{"health.clinic", "d"}, {"education.school", "bg"}},
       .people = {{"everyone",
                   {{'a', 60}, {'b', 20}, {'c', 30}, {'e', 10}, {'f', 40}, {'g', 50}, {'h', 5}}},
                  {"migrants",
                   {{'a', 30}, {'b', 2}, {'c', 3}, {'e', 9}, {'f', 4}, {'g', 5}, {'h', 0}}}},
       .neighbourhoods = {{"North", "abc"}, {"South", "efgh"}},
       .capacity = {{'b', 100}, {'d', 20}}});
}

std::vector<std::string> columns(const std::vector<Instance>& list) {
  std::vector<std::string> names;
  for (const Instance& instance : list) names.push_back(instance.column);
  return names;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("each metric is asked for each kind of service that the city has") {
  const auto names = columns(instances(town(), {}));
  CHECK(has(names, "nearest_education_school_min"));
  CHECK(has(names, "nearest_health_clinic_min"));
  CHECK(has(names, "cumulative_education_school_15min"));
  CHECK(has(names, "cumulative_education_school_30min"));
  CHECK_FALSE(has(names, "nearest_food_market_min"));
}

TEST_CASE("column names are unique and fit every format") {
  const auto names = columns(instances(town(), {}));
  CHECK(std::set(names.begin(), names.end()).size() == names.size());
  for (const std::string& name : names) {
    CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos);
  }
}

TEST_CASE("city.toml chooses kinds, minutes and metrics") {
  auto city = town();
  city.description.analysis.kinds = {geo::Kind{"health"}};
  city.description.analysis.minutes = {geo::Minutes{7.5}};
  city.description.analysis.metrics = {"access/cumulative", "access/nearest"};
  CHECK(columns(instances(city, {})) ==
        std::vector<std::string>{"cumulative_health_7_5min", "nearest_health_min"});
}

TEST_CASE("a run can be told to do some metrics only, by id or by column") {
  const auto city = town();
  CHECK(columns(instances(city, {.only = {"nearest_health_clinic_min"}, .progress = {}})) ==
        std::vector<std::string>{"nearest_health_clinic_min"});
  CHECK(instances(city, {.only = {"access/nearest"}, .progress = {}}).size() == 2);
  CHECK_THROWS_AS(instances(city, {.only = {"access/nowhere"}, .progress = {}}), geo::Error);
}

TEST_CASE("a run has every level and group for every metric, as many rows out as in") {
  const auto city = town();
  const auto results = run(city);
  CHECK(city.residents.groups[results.reference].key == "rest");
  REQUIRE_FALSE(results.outcomes.empty());
  for (const Outcome& outcome : results.outcomes) {
    INFO(outcome.instance.column);
    CHECK(outcome.homes.has_value() != outcome.instance.metric->over_areas());
    if (outcome.homes) CHECK(outcome.homes->size() == city.homes.size());
    REQUIRE(outcome.figures.size() == city.levels.size() * city.residents.groups.size());
    for (const Figures& figures : outcome.figures) {
      const auto areas = city.levels[figures.level].area_key.size();
      for (const auto* column : {&figures.value, &figures.mean, &figures.median, &figures.coverage,
                                 &figures.gap, &figures.ratio, &figures.worst_fifth}) {
        REQUIRE(column->size() == areas);
        for (const auto& cell : *column) {
          if (cell) CHECK(std::isfinite(*cell));
        }
      }
    }
  }
}

TEST_CASE("a run tells how far it is, in words, from 0 to 1") {
  std::map<std::string, std::vector<double>> said;
  run(town(), {.only = {}, .progress = [&](std::string_view step, double done) {
                 said[std::string(step)].push_back(done);
               }});
  CHECK(said.size() >= 3);
  for (const auto& [step, done] : said) {
    INFO(step);
    CHECK(std::is_sorted(done.begin(), done.end()));
    CHECK(done.front() == 0);
    CHECK(done.back() == 1);
  }
}

TEST_CASE("a reference group that the city does not have is refused by name") {
  auto city = town();
  city.description.analysis.reference_group = "locals";
  try {
    run(city);
    FAIL("not refused");
  } catch (const geo::Error& error) {
    CHECK(error.finding().code == "reference_group_unknown");
    CHECK(error.finding().remedy.find("migrants") != std::string::npos);
  }
}

TEST_CASE("a city without services or people is run too") {
  auto city = scene::town({.streets = "a--b--c", .homes = "abc"});
  const auto results = run(city);
  for (const Outcome& outcome : results.outcomes) {
    for (const Figures& figures : outcome.figures) {
      CHECK(figures.value.size() == city.levels[figures.level].area_key.size());
    }
  }
}

TEST_CASE("a run gives the same on one thread and on eight") {
  const auto city = town();
  const auto with_threads = [&](std::size_t threads) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    return run(city);
  };
  const auto one = with_threads(1), eight = with_threads(8);
  REQUIRE(one.outcomes.size() == eight.outcomes.size());
  for (std::size_t at = 0; at < one.outcomes.size(); ++at) {
    CHECK(one.outcomes[at].homes == eight.outcomes[at].homes);
    for (std::size_t row = 0; row < one.outcomes[at].figures.size(); ++row) {
      const Figures &a = one.outcomes[at].figures[row], &b = eight.outcomes[at].figures[row];
      CHECK(a.value == b.value);
      CHECK(a.gap == b.gap);
      CHECK(a.worst_fifth == b.worst_fifth);
    }
  }
}
