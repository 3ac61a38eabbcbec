#include "analysis/metrics/sdg/public_transport.hpp"

#include "analysis/metric.hpp"

namespace analysis::sdg {

enum class Distance : std::uint8_t { street, straight };

}  // namespace analysis::sdg

namespace analysis {

template <>
struct Choices<sdg::Distance> {
  static constexpr std::array<std::string_view, 2> words{"street", "straight"};
};

namespace sdg {
namespace {

using namespace geo;

struct Params {
  Distance distance = Distance::street;

  static constexpr auto fields() {
    return std::tuple{Field{"distance", &Params::distance,
                            "Along the streets, as the indicator asks, or the straight line"}};
  }
};

travel::Question asks(const City& city, const Params& params) {
  return params.distance == Distance::street ? Convenient::asks(city) : travel::no_travel();
}

HomeFigures compute(const City& city, const Params& params, const travel::Answer& trips) {
  if (!city.transit) return access::nothing_recorded(city);
  const Convenient convenient(city);
  return params.distance == Distance::street ? convenient.by_street(trips)
                                             : convenient.by_straight_line();
}

}  // namespace

extern constexpr Metric public_transport = access::of_transit<asks, compute>({
    .title = "Convenient access to public transport (SDG 11.2.1)",
    .unit = "%",
    .better = Better::higher,
    .method = "This share of the residents has a stop of buses or trams within 500 m, or one of "
              "rail, metro or ferry within 1 km, at which something leaves on the day of the run.",
    .formula = "100 sum of people with d_s <= 500 m (rail, metro, ferry: 1000 m) for some stop s "
               "/ people; d along the streets, as the indicator asks, or straight, as many "
               "countries report it",
    .missing = "off_network without a street near, of distances along the streets; not_recorded "
               "without timetables",
    .source = "UN-Habitat, metadata of SDG indicator 11.2.1 (September 2021); Brussel et al. "
              "(2019), doi:10.3390/ijgi8020067",
    .column = "sdg_11_2_1",
    .suffix = "pct",
});

}  // namespace sdg
}  // namespace analysis
