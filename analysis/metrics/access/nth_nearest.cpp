#include "analysis/metric.hpp"
#include "analysis/metrics/access/settings.hpp"
#include "analysis/ways.hpp"

namespace analysis::access {
namespace {

using namespace geo;

struct Params {
  Kind service{"health"};
  int n = 3;
  Minutes within{60};
  std::string way;
  int percentile = 50;
  std::string budget;
  Bound bound = Bound::certain;

  static constexpr auto fields() {
    return std::tuple{
        Field{"service", &Params::service, "Kind of service to reach"},
        Field{"n", &Params::n, "How many of them must be in reach", 1, 100},
        Field{"within", &Params::within, "Longest trip that counts", Minutes{1}, Minutes{120}},
        Field{"way", &Params::way, way_meaning},
        Field{"percentile", &Params::percentile, percentile_meaning, 0, 100},
        Field{"budget", &Params::budget, budget_meaning},
        Field{"bound", &Params::bound, bound_meaning}};
  }
};

std::size_t choice(const Params& params) {
  return static_cast<std::size_t>(params.n);
}

travel::Question asks(const City& city, const Params& params) {
  return moving(
      city, travel::to_services(params.service).within(params.within).only_nearest(choice(params)),
      params.way, params.percentile, spending_of(city, params.budget, params.bound));
}

Column<HomeId, Minutes> compute(const City&, const Params& params, const travel::Answer& trip) {
  return trip.minutes(choice(params));
}

}  // namespace

extern constexpr Metric nth_nearest = metric<asks, compute>({
    .title = "Time to a choice of services (n-th nearest)",
    .unit = "min",
    .better = Better::lower,
    .over_people = Summary::median,
    .method = "Half of the residents can choose between n services of this kind within this time.",
    .formula = "smallest t such that n or more services j have c_ij <= t, with c_ij the travel "
               "time from home i to service j",
    .missing = "out_of_reach when fewer than n are within the longest trip; off_network without a "
               "street near; no_supply when the city has no such service",
    .source = "Apparicio et al. (2008), doi:10.1186/1476-072X-7-7",
    .column = "nth_nearest",
    .suffix = "min",
});

}  // namespace analysis::access
