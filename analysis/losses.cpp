#include "analysis/losses.hpp"

#include <algorithm>

#include "analysis/metric_erasure.hpp"
#include "analysis/travel/line_failures.hpp"
#include "analysis/travel/straight_trips.hpp"
#include "analysis/travel/street_failures.hpp"
#include "analysis/ways.hpp"

namespace analysis {
namespace {

using geo::City;
using geo::HomeId;
using geo::Minutes;
using geo::ServiceId;

/// A setting of an instance, as given or by default.
double number_of(const Instance& instance, const std::string& name) {
  const auto given = instance.settings.find(name);
  if (given != instance.settings.end()) return erasure::number_of(name, given->second);
  for (const FieldCard& field : instance.metric->fields()) {
    if (field.name == name) return erasure::number_of(name, field.by_default);
  }
  return 0;
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

/// Those who do not walk to one within the standard that holds by public transport.
std::vector<HomeId> who_would_ride(const City& city, const LossCase& one,
                                   const travel::Answer& on_foot) {
  const geo::Deciseconds most = geo::deciseconds_within(one.by_transit);
  geo::Per<HomeId, char> walks(city.homes.size(), 0);
  on_foot.nearest(1, [&](HomeId home, std::span<const travel::Trip> near) {
    walks[home] = !near.empty() && near[0].cost <= most ? 1 : 0;
  });
  std::vector<HomeId> homes;
  for (const HomeId home : walks.rows()) {
    if (walks[home] == 0) homes.push_back(home);
  }
  return homes;
}

/// The cases at one percentile.
void add_lines(const City& city, const std::vector<LossCase>& cases,
               const std::map<travel::Question, travel::Answer>& answers,
               const travel::Means& means, const std::function<void(double)>& progress,
               std::vector<Loss>& all) {
  std::vector<travel::RiddenStandard> standards;
  for (const LossCase& one : cases) {
    const auto& on_foot = answers.at(two_nearest(one));
    standards.push_back(
        {on_foot.destinations(), one.by_transit, who_would_ride(city, one, on_foot)});
  }
  auto found = travel::lines_cut_off(city, way_named(city, {}), cases.front().percentile, standards,
                                     means, progress);
  for (travel::LineCutOff& cut : found) {
    const LossCase& one = cases[cut.standard];
    all.push_back({one.kind, one.by_transit, cut.line, std::move(cut.homes)});
  }
}

bool rides(const City& city) {
  return city.transit && city.description.transit && city.description.moves_by_transit() &&
         !travel::StraightTrips::wanted(city);
}

}  // namespace

std::vector<LossCase> loss_cases(const std::vector<Instance>& instances) {
  std::vector<LossCase> cases;
  for (const Instance& instance : instances) {
    if (instance.id != "resilience/loss") continue;
    const LossCase one{geo::Kind{instance.kind}, Minutes{number_of(instance, "standard")},
                       Minutes{number_of(instance, "within")},
                       Minutes{number_of(instance, "by_transit")},
                       static_cast<int>(number_of(instance, "percentile"))};
    if (std::find(cases.begin(), cases.end(), one) == cases.end()) cases.push_back(one);
  }
  return cases;
}

travel::Question two_nearest(const LossCase& one) {
  const Minutes furthest = std::max({one.standard, one.within, one.by_transit});
  return travel::to_services(one.kind).within(furthest).only_nearest(2);
}

std::vector<Loss> losses(const City& city, const std::vector<LossCase>& cases,
                         const std::map<travel::Question, travel::Answer>& answers,
                         const travel::Means& means, const std::function<void(double)>& progress) {
  std::vector<Loss> all;
  if (cases.empty()) return all;
  std::optional<travel::StreetFailures> streets;
  if (!travel::StraightTrips::wanted(city)) streets.emplace(city, way_named(city, {}));
  for (const LossCase& one : cases) {
    const auto& answer = answers.at(two_nearest(one));
    add_services(city, one, answer, all);
    if (streets) add_streets(one, answer, *streets, all);
  }
  if (!rides(city)) return all;
  std::map<int, std::vector<LossCase>> at_percentile;
  for (const LossCase& one : cases) at_percentile[one.percentile].push_back(one);
  for (const auto& [percentile, some] : at_percentile) {
    add_lines(city, some, answers, means, progress, all);
  }
  return all;
}

}  // namespace analysis
