#include "analysis/metric.hpp"
#include "analysis/metrics/access/transit.hpp"

namespace analysis::access {

/// Hours in which less may run than by day.
enum class Slack : std::uint8_t { evening, night, sunday };

}  // namespace analysis::access

namespace analysis {

template <>
struct Choices<access::Slack> {
  static constexpr std::array<std::string_view, 3> words{"evening", "night", "sunday"};
};

namespace access {
namespace {

using namespace geo;

struct Params {
  Slack hours = Slack::night;
  Metres low{500}, high{1000};

  static constexpr auto fields() {
    return std::tuple{Field{"hours", &Params::hours,
                            "19:00 to 22:00; 22:00 to 6:00; hours of the run on a Sunday"},
                      Field{"low", &Params::low, "Longest way to a stop of buses and trams",
                            Metres{50}, Metres{2000}},
                      Field{"high", &Params::high, "Longest way to a stop of rail, metro and ferry",
                            Metres{50}, Metres{2000}}};
  }
};

travel::Question asks(const City& city, const Params& params) {
  return TransitNear::asks(city, {params.low, params.high});
}

When when(Slack hours) {
  switch (hours) {
    case Slack::evening:
      return When::evening;
    case Slack::night:
      return When::night;
    case Slack::sunday:
      return When::sunday;
  }
  return When::day;
}

HomeFigures compute(const City& city, const Params& params, const travel::Answer& trips) {
  if (!city.transit) return nothing_recorded(city);
  const auto by_day = *hours_of(*city.transit, When::day);
  const auto then = hours_of(*city.transit, when(params.hours));
  if (!then) return nothing_recorded(city);
  const auto departures = leaving(city.transit->timetable, by_day);
  const auto fewer = leaving(city.transit->timetable, *then);
  return TransitNear(city, {params.low, params.high})
      .by_street(trips, [&](const NearTransit& near) -> Cell<double> {
        const double whole = *departures_an_hour(near, departures, by_day);
        if (whole == 0) return Missing::zero_denominator;
        return 100 * (1 - *departures_an_hour(near, fewer, *then) / whole);
      });
}

}  // namespace

extern constexpr Metric transit_loss = of_transit<asks, compute>({
    .title = "Departures lost after dark, at night and on Sunday",
    .unit = "%",
    .better = Better::lower,
    .method = "So much of what leaves near an average resident's home in an hour of the day does "
              "not leave in an hour of the evening, of the night or of a Sunday: 0 as much as by "
              "day, 100 nothing at all, below 0 more.",
    .formula = "100 (1 - d(then) / d(by day)), with d the departures an hour near the home, as "
               "access/transit_service has them",
    .missing = "zero_denominator where nothing leaves near by day; off_network without a street "
               "near; not_recorded without timetables, or for a Sunday outside them",
    .source = "hours compared as Farber, Morang and Widener (2014), "
              "doi:10.1016/j.apgeog.2014.06.012, compare the day",
    .column = "transit_loss",
    .suffix = "pct",
});

}  // namespace access
}  // namespace analysis
