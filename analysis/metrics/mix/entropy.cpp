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

Column<HomeId, double> compute(const City& city, const Params&, const travel::Answer& trip) {
  const std::size_t kinds = city.uses.classes.size();
  return around_homes(city, trip,
                      [kinds](const Around& around) { return stats::entropy(around.mass, kinds); });
}

}  // namespace

extern constexpr Metric entropy = metric<asks, compute>({
    .title = "Land-use mix (entropy)",
    .unit = "",
    .better = Better::higher,
    .method = "How evenly the city's kinds of use share the surroundings of an average resident: "
              "0 one use only, 1 all of them alike.",
    .formula = "-(sum of p ln p) / ln K with p the share of each kind within reach and K all kinds "
               "of use that the city records, so that places compare; how many are present is "
               "mix/diversity of order 0",
    .missing = "0 when one kind is present; single_kind when the city records one kind only; "
               "out_of_reach when no use is within the walk; no_supply when the city records no "
               "uses; off_network without a street near; zero_denominator when all masses are 0",
    .source = "Frank et al. (2005), doi:10.1016/j.amepre.2004.11.001",
    .column = "entropy",
    .suffix = "",
});

}  // namespace analysis::mix
