#include "analysis/trip_table.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

#include "analysis/travel/search.hpp"
#include "analysis/travel/straight_trips.hpp"

namespace analysis {

using namespace geo;
using travel::Arcs;
using travel::BucketSearch;
using travel::far;
using travel::Stop;

namespace {

using Stops = Lists<Id<struct PlaceTag>, Stop>;
using PlaceRow = Id<struct PlaceTag>;

Stops stops_of(const City& city, const travel::Costs& costs, const std::vector<Place>& places) {
  Stops stops;
  std::vector<Stop> own;
  for (const Place& place : places) {
    own.clear();
    for (const Door& door : place.doors) own.push_back(stop(city.streets, costs, door));
    stops.append(own);
  }
  return stops;
}

std::uint32_t whole_limit(Minutes limit) {
  return deciseconds_within(Minutes{std::clamp(limit.value, 0.0, far / 2 / 600.0)}).count;
}

}  // namespace

struct TripTable::Impl {
  Impl(const City& the_city, std::vector<Place> from, std::vector<Place> to, Minutes longest,
       const travel::Way& way)
      : city(the_city),
        origins(std::move(from)),
        destinations(std::move(to)),
        limit(longest),
        most(whole_limit(longest)),
        straight(travel::StraightTrips::wanted(city)),
        deciseconds_per_metre(city.description.streets.detour / way.pace.value * 600),
        costs(travel::quantise(city.streets, way)),
        arcs(city.streets, costs, Arcs::Direction::along),
        leaving(stops_of(city, costs, origins)),
        coming(stops_of(city, costs, destinations)),
        searches([this] { return BucketSearch(arcs, arcs.enough(most, furthest_seed())); }) {}

  std::uint32_t furthest_seed() const {
    std::uint32_t most_to_a_corner = 0;
    for (const auto row : leaving.rows()) {
      for (const Stop& here : leaving[row]) {
        const std::vector<travel::Seed> seeds{{0, here.to_from}, {0, here.to_to}};
        most_to_a_corner = std::max(most_to_a_corner, travel::furthest(seeds));
      }
    }
    return most_to_a_corner;
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

  void row(std::size_t origin, BucketSearch& search, std::uint32_t* times) const {
    const auto places = leaving[PlaceRow{origin}];
    std::vector<travel::Seed> seeds;
    for (const Stop& here : places) {
      const Edge& edge = city.streets.edges[here.edge];
      seeds.push_back({edge.from.row(), here.to_from});
      seeds.push_back({edge.to.row(), here.to_to});
    }
    search.run(seeds);
    for (std::size_t column = 0; column < destinations.size(); ++column) {
      std::uint32_t best = far;
      for (const Stop& there : coming[PlaceRow{column}]) {
        best = std::min(best, walk(search, there));
        for (const Stop& here : places) best = std::min(best, along_edge(here, there));
      }
      times[column] = best <= most ? best : far;
    }
  }

  std::uint32_t walk(const BucketSearch& search, const Stop& there) const {
    const Edge& edge = city.streets.edges[there.edge];
    const auto via = [&](NodeId corner, std::uint32_t rest) {
      const auto walked = search.cost(corner.row());
      return walked == BucketSearch::unreached ? far : walked + travel::or_far(rest);
    };
    return std::min(via(edge.from, there.from_from), via(edge.to, there.from_to));
  }

  travel::Plan plan() const {
    travel::Plan plan{.way = costs.way.name, .in_straight_lines = straight};
    if (straight) return plan;
    std::vector<std::uint32_t> corners;
    for (const auto row : leaving.rows()) {
      if (leaving[row].empty()) continue;
      corners.push_back(city.streets.edges[leaving[row].front().edge].from.row());
    }
    plan.expected = travel::expected(arcs, {corners.size(), most, 0, corners});
    plan.searched = {{.what = travel::Plan::Searched::For::table,
                      .origins = origins.size(),
                      .destinations = destinations.size()}};
    return plan;
  }

  const City& city;
  std::vector<Place> origins, destinations;
  Minutes limit;
  std::uint32_t most;
  bool straight;
  double deciseconds_per_metre;
  travel::Costs costs;
  Arcs arcs;
  Stops leaving, coming;
  mutable tbb::enumerable_thread_specific<BucketSearch> searches;
};

TripTable::TripTable(const City& city, std::vector<Place> origins, std::vector<Place> destinations,
                     Minutes limit, const travel::Way& way, const travel::Means& means)
    : impl_(std::make_unique<const Impl>(city, std::move(origins), std::move(destinations), limit,
                                         way)) {
  if (means.planned) means.planned(impl_->plan());
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

std::vector<std::uint32_t> TripTable::times(std::size_t first, std::size_t last) const {
  const std::size_t columns = impl_->destinations.size();
  std::vector<std::uint32_t> times((last - first) * columns, far);
  tbb::parallel_for(first, last, [&](std::size_t origin) {
    std::uint32_t* const row = times.data() + (origin - first) * columns;
    if (impl_->straight) {
      impl_->straight_row(origin, row);
    } else {
      impl_->row(origin, impl_->searches.local(), row);
    }
  });
  return times;
}

std::optional<Missing> why_no_trips(const City& city, const Place& place) {
  if (!place.at) return place.at.reason();
  if (place.doors.empty() && !travel::StraightTrips::wanted(city)) return Missing::off_network;
  return std::nullopt;
}

}  // namespace analysis
