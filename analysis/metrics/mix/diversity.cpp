#include "analysis/stats/diversity.hpp"

#include <array>
#include <cmath>

#include "analysis/metric.hpp"
#include "analysis/metrics/mix/uses_within_reach.hpp"

namespace analysis::mix {
namespace {

using namespace geo;

enum class Nearness : std::uint8_t { alike, weighed, effective };

}  // namespace
}  // namespace analysis::mix

namespace analysis {

template <>
struct Choices<mix::Nearness> {
  static constexpr std::array<std::string_view, 3> words{"alike", "weighed", "effective"};
};

namespace mix {
namespace {

// Weight e^-4 = 0.018 at the longest walk: cityseer, Simons (2023), doi:10.1177/23998083221133827.
constexpr double falls_by = 4;

struct Params {
  int order = 1;
  Minutes within{10};
  Nearness nearness = Nearness::alike;

  static constexpr auto fields() {
    return std::tuple{
        Field{"order", &Params::order,
              "0 counts kinds of use, 1 weighs them by share, 2 favours the common ones", 0, 2},
        Field{"within", &Params::within, "Longest walk that counts", Minutes{1}, Minutes{60}},
        Field{"nearness", &Params::nearness,
              "Whether a kind counts less the further away its nearest use: no, yes, or yes and "
              "divided by the mean weight"}};
  }
};

travel::Question asks(const Params& params) {
  return travel::to_uses().within(params.within);
}

Cell<double> figure(const Params& params, const Around& around) {
  if (params.nearness == Nearness::alike) return stats::hill(around.mass, params.order);
  std::vector<double> weights;
  for (const Deciseconds nearest : around.nearest) {
    weights.push_back(std::exp(-falls_by * (nearest.minutes() / params.within)));
  }
  return params.nearness == Nearness::weighed
             ? stats::hill_weighted(around.mass, weights, params.order)
             : stats::hill_effective(around.mass, weights, params.order);
}

Column<HomeId, double> compute(const City& city, const Params& params, const travel::Answer& trip) {
  return around_homes(city, trip, [&](const Around& around) { return figure(params, around); });
}

}  // namespace

extern constexpr Metric diversity = metric<asks, compute>({
    .title = "Diversity of uses (Hill number)",
    .unit = "kinds of use",
    .better = Better::higher,
    .method = "Within a short walk of an average resident the uses are as mixed as this many kinds "
              "of use in equal parts.",
    .formula = "(sum of p^q)^(1/(1-q)), at q = 1 exp(-sum of p ln p), with p the share of each "
               "kind in the mass (floor area, else area, else 1 each) within reach; weighed: (sum "
               "of w (p/T)^q)^(1/(1-q)), T = sum of w p, w = e^(-4 c/C) for the nearest of the "
               "kind at c within C; effective: that over T",
    .missing = "out_of_reach when no use is within the walk; no_supply when the city records no "
               "uses; off_network without a street near; zero_denominator when all masses are 0",
    .source = "Hill (1973), doi:10.2307/1934352; Chao, Chiu and Jost (2010), "
              "doi:10.1098/rstb.2010.0272",
    .column = "diversity",
    .suffix = "",
});

}  // namespace mix
}  // namespace analysis
