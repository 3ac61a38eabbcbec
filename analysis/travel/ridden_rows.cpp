#include "analysis/travel/ridden_rows.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include <tbb/parallel_for.h>

#include "analysis/travel/asking.hpp"
#include "analysis/travel/ridden_trips.hpp"
#include "analysis/travel/vehicles.hpp"
#include "geo/transit.hpp"

namespace analysis::travel {
namespace {

PlaceStops stops_of(const geo::StreetGraph& streets, const Costs& costs, const PlaceDoors& places) {
  PlaceStops stops;
  for (const PlaceRow place : places.rows()) {
    std::vector<Stop> own;
    for (const geo::Door& door : places[place]) own.push_back(stop(streets, costs, door));
    stops.append(own);
  }
  return stops;
}

PlaceDoors each_alone(const StopDoors& doors) {
  PlaceDoors places;
  for (const geo::Door& door : doors.door) places.append(std::span(&door, 1));
  return places;
}

/// The city with these places in place of its services, and without homes.
geo::City with_services(const geo::City& city, const PlaceDoors& places) {
  geo::City seen;
  seen.description.streets = city.description.streets;
  seen.streets = city.streets;
  for (const PlaceRow place : places.rows()) {
    seen.services.kind.push_back(geo::Kind{"place"});
    seen.services.at.push_back(geo::Missing::not_recorded);
    seen.services.doors.append(places[place]);
  }
  return seen;
}

std::shared_ptr<const StopWalks> walks_of(const geo::City& city, const Way& way,
                                          const StopDoors& doors, const PlaceDoors& to,
                                          const Means& means) {
  std::vector<std::uint32_t> rows(to.size());
  std::iota(rows.begin(), rows.end(), 0u);
  StreetHierarchy hierarchy(city.streets, means.shelf);
  const Means quietly{means.by, means.shelf, {}};
  const AskOnFoot ask = [&](const geo::City& seen, const Question& question) {
    return ask_moving(seen, std::span(&question, 1), way, hierarchy, quietly, [](double) {})
        .at(question);
  };
  return std::make_shared<const StopWalks>(with_services(city, to), doors, rows,
                                           city.description.transit->walk, ask);
}

std::vector<Trip> reached(std::span<const std::uint32_t> times) {
  std::vector<Trip> trips;
  for (std::uint32_t row = 0; row < times.size(); ++row) {
    if (times[row] != far) trips.push_back({row, {times[row]}});
  }
  return trips;
}

std::vector<std::size_t> places_of(const Vehicles& vehicles, const std::vector<int>& percentiles) {
  std::vector<std::size_t> places;
  for (const int percentile : percentiles) places.push_back(vehicles.place_at(percentile));
  return places;
}

}  // namespace

struct RiddenRows::Impl {
  Impl(const geo::City& city, const Way& way, const PlaceDoors& from, const PlaceDoors& to,
       std::uint32_t limit, const std::vector<int>& percentiles, const Means& means)
      : costs(quantise(city.streets, way)),
        stop_doors(travel::stop_doors(city, way.pace, city.description.transit->wheelchair)),
        vehicles(city, walks_of(city, way, stop_doors, to, means), limit),
        to_doors(city.streets, costs,
                 {stops_of(city.streets, costs, from),
                  stops_of(city.streets, costs, each_alone(stop_doors)),
                  geo::deciseconds_within(city.description.transit->walk).count},
                 means),
        on_foot(city.streets, costs,
                {stops_of(city.streets, costs, from), stops_of(city.streets, costs, to), limit},
                means),
        places(places_of(vehicles, percentiles)) {
    columns.rows.resize(to.size());
    std::iota(columns.rows.begin(), columns.rows.end(), 0u);
    columns.limit.assign(to.size(), limit);
    columns.percentile = *std::max_element(percentiles.begin(), percentiles.end());
    plan = {.way = std::string{geo::description::by_transit},
            .riding = Plan::Riding{from.size(), stop_doors.door.size(),
                                   city.transit->timetable.stops.size(), to.size(),
                                   vehicles.minutes(), true}};
  }

  Costs costs;
  StopDoors stop_doors;
  Vehicles vehicles;
  TripRows to_doors, on_foot;
  Columns columns;
  std::vector<std::size_t> places;  ///< of what is asked for, in the order of the times
  Plan plan;
};

namespace {

/// Writes the rows of the table.
class RowsTaker : public TakesTimes {
 public:
  RowsTaker(std::span<std::uint32_t> times, std::size_t columns, std::uint32_t limit,
            std::span<const std::size_t> places)
      : times_(times), limit_(limit), places_(places), row_(columns * places.size(), far) {}

  void take(std::size_t column, transit::Rides& times) override {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const std::uint32_t time = times.nth(places_[i]);
      if (time <= limit_) row_[column * places_.size() + i] = time;
    }
  }
  void end(std::size_t origin) override {
    std::copy(row_.begin(), row_.end(),
              times_.begin() + static_cast<std::ptrdiff_t>(origin * row_.size()));
    std::fill(row_.begin(), row_.end(), far);
  }

 private:
  std::span<std::uint32_t> times_;
  std::uint32_t limit_;
  std::span<const std::size_t> places_;  ///< in the order of the times
  std::vector<std::uint32_t> row_;
};

}  // namespace

RiddenRows::RiddenRows(const geo::City& city, const Way& way, const PlaceDoors& from,
                       const PlaceDoors& to, geo::Minutes limit, std::vector<int> percentiles,
                       const Means& means) {
  need_transit(city);
  const Means quietly{means.by, means.shelf, {}};
  impl_ = std::make_unique<const Impl>(city, way, from, to, geo::deciseconds_within(limit).count,
                                       percentiles, quietly);
}
RiddenRows::~RiddenRows() = default;

const Plan& RiddenRows::plan() const {
  return impl_->plan;
}

void RiddenRows::times(std::size_t first, std::size_t last, std::span<std::uint32_t> times) const {
  const Impl& own = *impl_;
  const std::size_t columns = own.columns.rows.size();
  const std::size_t doors = own.stop_doors.door.size();
  std::vector<std::uint32_t> to_doors((last - first) * doors);
  own.to_doors.times(first, last, to_doors);
  std::vector<std::uint32_t> on_foot((last - first) * columns);
  own.on_foot.times(first, last, on_foot);
  constexpr std::size_t lanes = transit::Search::lanes;
  const std::size_t tiles = (last - first + lanes - 1) / lanes;
  tbb::parallel_for(std::size_t{0}, tiles, [&](std::size_t tile) {
    const std::size_t begin = tile * lanes, end = std::min(last - first, begin + lanes);
    std::vector<Leaving> leaving(end - begin);
    for (std::size_t origin = begin; origin < end; ++origin) {
      Leaving& one = leaving[origin - begin];
      one.home = origin;
      own.vehicles.walks().to_stops(
          reached(std::span<const std::uint32_t>(to_doors).subspan(origin * doors, doors)),
          one.to_stops);
      one.on_foot =
          reached(std::span<const std::uint32_t>(on_foot).subspan(origin * columns, columns));
    }
    const std::uint32_t limit = own.columns.limit.empty() ? 0 : own.columns.limit.front();
    RowsTaker taker(times, columns, limit, own.places);
    own.vehicles.ride(leaving, own.columns, taker);
  });
}

}  // namespace analysis::travel
