#include "analysis/privacy/gate.hpp"

#include <fmt/format.h>

#include "analysis/privacy/histograms.hpp"
#include "analysis/privacy/people_counts.hpp"
#include "analysis/privacy/release_barriers.hpp"
#include "analysis/privacy/release_findings.hpp"
#include "analysis/privacy/release_housing.hpp"
#include "analysis/privacy/release_layers.hpp"
#include "analysis/privacy/release_losses.hpp"
#include "analysis/privacy/release_surveys.hpp"
#include "analysis/privacy/shown_figures.hpp"
#include "analysis/privacy/shown_inputs.hpp"
#include "geo/core/error.hpp"

namespace analysis::privacy {

using namespace geo;

namespace {

void refuse_small(const City& city) {
  const int k = city.description.analysis.smallest_count;
  if (k >= least_smallest_count) return;
  Finding finding;
  finding.code = "smallest_count_too_low";
  finding.severity = Severity::error;
  finding.file = city.description.file;
  finding.field = "analysis.smallest_count";
  finding.value = std::to_string(k);
  finding.what =
      fmt::format("counts below {} people of a group are never shown", least_smallest_count);
  finding.remedy =
      fmt::format("set smallest_count to {} or more, or leave it out", least_smallest_count);
  throw Error(std::move(finding), Cause::gate_refused);
}

std::string unit_of(const std::string& type) {
  if (type == "minutes") return " min";
  if (type == "metres") return " m";
  return "";
}

/// The name of the profile that a metric is about, else its key.
Names profile_name(const City& city, const Instance& instance) {
  const auto key = instance.settings.find("profile");
  if (key == instance.settings.end()) return {};
  for (const Profile& profile : city.description.profiles.asked) {
    if (profile.key == key->second && !profile.name.empty()) return profile.name;
  }
  return Names{key->second};
}

ReleasedMetric described(const City& city, const Instance& instance) {
  const Card& card = instance.metric->card;
  ReleasedMetric metric;
  metric.id = instance.id;
  metric.instance = instance.column;
  metric.title = card.title;
  metric.unit = card.unit;
  metric.method = card.method;
  metric.formula = card.formula;
  metric.source = card.source;
  metric.lower_is_better = card.better == Better::lower;
  metric.diverging = card.diverging;
  metric.over_areas = instance.metric->over_areas();
  metric.kind = instance.kind;
  metric.who = profile_name(city, instance);
  for (const FieldCard& field : instance.metric->fields()) {
    const auto given = instance.settings.find(field.name);
    const std::string& value = given == instance.settings.end() ? field.by_default : given->second;
    metric.settings.emplace_back(field.name, value + unit_of(field.type));
  }
  return metric;
}

std::vector<ReleasedGroup> described_groups(const City& city, const PeopleCounts& people) {
  std::vector<ReleasedGroup> groups;
  const LevelId whole{city.levels.size() - 1};
  for (const GroupId id : city.residents.groups.rows()) {
    const Group& group = city.residents.groups[id];
    ReleasedGroup released;
    released.key = group.key;
    released.name = group.name;
    released.definition = group.definition;
    if (group.part_of) released.part_of = city.residents.groups[*group.part_of].key;
    released.languages = group.languages;
    released.is_rest = group.is_rest;
    const auto count = people.shown(whole, id, AreaId{0});
    released.people = count ? Cell<double>(static_cast<double>(*count)) : count.reason();
    groups.push_back(std::move(released));
  }
  return groups;
}

}  // namespace

Release Gate::release(const City& city, const Results& results) {
  refuse_small(city);
  const int k = city.description.analysis.smallest_count;
  const PeopleCounts people(city, k);
  const auto figures = shown_figures(city, results, people);
  const Protected safe{city, results, people, figures};

  Release release;
  release.name_ = city.name;
  release.languages_ = city.languages;
  release.projection_ = city.projection;
  release.layers_ = level_layers(safe);
  release.housing_ = released_housing(city, people);
  add_housing_columns(release.housing_, release.layers_);
  release.layers_.push_back(homes_layer(safe));
  release.layers_.push_back(services_layer(city));
  release.layers_.push_back(streets_layer(city));
  release.layers_.push_back(water_layer(city));
  for (const Outcome& outcome : results.outcomes) {
    release.metrics_.push_back(described(city, outcome.instance));
    release.metrics_.back().inside = outcome.inside;
  }
  std::optional<City> estimate;
  if (people.any_withheld()) estimate = as_shown(city, people);
  const City& shown = estimate ? *estimate : city;
  release.histograms_ = histograms(shown, results, people, release.layers_, k);
  release.losses_ = released_losses(city, shown, results, people, k);
  release.groups_ = described_groups(city, people);
  release.surveys_ = released_surveys(city);
  release.survey_figures_ = released_survey_figures(results);
  release.profiles_ = released_profiles(city, results);
  release.barriers_ = released_barriers(city, results);
  release.reference_group_ =
      city.residents.groups.empty() ? "" : city.residents.groups[results.reference].key;
  release.smallest_count_ = k;
  release.people_recorded_ = city.residents.recorded;
  release.people_basis_ = city.residents.basis;
  release.people_as_of_ = city.residents.as_of;
  release.people_definition_ = city.residents.definition;
  release.inputs_ = shown_inputs(city);
  release.findings_ = shown_findings(city, k);
  release.parameters_ = results.parameters;
  release.parameters_.emplace_back("smallest_count", std::to_string(k));
  return release;
}

}  // namespace analysis::privacy
