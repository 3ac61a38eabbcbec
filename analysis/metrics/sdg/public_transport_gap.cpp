#include "analysis/metric.hpp"
#include "analysis/metrics/sdg/public_transport.hpp"

namespace analysis::sdg {
namespace {

using namespace geo;

struct Params {
  static constexpr auto fields() { return std::tuple{}; }
};

travel::Question asks(const City& city, const Params&) {
  return Convenient::asks(city);
}

HomeFigures compute(const City& city, const Params&, const travel::Answer& trips) {
  if (!city.transit) return access::nothing_recorded(city);
  const Convenient convenient(city);
  HomeFigures difference = convenient.by_street(trips);
  const HomeFigures straight = convenient.by_straight_line();
  for (const HomeId home : difference.rows()) {
    if (difference[home]) difference[home] = *straight[home] - *difference[home];
  }
  return difference;
}

}  // namespace

extern constexpr Metric public_transport_gap = access::of_transit<asks, compute>({
    .title = "Convenient access by straight line only (SDG 11.2.1)",
    .unit = "percentage points",
    .better = Better::lower,
    .method = "By the straight line so much more of the residents count as having convenient "
              "public transport than by the way that they walk.",
    .formula = "sdg/public_transport by straight line less the same along the streets, over people "
               "who have both",
    .missing = "off_network without a street near; not_recorded without timetables",
    .source = "UN-Habitat, metadata of SDG indicator 11.2.1 (September 2021); Brussel et al. "
              "(2019), doi:10.3390/ijgi8020067",
    .column = "sdg_11_2_1_difference",
    .suffix = "pp",
});

}  // namespace analysis::sdg
