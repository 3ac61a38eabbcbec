#include "analysis/metric.hpp"
#include "analysis/metrics/access/transit.hpp"

namespace analysis::access {
namespace {

using namespace geo;

struct Params {
  When hours = When::day;
  Metres low{500}, high{1000};

  static constexpr auto fields() {
    return std::tuple{
        Field{"hours", &Params::hours,
              "Hours of the run; 19:00 to 22:00; 22:00 to 6:00; hours of the run on a Sunday"},
        Field{"low", &Params::low, "Longest way to a stop of buses and trams", Metres{50},
              Metres{2000}},
        Field{"high", &Params::high, "Longest way to a stop of rail, metro and ferry", Metres{50},
              Metres{2000}}};
  }
};

travel::Question asks(const City& city, const Params& params) {
  return TransitNear::asks(city, {params.low, params.high});
}

HomeFigures compute(const City& city, const Params& params, const travel::Answer& trips) {
  if (!city.transit) return nothing_recorded(city);
  const auto hours = hours_of(*city.transit, params.hours);
  if (!hours) return nothing_recorded(city);
  const auto departures = leaving(city.transit->timetable, *hours);
  return TransitNear(city, {params.low, params.high})
      .by_street(trips, [&](const NearTransit& near) {
        return departures_an_hour(near, departures, *hours);
      });
}

}  // namespace

extern constexpr Metric transit_service = of_transit<asks, compute>({
    .title = "Departures near home",
    .unit = "departures per hour",
    .better = Better::higher,
    .method = "So many buses, trams and trains leave in an hour from stops that an average "
              "resident can walk to; one that stops twice near a home counts once.",
    .formula = "sum over patterns p of n_p(s) / h, with s the stop of p nearest to the home along "
               "the streets, no further than 500 m (rail, metro, ferry: 1000 m), n_p(s) the "
               "departures there in h hours; of a line without times, hours over headway",
    .missing = "0 where nothing leaves near; off_network without a street near; not_recorded "
               "without timetables, or for a Sunday outside them",
    .source = "Al Mamun and Lownes (2011), doi:10.5038/2375-0901.14.2.4; distances: UN-Habitat, "
              "metadata of SDG 11.2.1 (2021)",
    .column = "transit_service",
    .suffix = "per_h",
});

}  // namespace analysis::access
