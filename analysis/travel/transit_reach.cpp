#include "analysis/travel/transit_reach.hpp"

#include "analysis/travel/asking.hpp"
#include "analysis/travel/drawn_searches.hpp"
#include "analysis/travel/ridden_reach.hpp"
#include "analysis/travel/stop_walks.hpp"
#include "geo/transit.hpp"

namespace analysis::travel {
namespace {

using transit::never;

/// Walks between the stops of a city without homes and services.
StopWalks walks_between(const geo::City& city, const Way& way, const StopDoors& doors,
                        const Means& means) {
  geo::City seen;
  seen.description.streets = city.description.streets;
  seen.streets = city.streets;
  StreetHierarchy hierarchy(city.streets, means.shelf);
  const Means quietly{means.by, means.shelf, {}};
  const AskOnFoot ask = [&](const geo::City& asked, const Question& question) {
    return ask_moving(asked, std::span(&question, 1), way, hierarchy, quietly, [](double) {})
        .at(question);
  };
  return {seen, doors, {}, city.description.transit->walk, ask};
}

}  // namespace

struct TransitReach::Impl {
  Impl(const geo::City& city, const Costs& costs, const Arcs& along, const Departures& departures,
       std::span<const std::uint32_t> limits, const Means& means)
      : doors(stop_doors(city, costs.way.pace, city.description.transit->wheelchair)),
        walks(walks_between(city, costs.way, doors, means)),
        minutes(departures.window.minutes()),
        stops(city.transit->timetable.stops.size()),
        searches(drawn_searches(city, departures.window, walks.between(), limits.back())),
        streets{city.streets,
                costs,
                {city.streets, costs, along, doors,
                 geo::deciseconds_within(city.description.transit->walk).count},
                {limits.begin(), limits.end()},
                departures.percentile} {}

  std::vector<transit::Walk> to_stops(const Reached& from) const;
  RidesToStops rides(std::span<const transit::Arrivals> draws) const;

  StopDoors doors;
  StopWalks walks;
  std::size_t minutes, stops;
  std::vector<std::unique_ptr<const transit::Search>> searches;
  RiddenStreets streets;
};

std::vector<transit::Walk> TransitReach::Impl::to_stops(const Reached& from) const {
  std::vector<Trip> to_doors;
  for (const StopDoorId door : doors.door.rows()) {
    const std::uint32_t cost = from.cost(doors.door[door]);
    if (cost <= streets.stops.limit()) to_doors.push_back({door.row(), {cost}});
  }
  std::vector<transit::Walk> to_stops;
  walks.to_stops(to_doors, to_stops);
  return to_stops;
}

RidesToStops TransitReach::Impl::rides(std::span<const transit::Arrivals> draws) const {
  const std::uint32_t longest = streets.limits.back();
  RidesToStops rides{minutes * draws.size(), std::vector<std::uint32_t>(stops, never), {}};
  std::vector<std::uint32_t> takes(rides.times);
  for (std::size_t stop = 0; stop < stops; ++stop) {
    bool any = false;
    for (std::size_t at = 0; at < takes.size(); ++at) {
      const std::size_t minute = at % minutes;
      const std::uint32_t arrives = draws[at / minutes].at(geo::StopId{stop}, minute);
      const auto leaves = static_cast<std::uint32_t>(minute) * transit::tenths_in_minute;
      takes[at] = arrives == never || arrives - leaves > longest ? never : arrives - leaves;
      any = any || takes[at] != never;
    }
    if (!any) continue;
    rides.row[stop] = static_cast<std::uint32_t>(rides.takes.size() / rides.times);
    rides.takes.insert(rides.takes.end(), takes.begin(), takes.end());
  }
  return rides;
}

TransitReach::TransitReach(const geo::City& city, const Costs& costs, const Arcs& along,
                           const Departures& departures, std::span<const std::uint32_t> limits,
                           const Means& means) {
  need_transit(city);
  impl_ = std::make_unique<const Impl>(city, costs, along, departures, limits, means);
}
TransitReach::~TransitReach() = default;

void TransitReach::around(std::vector<Reached> on_foot, const Take& take) const {
  const Impl& own = *impl_;
  std::vector<std::vector<transit::Walk>> to_stops;
  for (const Reached& place : on_foot) to_stops.push_back(own.to_stops(place));
  const std::vector<std::span<const transit::Walk>> lanes(to_stops.begin(), to_stops.end());
  std::vector<transit::Profiles> profiles;
  for (const auto& search : own.searches) profiles.push_back(search->profiles(lanes));
  std::vector<transit::Arrivals> draws(profiles.size());
  for (std::size_t place = 0; place < on_foot.size(); ++place) {
    for (std::size_t draw = 0; draw < draws.size(); ++draw) {
      profiles[draw].write(place, draws[draw]);
    }
    take(place, RiddenReach(own.streets, std::move(on_foot[place]), own.rides(draws)));
  }
}

Plan TransitReach::plan(std::size_t places) const {
  return {.way = std::string{geo::description::by_transit},
          .riding = Plan::Riding{.homes = places,
                                 .reached_stops = impl_->doors.door.size(),
                                 .stops = impl_->stops,
                                 .services = 0,
                                 .minutes = impl_->minutes,
                                 .areas = true}};
}

}  // namespace analysis::travel
