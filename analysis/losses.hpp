#pragma once

#include <functional>
#include <map>
#include <vector>

#include "analysis/results.hpp"
#include "analysis/travel/answer.hpp"
#include "analysis/travel/plan.hpp"
#include "geo/city.hpp"

namespace analysis {

/// A kind of service and the standards: everybody should have one within so long a walk, and
/// within so long a trip by public transport.
struct LossCase {
  geo::Kind kind;
  geo::Minutes standard;
  geo::Minutes within;        ///< longest walk that the run looks at
  geo::Minutes by_transit{};  ///< from door to door, at `percentile` of the minutes of leaving
  int percentile = 50;
  auto operator<=>(const LossCase&) const = default;
};

/// The cases among the metrics of a run (`resilience/loss`), each once, in their order.
std::vector<LossCase> loss_cases(const std::vector<Instance>& instances);

/// What is asked of travel: the two nearest services of a kind. Who has two within the standard
/// loses nothing when one closes, so this tells every closure at once.
travel::Question two_nearest(const LossCase& one);

/// For each case every service of the kind, by row: which homes have it within the standard and no
/// other; then every street, by row, without which homes have none within the standard any more.
/// Streets that nobody misses so are left out. Exact: equal to closing one service and one street
/// (`geo::StreetClosed`) after the other and asking again. One pass over the homes for all services
/// of a kind; for streets see `travel::StreetFailures`.
///
/// In a run that also moves by public transport then every line with a vehicle in its hours, by
/// row: which homes have a service within the standard by public transport, none within it on foot,
/// and none by public transport either without the line; see `travel::lines_cut_off`. `progress`
/// hears the share of the lines that were tried.
///
/// After the exposure of Jenelius, Petersen and Mattsson (2006), doi:10.1016/j.tra.2005.11.003:
/// what each failure costs, and whom; here counted against a standard.
std::vector<Loss> losses(const geo::City& city, const std::vector<LossCase>& cases,
                         const std::map<travel::Question, travel::Answer>& answers,
                         const travel::Means& means = {},
                         const std::function<void(double)>& progress = {});

}  // namespace analysis
