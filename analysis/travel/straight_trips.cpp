#include "analysis/travel/straight_trips.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace analysis::travel {

bool StraightTrips::wanted(const geo::City& city) {
  return city.streets.edges.empty() &&
         city.description.streets.from == geo::description::Streets::From::none;
}

StraightTrips::StraightTrips(const geo::City& city, Question::To to, const Way& way)
    : deciseconds_per_metre_(city.description.streets.detour / way.pace.value * 600),
      homes_(city.homes.at.begin(), city.homes.at.end()) {
  if (to == Question::To::services) {
    for (const geo::ServiceId service : city.services.at.rows()) {
      if (const auto& at = city.services.at[service]) add(service.row(), *at);
    }
  } else if (to == Question::To::uses) {
    for (const geo::UseId use : city.uses.at.rows()) add(use.row(), city.uses.at[use]);
  } else if (to == Question::To::stops) {
    for (const geo::StopId stop : city.transit_stops.at.rows()) {
      if (const auto& at = city.transit_stops.at[stop]) add(stop.row(), *at);
    }
  }
  std::sort(places_.begin(), places_.end(), [](const Place& a, const Place& b) {
    return std::tie(a.at.x, a.row) < std::tie(b.at.x, b.row);
  });
}

void StraightTrips::from(geo::HomeId home, std::span<const std::uint32_t> rows, std::uint32_t limit,
                         std::vector<Trip>& trips) const {
  trips.clear();
  const geo::Point here = homes_[home.row()];
  const double furthest = (limit + 1) / deciseconds_per_metre_;
  auto place = std::lower_bound(places_.begin(), places_.end(), here.x - furthest,
                                [](const Place& at, double x) { return at.at.x < x; });
  for (; place != places_.end() && place->at.x <= here.x + furthest; ++place) {
    const double metres = std::hypot(place->at.x - here.x, place->at.y - here.y);
    const double cost = std::round(metres * deciseconds_per_metre_);
    if (cost > limit || !std::binary_search(rows.begin(), rows.end(), place->row)) continue;
    trips.push_back({place->row, {static_cast<std::uint32_t>(cost)}});
  }
  std::sort(trips.begin(), trips.end(), [](const Trip& a, const Trip& b) { return a.to < b.to; });
}

}  // namespace analysis::travel
