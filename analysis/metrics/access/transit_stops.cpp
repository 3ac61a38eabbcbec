#include "analysis/metric.hpp"
#include "analysis/metrics/access/transit.hpp"

namespace analysis::access {
namespace {

using namespace geo;

struct Params {
  Metres low{500}, high{1000};

  static constexpr auto fields() {
    return std::tuple{Field{"low", &Params::low, "Longest way to a stop of buses and trams",
                            Metres{50}, Metres{2000}},
                      Field{"high", &Params::high, "Longest way to a stop of rail, metro and ferry",
                            Metres{50}, Metres{2000}}};
  }
};

travel::Question asks(const City& city, const Params& params) {
  return TransitNear::asks(city, {params.low, params.high});
}

HomeFigures compute(const City& city, const Params& params, const travel::Answer& trips) {
  if (!city.transit) return nothing_recorded(city);
  const auto& timetable = city.transit->timetable;
  const ServiceHours hours = whole_day(*city.transit);
  const auto departures = leaving(timetable, hours);
  return TransitNear(city, {params.low, params.high})
      .by_street(trips, [&](const NearTransit& near) {
        return stops_served(near, timetable, departures);
      });
}

}  // namespace

extern constexpr Metric transit_stops = of_transit<asks, compute>({
    .title = "Stops near home",
    .unit = "stops",
    .better = Better::higher,
    .method = "An average resident can walk to so many stops at which something leaves on the day "
              "of the run; a station counts once.",
    .formula = "number of stops s with d_s <= 500 m along the streets (rail, metro, ferry: 1000 "
               "m) and a departure between 4:00 and 28:00",
    .missing = "0 where none is near; off_network without a street near; not_recorded without "
               "timetables",
    .source = "Al Mamun and Lownes (2011), doi:10.5038/2375-0901.14.2.4; distances: UN-Habitat, "
              "metadata of SDG 11.2.1 (2021)",
    .column = "transit_stops",
    .suffix = "",
});

}  // namespace analysis::access
