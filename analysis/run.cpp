#include "analysis/run.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <mutex>

#include "analysis/barrier_costs.hpp"
#include "analysis/group_step.hpp"
#include "analysis/losses.hpp"
#include "analysis/metric_erasure.hpp"
#include "analysis/surveys.hpp"
#include "analysis/transit_hours.hpp"
#include "analysis/travel/ask.hpp"
#include "analysis/travel/straight_trips.hpp"
#include "analysis/uncertain_streets.hpp"
#include "analysis/ways.hpp"
#include "geo/core/error.hpp"
#include "geo/transit.hpp"

namespace analysis {
namespace {

using Progress = std::function<void(std::string_view, double)>;
using Answers = std::map<travel::Question, travel::Answer>;

void report(const Progress& progress, std::string_view step, double done) {
  if (progress) progress(step, done);
}

/// The group that others are compared with; everyone where the city records no groups.
geo::GroupId reference_group(const geo::City& city) {
  const geo::Residents& residents = city.residents;
  if (!residents.recorded || residents.groups.size() < 2) return geo::everyone;
  const std::string& key = city.description.analysis.reference_group;
  if (const auto found = residents.find(key)) return *found;
  if (key == geo::description::Analysis{}.reference_group)
    return geo::everyone;  // groups by sex, age
  geo::Finding finding;
  finding.code = "reference_group_unknown";
  finding.severity = geo::Severity::error;
  finding.file = city.description.file;
  finding.field = "analysis.reference_group";
  finding.value = geo::quoted(key);
  finding.what = "there is no group of this name to compare the others with";
  std::string keys;
  for (const geo::Group& group : residents.groups) keys += (keys.empty() ? "" : ", ") + group.key;
  finding.remedy = "use one of: " + keys;
  throw geo::Error(std::move(finding));
}

Answers answers(const geo::City& city, const std::vector<Instance>& asked,
                const std::vector<BarrierCase>& cases, const travel::Way& way,
                const RunOptions& options) {
  std::vector<travel::Question> questions = barrier_questions(city, cases);
  for (const Instance& instance : asked) {
    if (!instance.metric->over_areas()) {
      for (auto& question : instance.metric->asks(city, instance.settings)) {
        questions.push_back(std::move(question));
      }
    }
  }
  return travel::ask(city, questions, way, options.means,
                     [&](double done) { report(options.progress, "walking to services", done); });
}

std::vector<std::pair<std::string, std::string>> parameters(const geo::City& city,
                                                            const travel::Way& way,
                                                            geo::GroupId reference) {
  const auto& analysis = city.description.analysis;
  std::string minutes;
  for (const geo::Minutes time : analysis.minutes) {
    minutes += (minutes.empty() ? "" : ", ") + erasure::number_text(time.value);
  }
  // A figure made of straight lines must not pass for one of walks.
  const std::string streets =
      travel::StraightTrips::wanted(city)
          ? "none: straight lines times " + erasure::number_text(city.description.streets.detour)
          : "walked";
  return {
      {"streets", streets},
      {"compared_with_other_cities", travel::StraightTrips::wanted(city) ? "no" : "yes"},
      {"way", way.name},
      {"pace_metres_per_minute", erasure::number_text(way.pace.value)},
      {"steps_factor", erasure::number_text(way.steps_factor)},
      {"slopes", city.streets.rises.size() > 0 ? "times by the slope of each part of a street"
                                               : "flat: streets have no heights"},
      {"travel_cost_unit", "0.1 s"},
      {"reference_group",
       city.residents.groups.empty() ? std::string{} : city.residents.groups[reference].key},
      {"minutes", minutes},
      {"homes", std::to_string(city.homes.size())},
      {"home_basis", std::string{word(city.homes.basis)}},
      {"door_furthest_metres", erasure::number_text(city.door_rule.furthest.value)},
      {"small_part_corners", std::to_string(city.door_rule.small_part)},
      {"main_part_within_metres", erasure::number_text(city.door_rule.main_within.value)},
  };
}

/// What the run asked of public transport; nothing where it did not.
std::vector<std::pair<std::string, std::string>> parameters_of_transit(const geo::City& city) {
  if (!city.transit || !city.description.transit || !city.description.moves_by_transit()) return {};
  const auto& asked = *city.description.transit;
  std::string feeds, percentiles;
  for (const geo::Feed& feed : city.transit->timetable.feeds) {
    feeds += (feeds.empty() ? "" : ", ") + (feed.declared ? "declared lines" : feed.name);
  }
  for (const int percentile : asked.percentiles) {
    percentiles += (percentiles.empty() ? "" : ", ") + std::to_string(percentile);
  }
  std::string budgets;
  for (const geo::Price& budget : asked.budgets) {
    budgets +=
        (budgets.empty() ? "" : ", ") + geo::price_text(*geo::money(budget), budget.currency);
  }
  const auto& fares = city.transit->timetable.lines.fare;
  const auto unknown = std::count(fares.begin(), fares.end(), std::nullopt);
  return {
      {"transit_feeds", feeds},
      {"transit_day", geo::date_text(city.transit->day)},
      {"transit_from", geo::clock_text(city.transit->from)},
      {"transit_until", geo::clock_text(city.transit->until)},
      {"transit_walk_minutes", erasure::number_text(asked.walk.value)},
      {"transit_slack_minutes", erasure::number_text(asked.slack.value)},
      {"transit_rides", asked.rides ? std::to_string(*asked.rides) : "any number"},
      {"transit_percentiles", percentiles},
      {"transit_mean", asked.mean ? "yes" : "no"},
      {"transit_wheelchair", asked.wheelchair ? "yes" : "no"},
      {"transit_budgets", budgets.empty() ? "none" : budgets},
      {"transit_lines_without_fare",
       std::to_string(unknown) + " of " + std::to_string(fares.size())},
  };
}

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// The day and hours of public transport, and how much of it is declared by the city itself.
void add_transit(const geo::City& city, Parameters& parameters) {
  if (!city.transit) return;
  const geo::Transit& transit = *city.transit;
  const auto& declared = transit.timetable.lines.declared;
  const auto sunday = hours_of(transit, When::sunday);
  parameters.emplace_back("transit_service_day", geo::date_text(transit.day));
  parameters.emplace_back("transit_service_hours",
                          geo::clock_text(transit.from) + " to " + geo::clock_text(transit.until));
  parameters.emplace_back("transit_sunday", sunday ? geo::date_text(sunday->day) : "none");
  parameters.emplace_back("transit_lines_declared",
                          std::to_string(std::count(declared.begin(), declared.end(), true)) +
                              " of " + std::to_string(declared.size()));
}

/// The ways that a question asked for, each with its rules in words.
std::map<std::string, std::string> rules_of_ways(const geo::City& city, const Answers& trips) {
  std::map<std::string, std::string> all;
  for (const auto& [question, answer] : trips) {
    for (const geo::NamedWay& one : city.description.ways) {
      if (!question.way || question.way->name != one.way.name) continue;
      const geo::MetresPerMinute pace = question.way->pace;
      const bool own = pace == one.way.pace;
      std::string& rules = all[one.way.name + (own ? "" : "_at_walking_pace")];
      rules = own ? "" : "pace " + erasure::number_text(pace.value) + " m/min; ";
      for (const geo::WayRule& rule : one.rules) {
        if (own || rule.key != "pace") rules += rule.key + " " + rule.value + "; ";
      }
      rules += "what a street does not state is no hurdle";
    }
  }
  return all;
}

/// Metrics side by side: each fold uses all threads, but not all of what a metric does is a fold.
void measure_outcomes(const geo::City& city, const Answers& trips, const Progress& progress,
                      std::vector<Outcome>& outcomes) {
  std::mutex reporting;
  std::size_t done = 0;
  report(progress, "measuring homes", 0);
  tbb::parallel_for(std::size_t{0}, outcomes.size(), [&](std::size_t at) {
    const Instance& instance = outcomes[at].instance;
    if (!instance.metric->over_areas()) {
      std::vector<travel::Answer> own;
      for (const auto& question : instance.metric->asks(city, instance.settings)) {
        own.push_back(trips.at(question));
      }
      outcomes[at].homes = instance.metric->for_homes(city, instance.settings, own);
    }
    const std::lock_guard alone(reporting);
    report(progress, "measuring homes",
           static_cast<double>(++done) / static_cast<double>(outcomes.size()));
  });
}

}  // namespace

Results run(const geo::City& city, const RunOptions& options) {
  const travel::Way way = way_named(city, {});
  Results results;
  results.reference = reference_group(city);
  results.parameters = parameters(city, way, results.reference);
  add_transit(city, results.parameters);
  for (Instance& instance : instances(city, options)) {
    results.outcomes.push_back({std::move(instance), std::nullopt, {}});
  }

  std::vector<Instance> asked;
  for (const Outcome& outcome : results.outcomes) asked.push_back(outcome.instance);
  const auto cases = barrier_cases(asked);
  const Answers trips = answers(city, asked, cases, way, options);
  for (const auto& [name, rules] : rules_of_ways(city, trips)) {
    results.parameters.emplace_back("way_" + name, rules);
  }
  for (auto& parameter : parameters_of_transit(city)) {
    results.parameters.push_back(std::move(parameter));
  }

  measure_outcomes(city, trips, options.progress, results.outcomes);

  report(options.progress, "counting people", 0);
  const GroupStep step(city, results.reference);
  tbb::parallel_for(std::size_t{0}, results.outcomes.size(), [&](std::size_t at) {
    Outcome& outcome = results.outcomes[at];
    outcome.figures = outcome.homes
                          ? step.of_homes(outcome.instance.metric->card, *outcome.homes)
                          : step.of_areas(*outcome.instance.metric, outcome.instance.settings);
    mark_uncertain(city, outcome);
    if (outcome.homes) outcome.inside = variation_inside(city, *outcome.homes);
  });
  results.barriers = barrier_costs(city, cases, trips);
  report(options.progress, "counting people", 1);
  results.losses = losses(city, loss_cases(asked), trips, options.means, [&](double done) {
    report(options.progress, "taking lines away", done);
  });
  results.surveys = survey_figures(city);
  return results;
}

}  // namespace analysis
