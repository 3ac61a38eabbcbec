#include "analysis/metric.hpp"
#include "analysis/metrics/access/settings.hpp"
#include "analysis/profiles.hpp"

namespace analysis::access {
namespace {

using namespace geo;

struct Params {
  Kind service{"health"};
  std::string profile;
  Bound bound = Bound::certain;
  Minutes within = longest_walk;

  static constexpr auto fields() {
    return std::tuple{
        Field{"service", &Params::service, "Kind of service to reach"},
        Field{"profile", &Params::profile,
              "Key of a profile of the run; left out: a person whom nothing hinders"},
        Field{"bound", &Params::bound,
              "Count services known to be open to this person, or those not known to be closed"},
        Field{"within", &Params::within, "Longest walk that counts", Minutes{1}, Minutes{120}}};
  }
};

travel::Question asks(const City& city, const Params& params) {
  return to_open_services(city, params.service, profile_of(city, params.profile), params.bound,
                          params.within);
}

Column<HomeId, Minutes> compute(const City& city, const Params& params,
                                const travel::Answer& trip) {
  return minutes_to_open(city, params.service, trip);
}

}  // namespace

extern constexpr Metric effective = metric<asks, compute>({
    .title = "Time to the nearest service that is open to this person",
    .unit = "min",
    .better = Better::lower,
    .over_people = Summary::median,
    .method = "From half of the homes, counted by residents, a person with this profile reaches a "
              "service of this kind that is open to her within this time.",
    .formula = "min over services j open to profile p of c_ij, with c_ij the time from home i to "
               "service j as p moves; certain: j is known to be open to p; possible: j is not "
               "known to be closed to p",
    .missing = "out_of_reach beyond the longest walk, or where no service is open to this person; "
               "off_network without a street near; no_supply when the city has no such service",
    .source = "Levesque et al. (2013), doi:10.1186/1475-9276-12-18",
    .column = "effective",
    .suffix = "min",
});

}  // namespace analysis::access
