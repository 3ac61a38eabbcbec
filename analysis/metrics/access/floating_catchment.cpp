#include "analysis/metric.hpp"
#include "analysis/metrics/access/settings.hpp"
#include "analysis/stats/catchment.hpp"
#include "analysis/ways.hpp"

namespace analysis::access {
namespace {

using namespace geo;

constexpr double per_inhabitants = 1000;

struct Params {
  Kind service{"health"};
  Minutes within{30};
  stats::DecayShape decay = stats::DecayShape::flat;
  Minutes scale{10};
  double exponent = 1;
  Minutes spread{5};
  std::string steps{usual_steps};
  std::string way;
  int percentile = 50;
  std::string budget;
  Bound bound = Bound::certain;

  static constexpr auto fields() {
    return std::tuple{
        Field{"service", &Params::service, "Kind of service to reach"},
        Field{"within", &Params::within, "Longest trip that counts", Minutes{1}, Minutes{120}},
        Field{"decay", &Params::decay, "How a place counts less the longer the trip"},
        Field{"scale", &Params::scale, "Time of the decay, as in access/potential", Minutes{0.1},
              Minutes{600}},
        Field{"exponent", &Params::exponent, "Exponent of the power decay", 0.01, 10.0},
        Field{"spread", &Params::spread, "Standard deviation of the logistic decay", Minutes{0.1},
              Minutes{600}},
        Field{"steps", &Params::steps, "Belts of the stepped decay, minutes:weight"},
        Field{"way", &Params::way, way_meaning},
        Field{"percentile", &Params::percentile, percentile_meaning, 0, 100},
        Field{"budget", &Params::budget, budget_meaning},
        Field{"bound", &Params::bound, bound_meaning}};
  }
};

travel::Question asks(const City& city, const Params& params) {
  return moving(city, travel::to_services(params.service).within(params.within), params.way,
                params.percentile, spending_of(city, params.budget, params.bound));
}

Column<HomeId, double> compute(const City& city, const Params& params, const travel::Answer& trip) {
  const travel::Decay decay =
      of_cost({params.decay, params.scale, params.exponent, params.spread, steps_of(params.steps)});
  // Everyone competes for the same places, whichever group is looked at afterwards.
  const auto demand = trip.demand(city.homes.people[everyone].values(), decay);
  const auto places = stats::places_per_person(amounts(city.services, Counts::places), demand);
  const auto weights = trip.weights(decay);
  return trip.fold([&](HomeId, std::span<const travel::Trip> trips) -> Cell<double> {
    stats::PlacesWithinReach sum;
    for (const auto& [to, cost] : trips) sum.add(weights[cost.count], places[to]);
    const auto total = sum.total();
    if (!total) return total.reason();
    return *total * per_inhabitants;
  });
}

}  // namespace

extern constexpr Metric floating_catchment = metric<asks, compute>({
    .title = "Places per inhabitant within reach (2SFCA)",
    .unit = "places per 1,000 people",
    .better = Better::higher,
    .method = "For every 1,000 people who compete for them, an average resident has this many "
              "places of this kind within reach.",
    .formula = "1000 x sum over j of f(c_ij) S_j / D_j, with D_j = sum over homes k of P_k f(c_kj) "
               "over everyone, S_j the places of j, f a decay (flat: 1 within the longest trip)",
    .missing = "off_network without a street near; no_people_served when all that is in reach "
               "serves nobody; 0 means that none is within reach; a service without a stated "
               "capacity counts 1 place; a service that nobody can reach is left out",
    .source = "Luo and Wang (2003), doi:10.1068/b29120; with decay, Luo and Qi (2009), "
              "doi:10.1016/j.healthplace.2009.06.002",
    .column = "floating_catchment",
    .suffix = "per_1000",
    .depends_on_people = true,
});

}  // namespace analysis::access
