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

  static constexpr auto fields() {
    return std::tuple{
        Field{"service", &Params::service, "Kind of service to reach"},
        Field{"within", &Params::within, "Longest walk that counts", Minutes{1}, Minutes{120}},
        Field{"strict", &Params::strict, "Leave out a walk of exactly the longest time"},
        Field{"counts", &Params::counts, "Count services, or the places they offer"},
        Field{"way", &Params::way, "Way of moving, of docs/ways.md; left out: on foot"}};
  }
};

travel::Question asks(const City& city, const Params& params) {
  return moving(city, travel::to_services(params.service).within(params.within), params.way);
}

Column<HomeId, double> compute(const City& city, const Params& params, const travel::Answer& trip) {
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
    .method = "An average resident can choose between this many services of this kind on a walk "
              "of at most the given time.",
    .formula = "sum over services j of O_j where c_ij <= T; O_j is 1, or the places of j",
    .missing = "off_network without a street near; 0 means that none is within reach; with places, "
               "a service without a stated capacity counts 1 place",
    .source = "Wachs and Kumagai (1973), doi:10.1016/0038-0121(73)90041-4",
    .column = "cumulative",
    .suffix = "",
});

}  // namespace analysis::access
