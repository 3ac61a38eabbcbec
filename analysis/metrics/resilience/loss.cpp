#include "analysis/losses.hpp"
#include "analysis/metric.hpp"

namespace analysis::resilience {
namespace {

using namespace geo;

struct Params {
  Kind service{"health"};
  Minutes standard{15};
  Minutes within{60};
  Minutes by_transit{30};
  int percentile = 50;

  static constexpr auto fields() {
    return std::tuple{
        Field{"service", &Params::service, "Kind of service to reach"},
        Field{"standard", &Params::standard, "Walk within which everybody should have one",
              Minutes{1}, Minutes{120}},
        Field{"within", &Params::within, "Longest walk that counts", Minutes{1}, Minutes{120}},
        Field{"by_transit", &Params::by_transit,
              "Trip by public transport within which everybody should have one, where lines are "
              "tried",
              Minutes{1}, Minutes{120}},
        Field{"percentile", &Params::percentile,
              "In this many of 100 minutes of leaving such a trip must take no longer", 0, 100}};
  }
};

travel::Question asks(const Params& params) {
  return two_nearest({params.service, params.standard, params.within, params.by_transit});
}

Cell<double> longer(const Cell<Minutes>& first, const Cell<Minutes>& second) {
  if (first && second) return second->value - first->value;
  if (first) return second.reason();
  return first.reason() == Missing::out_of_reach ? Missing::no_people_served : first.reason();
}

Column<HomeId, double> compute(const City&, const Params&, const travel::Answer& trips) {
  const auto nearest = trips.minutes(1), next = trips.minutes(2);
  Column<HomeId, double> more;
  for (const HomeId home : nearest.rows()) more.push_back(longer(nearest[home], next[home]));
  return more;
}

}  // namespace

extern constexpr Metric loss = metric<asks, compute>({
    .title = "Minutes more if the nearest service fails",
    .unit = "min",
    .better = Better::lower,
    .over_people = Summary::median,
    .method = "Were the closest service of this kind to close, half of the residents would walk at "
              "most so much further to the next one. tables/loss.csv ranks every service, every "
              "street and, in a run by public transport, every line by the people who would then "
              "have none within the standard.",
    .formula = "c_i(2) - c_i(1), with c_i(n) the walking time from home i to the n-th nearest "
               "service; loss of j: people of homes i with c_i <= S while j stands and c_i > S "
               "without it, S the standard; of a line, c_i by public transport at the percentile",
    .missing = "out_of_reach where there is no second one within the longest walk; "
               "no_people_served where there is no first; off_network without a street near; "
               "no_supply when the city has no such service",
    .source = "Jenelius, Petersen and Mattsson (2006), doi:10.1016/j.tra.2005.11.003",
    .column = "loss",
    .suffix = "min",
});

}  // namespace analysis::resilience
