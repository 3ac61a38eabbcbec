#include "analysis/metric.hpp"
#include "analysis/metrics/access/settings.hpp"
#include "analysis/ways.hpp"

namespace analysis::access {
namespace {

using namespace geo;

struct Params {
  Kind service{"health"};
  Minutes within{15};
  bool strict = false;
  Counts counts = Counts::services;
  std::string way;
  int percentile = 50;
  Over over = Over::percentile;
  std::string budget;
  Bound bound = Bound::certain;

  static constexpr auto fields() {
    return std::tuple{
        Field{"service", &Params::service, "Kind of service to reach"},
        Field{"within", &Params::within, "Longest trip that counts", Minutes{1}, Minutes{120}},
        Field{"strict", &Params::strict, "Leave out a trip of exactly the longest time"},
        Field{"counts", &Params::counts, "Count services, or the places they offer"},
        Field{"way", &Params::way, way_meaning},
        Field{"percentile", &Params::percentile, percentile_meaning, 0, 100},
        Field{"over", &Params::over, over_meaning},
        Field{"budget", &Params::budget, budget_meaning},
        Field{"bound", &Params::bound, bound_meaning}};
  }
};

travel::Counted counted(const City& city, const Params& params) {
  travel::Counted counted;
  if (params.counts == Counts::places) counted.by_row = amounts(city.services, params.counts);
  if (params.strict) {
    counted.by_cost.assign(deciseconds_within(params.within).count + std::size_t{1}, 1.0);
    counted.by_cost.back() = 0;
  }
  return counted;
}

travel::Question asks(const City& city, const Params& params) {
  const auto question = travel::to_services(params.service).within(params.within);
  const auto spending = spending_of(city, params.budget, params.bound);
  return params.over == Over::mean
             ? averaged(city, question, params.way, counted(city, params), spending)
             : moving(city, question, params.way, params.percentile, spending);
}

Column<HomeId, double> compute(const City& city, const Params& params, const travel::Answer& trip) {
  if (params.over == Over::mean) return trip.average();
  const Deciseconds longest = deciseconds_within(params.within);
  const bool strict = params.strict;
  return trip.sum(amounts(city.services, params.counts), [longest, strict](Deciseconds cost) {
    return strict && cost == longest ? 0.0 : 1.0;
  });
}

}  // namespace

extern constexpr Metric cumulative = metric<asks, compute>({
    .title = "Services within reach",
    .unit = "services",
    .better = Better::higher,
    .method = "An average resident can choose between this many services of this kind within "
              "the given time.",
    .formula = "sum over services j of O_j where c_ij <= T; O_j is 1, or the places of j",
    .missing = "off_network without a street near; 0 means that none is within reach; with places, "
               "a service without a stated capacity counts 1 place",
    .source = "Wachs and Kumagai (1973), doi:10.1016/0038-0121(73)90041-4",
    .column = "cumulative",
    .suffix = "",
});

}  // namespace analysis::access
