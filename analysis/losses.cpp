#include "analysis/losses.hpp"

#include <algorithm>

#include "analysis/metric_erasure.hpp"
#include "analysis/travel/straight_trips.hpp"
#include "analysis/travel/street_failures.hpp"
#include "analysis/ways.hpp"

namespace analysis {
namespace {

using geo::City;
using geo::HomeId;
using geo::Minutes;
using geo::ServiceId;

/// A setting of an instance in minutes, as given or by default.
Minutes minutes_of(const Instance& instance, const std::string& name) {
  const auto given = instance.settings.find(name);
  if (given != instance.settings.end()) return Minutes{erasure::number_of(name, given->second)};
  for (const FieldCard& field : instance.metric->fields()) {
    if (field.name == name) return Minutes{erasure::number_of(name, field.by_default)};
  }
  return {};
}

/// The one service that each home has within the standard, where it has just one.
geo::Per<HomeId, std::optional<ServiceId>> only_one(const City& city, Minutes standard,
                                                    const travel::Answer& answer) {
  const geo::Deciseconds most = geo::deciseconds_within(standard);
  geo::Per<HomeId, std::optional<ServiceId>> only(city.homes.size());
  answer.nearest(2, [&](HomeId home, std::span<const travel::Trip> near) {
    const bool has_one = !near.empty() && near[0].cost <= most;
    const bool has_two = near.size() > 1 && near[1].cost <= most;
    if (has_one && !has_two) only[home] = ServiceId{near[0].to};
  });
  return only;
}

void add_services(const City& city, const LossCase& one, const travel::Answer& answer,
                  std::vector<Loss>& all) {
  const auto only = only_one(city, one.standard, answer);
  std::map<ServiceId, std::vector<HomeId>> fallen;
  for (const std::uint32_t row : answer.destinations()) fallen[ServiceId{row}];
  for (const HomeId home : only.rows()) {
    if (only[home]) fallen[*only[home]].push_back(home);
  }
  for (auto& [service, homes] : fallen) {
    all.push_back({one.kind, one.standard, service, std::move(homes)});
  }
}

void add_streets(const LossCase& one, const travel::Answer& answer,
                 const travel::StreetFailures& streets, std::vector<Loss>& all) {
  for (auto& [street, homes] : streets.cut_off(answer.destinations(), one.standard)) {
    all.push_back({one.kind, one.standard, street, std::move(homes)});
  }
}

}  // namespace

std::vector<LossCase> loss_cases(const std::vector<Instance>& instances) {
  std::vector<LossCase> cases;
  for (const Instance& instance : instances) {
    if (instance.id != "resilience/loss") continue;
    const LossCase one{geo::Kind{instance.kind}, minutes_of(instance, "standard"),
                       minutes_of(instance, "within")};
    if (std::find(cases.begin(), cases.end(), one) == cases.end()) cases.push_back(one);
  }
  return cases;
}

travel::Question two_nearest(const geo::Kind& kind, Minutes standard, Minutes within) {
  return travel::to_services(kind).within(std::max(standard, within)).only_nearest(2);
}

std::vector<Loss> losses(const City& city, const std::vector<LossCase>& cases,
                         const std::map<travel::Question, travel::Answer>& answers) {
  std::vector<Loss> all;
  if (cases.empty()) return all;
  std::optional<travel::StreetFailures> streets;
  if (!travel::StraightTrips::wanted(city)) streets.emplace(city, way_named(city, {}));
  for (const LossCase& one : cases) {
    const auto& answer = answers.at(two_nearest(one.kind, one.standard, one.within));
    add_services(city, one, answer, all);
    if (streets) add_streets(one, answer, *streets, all);
  }
  return all;
}

}  // namespace analysis
