#include "analysis/catchment.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cmath>

#include "analysis/missed_ground.hpp"
#include "analysis/travel/corners_in_reach.hpp"
#include "analysis/travel/straight_trips.hpp"
#include "analysis/travel/sweep.hpp"
#include "geo/core/error.hpp"
#include "geo/network/line_part.hpp"
#include "geo/shape/contours.hpp"

namespace analysis {
namespace {

using namespace geo;
using travel::far;
using travel::Reached;
using travel::StreetPart;

constexpr double most_corners = 5e7;  // of squares: a city of 80 km by cells of 25 m

struct Known {
  Point at;
  Door door;
};

/// Homes and services that stand where their door says, so that a border can be held against them.
std::vector<Known> known_places(const City& city) {
  std::vector<Known> known;
  for (const HomeId home : shown_homes(city)) {
    if (city.homes.door[home]) known.push_back({city.homes.at[home], *city.homes.door[home]});
  }
  for (const ServiceId service : city.services.kind.rows()) {
    const auto doors = city.services.doors[service];
    const auto& at = city.services.at[service];
    if (is_shown(city, service) && at && doors.size() == 1) known.push_back({*at, doors[0]});
  }
  return known;
}

std::vector<std::uint32_t> costs_within(const CatchmentSettings& settings) {
  std::vector<std::uint32_t> costs;
  for (const Minutes limit : settings.within) costs.push_back(deciseconds_within(limit).count);
  return costs;
}

/// Values of a measure at every corner of a grid, row by row side by side.
std::vector<std::uint32_t> measured(const Grid& grid, const Measure& measure) {
  std::vector<std::uint32_t> values(grid.size());
  tbb::parallel_for(std::size_t{0}, grid.rows, [&](std::size_t row) {
    for (std::size_t corner = row * grid.columns; corner < (row + 1) * grid.columns; ++corner) {
      values[corner] = measure(grid.at(corner));
    }
  });
  return values;
}

Grid grid_over(const Box& box, Metres cell) {
  const double step = cell.value / 2;
  const double corners = (box.high.x - box.low.x) / step * (box.high.y - box.low.y) / step;
  if (corners <= most_corners) return {box, step};
  throw Error({.code = "catchment_too_fine",
               .severity = Severity::error,
               .what = "the area is too large to be drawn so finely on this computer",
               .field = "cell",
               .remedy = "ask for fewer minutes or a larger --cell"},
              Cause::resource_limit);
}

}  // namespace

struct Catchments::Impl {
  Impl(const City& the_city, CatchmentSettings asked)
      : city(the_city),
        settings(std::move(asked)),
        limits(costs_within(settings)),
        costs(travel::quantise(city.streets, settings.way)),
        arcs(city.streets, costs,
             settings.heading == travel::Heading::away ? travel::Arcs::Direction::along
                                                       : travel::Arcs::Direction::against),
        straight(travel::StraightTrips::wanted(city)),
        finder(city.streets, city.door_rule),
        water(city.water),
        known(known_places(city)) {
    for (const EdgeId edge : city.streets.edges.rows()) {
      boxes.push_back(box_of(Geometry::of(city.streets.lines[edge])));
    }
  }

  Box extent(const std::vector<StreetPart>& parts) const;
  std::vector<StreetPart> open_streets(const Box& whole) const;
  MissedGround missed(const Grid& grid, const std::vector<bool>& within, const Reached& reached,
                      std::uint32_t limit, const std::vector<StreetPart>& parts) const;
  std::vector<MultiPolygon> ground(const Reached& reached,
                                   const std::vector<std::vector<StreetPart>>& parts) const;
  Catchment along_streets(const Reached& reached) const;
  std::vector<Catchment> by_sweeps(std::span<const Place> places, const travel::CornersInReach& in,
                                   const std::function<void(double)>& progress) const;
  travel::Plan plan(std::span<const Place> places, bool together, bool hierarchy_at_hand) const;
  Catchment in_straight_lines(std::span<const Place> places) const;

  const City& city;
  CatchmentSettings settings;
  std::vector<std::uint32_t> limits;
  travel::Costs costs;
  travel::Arcs arcs;
  bool straight;
  DoorFinder finder;
  PolygonIndex water;  ///< nobody's home: only bridges, piers and what stands on them are drawn
  std::vector<Known> known;
  Per<EdgeId, Box> boxes;
};

Box Catchments::Impl::extent(const std::vector<StreetPart>& parts) const {
  const double furthest = city.door_rule.furthest.value;
  Box box;
  for (const StreetPart& part : parts) {
    const Box& street = boxes[part.edge];
    box.add({street.low.x - furthest, street.low.y - furthest});
    box.add({street.high.x + furthest, street.high.y + furthest});
  }
  return box;
}

/// Streets on which a place may have its door. Those of small parts without a link to the rest
/// have none where the rest is near: nobody's walk starts there.
std::vector<StreetPart> Catchments::Impl::open_streets(const Box& whole) const {
  std::vector<StreetPart> open;
  for (const EdgeId edge : city.streets.edges.rows()) {
    const auto& cost = costs.edge[edge];
    const bool closed =
        cost.forward == travel::EdgeCost::closed && cost.backward == travel::EdgeCost::closed;
    const auto component = city.streets.component[city.streets.edges[edge].from].row();
    const bool small =
        component != 0 && city.streets.component_nodes[component] < city.door_rule.small_part;
    if (closed || small) continue;
    if (whole.contains(boxes[edge].low) && whole.contains(boxes[edge].high)) {
      open.push_back({edge, 0, 1});
    }
  }
  return open;
}

MissedGround Catchments::Impl::missed(const Grid& grid, const std::vector<bool>& within,
                                      const Reached& reached, std::uint32_t limit,
                                      const std::vector<StreetPart>& parts) const {
  MissedGround missed(grid, within, settings.cell);
  const Box whole{grid.low, grid.at(grid.size() - 1)};
  const auto look = [&](const std::vector<StreetPart>& all, bool is_within) {
    for (const StreetPart& part : all) {
      missed.look(line_part(city.streets.lines[part.edge], part.first, part.last), is_within);
    }
  };
  look(parts, true);
  look(less(open_streets(whole), parts), false);
  for (const Known& place : known) {
    if (whole.contains(place.at)) missed.look(place.at, reached.cost(place.door) <= limit);
  }
  return missed;
}

std::vector<MultiPolygon> Catchments::Impl::ground(
    const Reached& reached, const std::vector<std::vector<StreetPart>>& parts) const {
  std::vector<MultiPolygon> ground(limits.size());
  if (parts.back().empty()) return ground;
  const Grid grid = grid_over(extent(parts.back()), settings.cell);
  const Measure measure = [&](Point place) {
    if (water.holding(place)) return far;
    const auto door = finder.door(place);
    return door ? reached.cost(*door) : far;
  };
  const auto values = measured(grid, measure);
  std::vector<std::vector<bool>> within;
  std::vector<MissedGround> lacking;
  within.reserve(limits.size());
  for (std::size_t k = 0; k < limits.size(); ++k) {
    within.push_back(corners_within(grid, values, limits[k]));
    ground[k] = ground_within(grid, within[k], measure, limits[k]);
    lacking.push_back(missed(grid, within[k], reached, limits[k], parts[k]));
  }
  mend(ground, lacking, Metres{grid.step / 2});
  return ground;
}

Catchments::Catchments(const City& city, CatchmentSettings settings)
    : impl_(std::make_unique<const Impl>(city, std::move(settings))) {}
Catchments::~Catchments() = default;

const CatchmentSettings& Catchments::settings() const {
  return impl_->settings;
}

Catchment Catchments::Impl::along_streets(const Reached& reached) const {
  Catchment catchment;
  std::vector<std::vector<StreetPart>> parts;
  for (const auto limit : limits) parts.push_back(reached.parts({limit}));
  catchment.ground = ground(reached, parts);
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const auto fresh = k == 0 ? parts[0] : less(parts[k], parts[k - 1]);
    auto& streets = catchment.streets.emplace_back();
    for (const StreetPart& part : fresh) {
      streets.push_back(
          {part, reached.at(part.edge, part.first), reached.at(part.edge, part.last)});
    }
  }
  return catchment;
}

Catchment Catchments::Impl::in_straight_lines(std::span<const Place> places) const {
  Catchment catchment;
  catchment.ground.resize(limits.size());
  catchment.streets.resize(limits.size());
  const double a_metre = city.description.streets.detour / settings.way.pace.value * 600;
  const double furthest = (limits.back() + 1) / a_metre;
  std::vector<Point> from;
  Box box;
  for (const Place& place : places) {
    if (!place.at) continue;
    from.push_back(*place.at);
    box.add({place.at->x - furthest, place.at->y - furthest});
    box.add({place.at->x + furthest, place.at->y + furthest});
  }
  if (from.empty()) return catchment;
  const Measure measure = [&](Point here) {
    double least = far;
    for (const Point there : from) {
      least = std::min(least, std::round(std::hypot(here.x - there.x, here.y - there.y) * a_metre));
    }
    return static_cast<std::uint32_t>(least);
  };
  const Grid grid = grid_over(box, settings.cell);
  const auto values = measured(grid, measure);
  for (std::size_t k = 0; k < limits.size(); ++k) {
    const auto within = corners_within(grid, values, limits[k]);
    catchment.ground[k] = ground_within(grid, within, measure, limits[k]);
  }
  return catchment;
}

Catchment Catchments::of(std::span<const Place> places) const {
  if (impl_->straight) return impl_->in_straight_lines(places);
  std::vector<Door> doors;
  for (const Place& place : places) {
    doors.insert(doors.end(), place.doors.begin(), place.doors.end());
  }
  return impl_->along_streets(Reached(impl_->city.streets, impl_->costs, impl_->arcs, doors,
                                      impl_->settings.heading, {impl_->limits.back()}));
}

travel::Plan Catchments::Impl::plan(std::span<const Place> places, bool together,
                                    bool hierarchy_at_hand) const {
  travel::Plan plan{.way = costs.way.name, .in_straight_lines = straight};
  if (straight) return plan;
  std::vector<std::uint32_t> corners;
  for (const Place& place : places) {
    if (place.doors.empty()) continue;
    corners.push_back(city.streets.edges[place.doors.front().edge].from.row());
  }
  plan.hierarchy_at_hand = hierarchy_at_hand;
  const auto searches = together ? std::min<std::size_t>(1, corners.size()) : corners.size();
  plan.expected = travel::expected(arcs, {searches, limits.back(), 0, corners}, hierarchy_at_hand);
  plan.searched = {{.what = travel::Plan::Searched::For::areas,
                    .origins = places.size(),
                    .destinations = city.streets.at.size()}};
  return plan;
}

// Places near each other go side by side, 64 at a time; their areas are drawn one by one.
std::vector<Catchment> Catchments::Impl::by_sweeps(
    std::span<const Place> places, const travel::CornersInReach& in,
    const std::function<void(double)>& progress) const {
  std::vector<std::vector<travel::Seed>> seeds;
  std::vector<std::pair<std::uint32_t, std::size_t>> by_rank;
  for (std::size_t i = 0; i < places.size(); ++i) {
    seeds.push_back(Reached::seeds(city.streets, costs, places[i].doors, settings.heading));
    by_rank.emplace_back(seeds[i].empty() ? 0 : in.rank(seeds[i].front().corner), i);
  }
  std::sort(by_rank.begin(), by_rank.end());
  std::vector<Catchment> areas(places.size());
  std::atomic<std::size_t> done = 0;
  const std::size_t tiles = (places.size() + travel::lanes_in_row - 1) / travel::lanes_in_row;
  tbb::parallel_for(std::size_t{0}, tiles, [&](std::size_t tile) {
    const std::size_t first = tile * travel::lanes_in_row;
    const std::size_t last = std::min(places.size(), first + travel::lanes_in_row);
    std::vector<std::vector<travel::Seed>> own;
    for (std::size_t at = first; at < last; ++at) own.push_back(seeds[by_rank[at].second]);
    const auto corners = in.of(own);
    tbb::parallel_for(first, last, [&](std::size_t at) {
      const std::size_t i = by_rank[at].second;
      areas[i] = along_streets(Reached(city.streets, costs, places[i].doors, settings.heading,
                                       {limits.back()}, corners[at - first]));
      if (progress) progress(double(++done) / double(places.size()));
    });
  });
  return areas;
}

std::vector<Catchment> Catchments::of_each(std::span<const Place> places,
                                           const travel::Means& means,
                                           const std::function<void(double)>& progress) const {
  travel::StreetHierarchy hierarchy(impl_->city.streets, means.shelf);
  auto plan = impl_->plan(places, false, hierarchy.at_hand());
  const bool wanted = !impl_->straight && travel::sweeps_wanted(means.by, plan.expected);
  const auto tree = wanted ? hierarchy.tree() : nullptr;
  plan.swept = tree != nullptr;
  for (auto& searched : plan.searched) searched.swept = plan.swept;
  if (means.planned) means.planned(plan);
  if (tree) {
    const auto towards = impl_->settings.heading == travel::Heading::away ? travel::Towards::targets
                                                                          : travel::Towards::seeds;
    return impl_->by_sweeps(
        places,
        {impl_->city.streets, impl_->costs, tree, towards, std::min(impl_->limits.back(), far / 2)},
        progress);
  }
  std::vector<Catchment> areas(places.size());
  std::atomic<std::size_t> done = 0;
  tbb::parallel_for(std::size_t{0}, places.size(), [&](std::size_t i) {
    areas[i] = of(places.subspan(i, 1));
    if (progress) progress(double(++done) / double(places.size()));
  });
  return areas;
}

CatchmentAreas catchment_areas(const City& city, CatchmentAreas asked, const travel::Means& means,
                               const std::function<void(double)>& progress) {
  const Catchments catchments(city, asked.settings);
  if (asked.together) {
    if (means.planned) means.planned(catchments.plan_together(asked.places));
    asked.of = {catchments.of(asked.places)};
  } else {
    asked.of = catchments.of_each(asked.places, means, progress);
  }
  return asked;
}

travel::Plan Catchments::plan_together(std::span<const Place> places) const {
  return impl_->plan(places, true, false);
}

}  // namespace analysis
