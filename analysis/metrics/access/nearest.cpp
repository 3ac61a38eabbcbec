#include "analysis/metric.hpp"
#include "analysis/metrics/access/settings.hpp"
#include "analysis/ways.hpp"

namespace analysis::access {
namespace {

using namespace geo;

struct Params {
  Kind service{"health"};
  Minutes within{60};
  std::string way;
  int percentile = 50;
  std::string budget;
  Bound bound = Bound::certain;

  static constexpr auto fields() {
    return std::tuple{
        Field{"service", &Params::service, "Kind of service to reach"},
        Field{"within", &Params::within, "Longest trip that counts", Minutes{1}, Minutes{120}},
        Field{"way", &Params::way, way_meaning},
        Field{"percentile", &Params::percentile, percentile_meaning, 0, 100},
        Field{"budget", &Params::budget, budget_meaning},
        Field{"bound", &Params::bound, bound_meaning}};
  }
};

travel::Question asks(const City& city, const Params& params) {
  return moving(city, travel::to_services(params.service).within(params.within).only_nearest(),
                params.way, params.percentile, spending_of(city, params.budget, params.bound));
}

Column<HomeId, Minutes> compute(const City&, const Params&, const travel::Answer& trip) {
  return trip.minutes();
}

}  // namespace

extern constexpr Metric nearest = metric<asks, compute>({
    .title = "Time to the nearest service",
    .unit = "min",
    .better = Better::lower,
    .over_people = Summary::median,
    .method = "Half of the residents reach the closest service of this kind within this time.",
    .formula = "min over services j of c_ij, with c_ij the travel time from home i to service j",
    .missing = "out_of_reach beyond the longest trip; off_network without a street near; no_supply "
               "when the city has no such service",
    .source = "Apparicio et al. (2008), doi:10.1186/1476-072X-7-7",
    .column = "nearest",
    .suffix = "min",
});

}  // namespace analysis::access
