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
      .by_street(trips, [&](const NearTransit& near) { return service_span(near, departures); });
}

}  // namespace

extern constexpr Metric transit_span = of_transit<asks, compute>({
    .title = "Hours of service near home",
    .unit = "h",
    .better = Better::higher,
    .method = "From the first departure to the last, between four in the morning and four in the "
              "next, so many hours pass at the stops near an average resident's home.",
    .formula = "last - first departure of the day at stops within 500 m along the streets (rail, "
               "metro, ferry: 1000 m); the day is from 4:00 to 28:00",
    .missing = "out_of_reach where no stop is near; no_supply where nothing leaves there; "
               "off_network without a street near; not_recorded without timetables",
    .source = "Transit Capacity and Quality of Service Manual, 3rd ed. (2013), "
              "doi:10.17226/24766",
    .column = "transit_span",
    .suffix = "h",
});

}  // namespace analysis::access
