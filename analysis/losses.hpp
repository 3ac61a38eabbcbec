#pragma once

#include <map>
#include <vector>

#include "analysis/results.hpp"
#include "analysis/travel/answer.hpp"
#include "geo/city.hpp"

namespace analysis {

/// A kind of service and the standard: everybody should have one within so long a walk.
struct LossCase {
  geo::Kind kind;
  geo::Minutes standard;
  geo::Minutes within;  ///< longest walk that the run looks at
  auto operator<=>(const LossCase&) const = default;
};

/// The cases among the metrics of a run (`resilience/loss`), each once, in their order.
std::vector<LossCase> loss_cases(const std::vector<Instance>& instances);

/// What is asked of travel: the two nearest services of a kind. Who has two within the standard
/// loses nothing when one closes, so this tells every closure at once.
travel::Question two_nearest(const geo::Kind& kind, geo::Minutes standard, geo::Minutes within);

/// For each case every service of the kind, by row: which homes have it within the standard and no
/// other; then every street, by row, without which homes have none within the standard any more.
/// Streets that nobody misses so are left out. Exact: equal to closing one service and one street
/// (`geo::StreetClosed`) after the other and asking again. One pass over the homes for all services
/// of a kind; for streets see `travel::StreetFailures`.
///
/// After the exposure of Jenelius, Petersen and Mattsson (2006), doi:10.1016/j.tra.2005.11.003:
/// what each failure costs, and whom; here counted against a standard.
std::vector<Loss> losses(const geo::City& city, const std::vector<LossCase>& cases,
                         const std::map<travel::Question, travel::Answer>& answers);

}  // namespace analysis
