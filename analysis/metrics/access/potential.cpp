#include "analysis/metric.hpp"
#include "analysis/metrics/access/settings.hpp"
#include "analysis/ways.hpp"

namespace analysis::access {
namespace {

using namespace geo;

struct Params {
  Kind service{"health"};
  Minutes within{60};
  stats::DecayShape decay = stats::DecayShape::half_life;
  Minutes scale{10};
  double exponent = 1;
  Minutes spread{5};
  std::string steps{usual_steps};
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
        Field{"decay", &Params::decay, "How a service counts less the longer the trip"},
        Field{"scale", &Params::scale,
              "Time of the decay: half-life, 1/beta of the exponential, end of the linear and "
              "truncated, middle of the logistic, width of the gaussian",
              Minutes{0.1}, Minutes{600}},
        Field{"exponent", &Params::exponent, "Exponent of the power decay", 0.01, 10.0},
        Field{"spread", &Params::spread, "Standard deviation of the logistic decay", Minutes{0.1},
              Minutes{600}},
        Field{"steps", &Params::steps, "Belts of the stepped decay, minutes:weight"},
        Field{"counts", &Params::counts, "Count services, or the places they offer"},
        Field{"way", &Params::way, way_meaning},
        Field{"percentile", &Params::percentile, percentile_meaning, 0, 100},
        Field{"over", &Params::over, over_meaning},
        Field{"budget", &Params::budget, budget_meaning},
        Field{"bound", &Params::bound, bound_meaning}};
  }
};

stats::Decay decay_of(const Params& params) {
  return {params.decay, params.scale, params.exponent, params.spread, steps_of(params.steps)};
}

travel::Question asks(const City& city, const Params& params) {
  const auto question = travel::to_services(params.service).within(params.within);
  const auto spending = spending_of(city, params.budget, params.bound);
  if (params.over == Over::percentile) {
    return moving(city, question, params.way, params.percentile, spending);
  }
  return averaged(city, question, params.way,
                  {amounts(city.services, params.counts), by_cost(decay_of(params), params.within)},
                  spending);
}

Column<HomeId, double> compute(const City& city, const Params& params, const travel::Answer& trip) {
  if (params.over == Over::mean) return trip.average();
  return trip.sum(amounts(city.services, params.counts), of_cost(decay_of(params)));
}

}  // namespace

extern constexpr Metric potential = metric<asks, compute>({
    .title = "Potential accessibility (gravity)",
    .unit = "services",
    .better = Better::higher,
    .method = "For an average resident the services of this kind are worth this many next door: "
              "one that is further away counts less.",
    .formula = "sum over services j of O_j f(c_ij); f(c) for scale s: exponential e^(-c/s); "
               "half_life 2^(-c/s); linear max(0, 1-c/s); power min(1, c^-b) in minutes; logistic "
               "g(0)/g(c), g(c) = 1+e^((c-s)pi/(d sqrt 3)); gaussian e^(-c^2/2s^2); "
               "truncated_gaussian (e^(-c^2/2s^2)-e^(-1/2))/(1-e^(-1/2)) up to s; stepped: weight "
               "of the belt",
    .missing = "off_network without a street near; 0 means that none is within reach; with places, "
               "a service without a stated capacity counts 1 place",
    .source = "Hansen (1959), doi:10.1080/01944365908978307; logistic: Bauer and Groneberg "
              "(2016), doi:10.1371/journal.pone.0159148; truncated gaussian: Dai (2010), "
              "doi:10.1016/j.healthplace.2010.06.012; stepped: Luo and Qi (2009), "
              "doi:10.1016/j.healthplace.2009.06.002",
    .column = "potential",
    .suffix = "",
});

}  // namespace analysis::access
