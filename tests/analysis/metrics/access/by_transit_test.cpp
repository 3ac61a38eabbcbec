// Every measure of access by public transport, in a town where one can count.
#include <set>

#include "analysis/run.hpp"
#include "geo/core/error.hpp"
#include "tests/analysis/metrics/compute.hpp"
#include "tests/catch.hpp"
#include "tests/scene/ride.hpp"
#include "tests/scene/town.hpp"

using analysis::Settings;

namespace {

constexpr int seven = 7 * 60;

/// Clinics c and e at 10 to 19 and 14 to 23 minutes by the bus, 25 and 29 on foot; d next door.
geo::City town() {
  return scene::with_lines(scene::town({.streets = "d-a-s--------------------t-c---e",
                                        .homes = "a",
                                        .services = {{"health", "cde"}},
                                        .people = {{"everyone", {{'a', 10}}}},
                                        .capacity = {{'c', 20}, {'d', 5}, {'e', 100}},
                                        .metres_per_cell = 80}),
                           {{"st", {0, 5}, {seven + 5, seven + 15}}}, seven, seven + 10);
}

double figure(const std::string& id, Settings settings) {
  const auto city = town();
  settings["way"] = "transit";
  return *compute::homes(city, id, settings)[scene::home(city, 'a')];
}

}  // namespace

TEST_CASE("all measures of access are computed from the same times by public transport") {
  CHECK(figure("access/nearest", {}) == 2);
  CHECK(figure("access/nth_nearest", {{"n", "2"}}) == 14);  // the median of 10 .. 19
  CHECK(figure("access/nth_nearest", {{"n", "3"}}) == 18);
  CHECK(figure("access/nth_nearest", {{"n", "3"}, {"percentile", "25"}}) == 16);
  CHECK(figure("access/cumulative", {{"within", "14"}}) == 2);
  CHECK(figure("access/cumulative", {{"within", "14"}, {"strict", "yes"}}) == 1);
  CHECK(figure("access/cumulative", {{"within", "18"}, {"counts", "places"}}) == 125);
  CHECK(figure("access/potential", {{"decay", "linear"}, {"scale", "20"}}) ==
        Approx(0.9 + 0.3 + 0.1));
  // Ten people compete for all places that they reach at the median, of which 25 in 15 minutes.
  CHECK(figure("access/floating_catchment", {{"within", "15"}}) == Approx(1000 * 25 / 10.0));
}

TEST_CASE("what is in reach on average over the minutes is a figure of its own") {
  // Within 14 minutes c is reached in 5 minutes of ten, e in one, d always.
  CHECK(figure("access/cumulative", {{"within", "14"}, {"over", "mean"}}) == Approx(1.6));
  CHECK(figure("access/cumulative", {{"within", "14"}, {"over", "mean"}, {"counts", "places"}}) ==
        Approx(5 + 20 * 0.5 + 100 * 0.1));
  CHECK(figure("access/cumulative", {{"within", "14"}, {"over", "mean"}, {"strict", "yes"}}) ==
        Approx(1 + 0.4));
  double sum = 0;
  for (int minutes = 10; minutes < 20; ++minutes) {
    sum += 0.9 + (1 - minutes / 20.0) + std::max(0.0, 1 - (minutes + 4) / 20.0);
  }
  CHECK(figure("access/potential", {{"decay", "linear"}, {"scale", "20"}, {"over", "mean"}}) ==
        Approx(sum / 10));
}

TEST_CASE("a mean without public transport, and a percentile beyond 100, are refused") {
  const auto refused = [](const Settings& settings) -> std::string {
    try {
      compute::homes(town(), "access/cumulative", settings);
    } catch (const geo::Error& error) {
      return error.finding().code;
    }
    return "";
  };
  CHECK(refused({{"over", "mean"}}) == "setting_not_understood");
  CHECK(refused({{"way", "transit"}, {"percentile", "101"}}) == "setting_out_of_range");
  CHECK(refused({{"way", "transit"}, {"percentile", "-1"}}) == "setting_out_of_range");
}

namespace {

std::set<std::string> columns(const std::vector<int>& percentiles, bool mean) {
  auto city = town();
  city.description.analysis.kinds = {geo::Kind{"health"}};
  city.description.analysis.minutes = {geo::Minutes{15}};
  city.description.transit->percentiles = percentiles;
  city.description.transit->mean = mean;
  std::set<std::string> names;
  for (const auto& instance : analysis::instances(city, {})) {
    if (instance.column.find("_transit_") != std::string::npos) names.insert(instance.column);
  }
  return names;
}

}  // namespace

TEST_CASE(
    "columns are named by public transport, and by the percentile where it is not the median "
    "alone") {
  CHECK(columns({50}, false) ==
        std::set<std::string>{"nearest_transit_health_min", "nth_nearest_transit_health_min",
                              "cumulative_transit_health_15min", "potential_transit_health",
                              "floating_catchment_transit_health_per_1000"});
  const auto all = columns({25, 50}, true);
  CHECK(all.size() == 12);
  CHECK(all.contains("nearest_transit_p25_health_min"));
  CHECK(all.contains("nearest_transit_p50_health_min"));
  CHECK(all.contains("cumulative_transit_mean_health_15min"));
  CHECK(all.contains("potential_transit_mean_health"));
  CHECK_FALSE(all.contains("nearest_transit_mean_health_min"));
}

TEST_CASE("a run by public transport says of what day and hours it is") {
  const auto results =
      analysis::run(town(), {.only = {"nearest_transit_health_min"}, .progress = {}});
  REQUIRE(results.outcomes.size() == 1);
  const auto said = [&](const std::string& name) {
    for (const auto& [key, value] : results.parameters) {
      if (key == name) return value;
    }
    return std::string{};
  };
  CHECK(said("transit_day") == "2026-01-14");
  CHECK(said("transit_from") == "07:00:00");
  CHECK(said("transit_until") == "07:10:00");
  CHECK(said("transit_percentiles") == "50");
}

namespace {

/// The same town where a ride on the bus costs so much, or nobody knows what.
geo::City town_where_it_costs(std::optional<geo::Price> fare) {
  auto city = town();
  auto transit = std::make_shared<geo::Transit>(*city.transit);
  for (auto& one : transit->timetable.lines.fare.values()) one = fare;
  city.transit = transit;
  return city;
}

double within_budget(const std::string& id, std::optional<geo::Price> fare, Settings settings) {
  const auto city = town_where_it_costs(std::move(fare));
  settings["way"] = "transit";
  return *compute::homes(city, id, settings)[scene::home(city, 'a')];
}

const geo::Price one_forty{1.4, "EUR"};

}  // namespace

TEST_CASE("within a budget that pays for no ride all measures are those on foot") {
  const Settings little{{"budget", "1.39 EUR"}}, enough{{"budget", "1.40 EUR"}};
  const auto with = [](Settings settings, const std::string& name, const std::string& value) {
    settings[name] = value;
    return settings;
  };
  CHECK(within_budget("access/nth_nearest", one_forty, with(little, "n", "2")) == 25);
  CHECK(within_budget("access/nth_nearest", one_forty, with(enough, "n", "2")) == 14);
  CHECK(within_budget("access/cumulative", one_forty, with(little, "within", "18")) == 1);
  CHECK(within_budget("access/cumulative", one_forty, with(enough, "within", "18")) == 3);
  const auto mean = with(with(little, "within", "14"), "over", "mean");
  CHECK(within_budget("access/cumulative", one_forty, mean) == 1);
  CHECK(within_budget("access/cumulative", one_forty, with(mean, "budget", "2 EUR")) ==
        Approx(1.6));
  CHECK(within_budget("access/floating_catchment", one_forty, with(little, "within", "15")) ==
        Approx(1000 * 5 / 10.0));
}

TEST_CASE("a line of unknown fare is left out, or free: what is in reach lies between") {
  const Settings settings{{"budget", "5 EUR"}, {"n", "2"}};
  CHECK(within_budget("access/nth_nearest", std::nullopt, settings) == 25);
  Settings possible = settings;
  possible["bound"] = "possible";
  CHECK(within_budget("access/nth_nearest", std::nullopt, possible) == 14);
  possible["budget"] = "0";
  CHECK(within_budget("access/nth_nearest", std::nullopt, possible) == 14);
  CHECK(within_budget("access/nth_nearest", geo::Price{0, "EUR"}, {{"budget", "0"}, {"n", "2"}}) ==
        14);
}

TEST_CASE("a budget that is no price, in another currency, or for the walk, is refused") {
  const auto refused = [](const Settings& settings) -> std::string {
    try {
      compute::homes(town_where_it_costs(one_forty), "access/nearest", settings);
    } catch (const geo::Error& error) {
      return error.finding().code;
    }
    return "";
  };
  CHECK(refused({{"way", "transit"}, {"budget", "cheap"}}) == "setting_not_understood");
  CHECK(refused({{"way", "transit"}, {"budget", "5 USD"}}) == "setting_not_understood");
  CHECK(refused({{"budget", "5 EUR"}}) == "setting_not_understood");
  CHECK(refused({{"way", "transit"}, {"budget", "5"}}) == "");
}

TEST_CASE("columns say within which budget, and when unknown fares were taken as nothing") {
  const auto named = [](std::optional<geo::Price> fare) {
    auto city = town_where_it_costs(std::move(fare));
    city.description.analysis.kinds = {geo::Kind{"health"}};
    city.description.transit->budgets = {{1.4, "EUR"}, {2.8, "EUR"}};
    std::set<std::string> names;
    for (const auto& instance : analysis::instances(city, {})) {
      if (instance.id == "access/nearest") names.insert(instance.column);
    }
    return names;
  };
  CHECK(named(one_forty) == std::set<std::string>{"nearest_health_min",
                                                  "nearest_transit_health_min",
                                                  "nearest_transit_within_1_40_eur_health_min",
                                                  "nearest_transit_within_2_80_eur_health_min"});
  CHECK(named(std::nullopt).contains("nearest_transit_within_2_80_eur_possible_health_min"));
  CHECK(named(std::nullopt).size() == 6);
}
