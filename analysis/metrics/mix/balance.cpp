#include <numeric>

#include "analysis/metric.hpp"
#include "analysis/metrics/mix/uses_within_reach.hpp"
#include "analysis/stats/diversity.hpp"

namespace analysis::mix {
namespace {

using namespace geo;

struct Params {
  Minutes within{10};

  static constexpr auto fields() {
    return std::tuple{
        Field{"within", &Params::within, "Longest walk that counts", Minutes{1}, Minutes{60}}};
  }
};

travel::Question asks(const Params& params) {
  return travel::to_uses().within(params.within);
}

/// Share of housing in the masses of each class.
Cell<double> housing_share(std::span<const double> mass, std::size_t housing) {
  const double total = std::accumulate(mass.begin(), mass.end(), 0.0);
  if (!(total > 0)) return Missing::zero_denominator;
  return mass[housing] / total;
}

Cell<double> city_share(const Uses& uses) {
  if (!uses.dwelling_class || uses.classes.size() < 2) return Missing::single_kind;
  std::vector<double> mass(uses.classes.size(), 0.0);
  for (const UseId use : Rows<UseId>{uses.size()}) mass[uses.of_class[use]] += uses.mass[use];
  return housing_share(mass, *uses.dwelling_class);
}

Column<HomeId, double> compute(const City& city, const Params&, const travel::Answer& trip) {
  const Cell<double> everywhere = city_share(city.uses);
  return around_homes(city, trip, [&](const Around& around) -> Cell<double> {
    if (!everywhere) return everywhere.reason();
    const auto here = housing_share(around.mass, *city.uses.dwelling_class);
    if (!here) return here.reason();
    return stats::signed_balance(*here, *everywhere);
  });
}

}  // namespace

extern constexpr Metric balance = metric<asks, compute>({
    .title = "Shortage or surplus of housing (signed balance)",
    .unit = "",
    .better = Better::neither,
    .method = "Around an average resident, below 0 housing is short beside the city's own mix, "
              "above 0 shops, work and services are.",
    .formula = "2 (p - P) / (1 - (2p - 1)(2P - 1)), with p the share of housing in the mass of "
               "uses within reach and P that of the whole city: -1 no housing, 0 as in the city, "
               "1 housing only",
    .missing = "single_kind when the city records no housing or nothing else; out_of_reach when no "
               "use is within the walk; no_supply when the city records no uses; off_network "
               "without a street near; zero_denominator when all masses are 0",
    .source = "Pedreira Junior et al. (2025), doi:10.31224/5975",
    .column = "balance",
    .suffix = "",
    .diverging = true,
});

}  // namespace analysis::mix
