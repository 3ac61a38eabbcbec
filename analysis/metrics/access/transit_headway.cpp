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
  const ServiceHours hours = *hours_of(*city.transit, When::day);
  const auto departures = leaving(timetable, hours);
  return TransitNear(city, {params.low, params.high})
      .by_street(trips, [&](const NearTransit& near) {
        return best_headway(near, timetable, departures, hours);
      });
}

}  // namespace

extern constexpr Metric transit_headway = of_transit<asks, compute>({
    .title = "Minutes between departures of the line that comes most often",
    .unit = "min",
    .better = Better::lower,
    .method = "Of the lines near an average resident's home the one that comes most often leaves "
              "so many minutes apart, one way, were its departures spread evenly over the hours.",
    .formula = "60 h / max n(l, s, t), with n the departures in h hours of line l at the stop s "
               "nearest to the home that go on to the same next stop t",
    .missing = "out_of_reach where no stop is near; no_supply where nothing leaves there; "
               "off_network without a street near; not_recorded without timetables",
    .source = "Transit Capacity and Quality of Service Manual, 3rd ed. (2013), "
              "doi:10.17226/24766",
    .column = "transit_headway",
    .suffix = "min",
});

}  // namespace analysis::access
