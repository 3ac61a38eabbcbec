#include "analysis/trip_table.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "analysis/travel/ridden_rows.hpp"
#include "analysis/travel/search.hpp"
#include "analysis/travel/straight_trips.hpp"
#include "analysis/travel/trip_rows.hpp"

namespace analysis {

using namespace geo;
using travel::far;

namespace {

travel::PlaceStops stops_of(const City& city, const travel::Costs& costs,
                            const std::vector<Place>& places) {
  travel::PlaceStops stops;
  std::vector<travel::Stop> own;
  for (const Place& place : places) {
    own.clear();
    for (const Door& door : place.doors) own.push_back(stop(city.streets, costs, door));
    stops.append(own);
  }
  return stops;
}

travel::PlaceDoors doors_of(const std::vector<Place>& places) {
  travel::PlaceDoors doors;
  for (const Place& place : places) doors.append(place.doors);
  return doors;
}

std::uint32_t whole_limit(Minutes limit) {
  return deciseconds_within(Minutes{std::clamp(limit.value, 0.0, far / 2 / 600.0)}).count;
}

}  // namespace

struct TripTable::Impl {
  Impl(const City& the_city, std::vector<Place> from, std::vector<Place> to, Minutes longest,
       const travel::Way& way, const travel::Means& means, std::vector<int> asked)
      : city(the_city),
        origins(std::move(from)),
        destinations(std::move(to)),
        limit(longest),
        most(whole_limit(longest)),
        percentiles(std::move(asked)),
        deciseconds_per_metre(city.description.streets.detour / way.pace.value * 600),
        costs(travel::quantise(city.streets, way)) {
    if (!percentiles.empty()) {
      ridden.emplace(city, way, doors_of(origins), doors_of(destinations), limit, percentiles,
                     means);
    }
    if (ridden || travel::StraightTrips::wanted(city)) return;
    rows.emplace(
        city.streets, costs,
        travel::TableOf{stops_of(city, costs, origins), stops_of(city, costs, destinations), most},
        means);
  }

  void straight_row(std::size_t origin, std::uint32_t* times) const {
    for (std::size_t column = 0; column < destinations.size(); ++column) {
      const auto &a = origins[origin].at, &b = destinations[column].at;
      times[column] = far;
      if (!a || !b) continue;
      const double cost = std::round(std::hypot(a->x - b->x, a->y - b->y) * deciseconds_per_metre);
      if (cost <= most) times[column] = static_cast<std::uint32_t>(cost);
    }
  }

  const City& city;
  std::vector<Place> origins, destinations;
  Minutes limit;
  std::uint32_t most;
  std::vector<int> percentiles;  ///< none: not by public transport
  double deciseconds_per_metre;
  travel::Costs costs;
  std::optional<travel::TripRows> rows;  ///< none in a city without streets
  std::optional<travel::RiddenRows> ridden;
};

TripTable::TripTable(const City& city, std::vector<Place> origins, std::vector<Place> destinations,
                     Minutes limit, const travel::Way& way, const travel::Means& means,
                     std::vector<int> percentiles)
    : impl_(std::make_unique<const Impl>(city, std::move(origins), std::move(destinations), limit,
                                         way, means, std::move(percentiles))) {
  if (!means.planned) return;
  means.planned(impl_->ridden ? impl_->ridden->plan()
                : impl_->rows ? impl_->rows->plan()
                              : travel::Plan{.way = way.name, .in_straight_lines = true});
}
TripTable::~TripTable() = default;
TripTable::TripTable(TripTable&&) noexcept = default;

const std::vector<Place>& TripTable::origins() const {
  return impl_->origins;
}
const std::vector<Place>& TripTable::destinations() const {
  return impl_->destinations;
}
Minutes TripTable::limit() const {
  return impl_->limit;
}

const std::vector<int>& TripTable::percentiles() const {
  return impl_->percentiles;
}

std::vector<std::uint32_t> TripTable::times(std::size_t first, std::size_t last) const {
  const std::size_t columns = impl_->destinations.size();
  std::vector<std::uint32_t> times((last - first) * columns * figures(), far);
  if (impl_->ridden) {
    impl_->ridden->times(first, last, times);
    return times;
  }
  if (impl_->rows) {
    impl_->rows->times(first, last, times);
    return times;
  }
  tbb::parallel_for(first, last, [&](std::size_t origin) {
    impl_->straight_row(origin, times.data() + (origin - first) * columns);
  });
  return times;
}

std::optional<Missing> why_no_trips(const City& city, const Place& place) {
  if (!place.at) return place.at.reason();
  if (place.doors.empty() && !travel::StraightTrips::wanted(city)) return Missing::off_network;
  return std::nullopt;
}

}  // namespace analysis
