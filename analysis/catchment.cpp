#include "analysis/catchment.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cassert>

#include "analysis/catchment_ground.hpp"
#include "analysis/travel/corners_in_reach.hpp"
#include "analysis/travel/straight_trips.hpp"
#include "analysis/travel/sweep.hpp"

namespace analysis {
namespace {

using namespace geo;
using travel::far;
using travel::Reached;
using travel::StreetPart;

std::vector<std::uint32_t> costs_within(const CatchmentSettings& settings) {
  std::vector<std::uint32_t> costs;
  for (const Minutes limit : settings.within) costs.push_back(deciseconds_within(limit).count);
  return costs;
}

}  // namespace

struct Catchments::Impl {
  Impl(const City& the_city, CatchmentSettings asked, const travel::Means& means)
      : city(the_city),
        settings(std::move(asked)),
        limits(costs_within(settings)),
        costs(travel::quantise(city.streets, settings.way)),
        arcs(city.streets, costs,
             settings.heading == travel::Heading::away ? travel::Arcs::Direction::along
                                                       : travel::Arcs::Direction::against),
        straight(travel::StraightTrips::wanted(city)),
        drawing(city, costs, limits, settings.cell) {
    if (!settings.departures) return;
    assert(settings.heading == travel::Heading::away);
    riding.emplace(city, costs, arcs, *settings.departures, limits, means);
  }

  Reached on_foot(std::span<const Place> places) const;
  Catchment along_streets(const travel::Reach& reach) const;
  using Alone = std::function<Reached(std::size_t)>;
  using Take = std::function<void(std::size_t, Catchment)>;
  /// Areas of up to 64 places by number; `alone` is what is in reach without public transport.
  void draw(std::size_t first, std::size_t last, const Alone& alone, const Take& take) const;
  /// Calls `f` with the first and last of 64 places after the other.
  void each_tile(std::size_t places, const std::function<void(std::size_t, std::size_t)>& f) const;
  void by_sweeps(std::span<const Place> places, const travel::CornersInReach& in,
                 const Take& take) const;
  travel::Plan plan(std::span<const Place> places, bool together, bool hierarchy_at_hand) const;
  Catchment in_straight_lines(std::span<const Place> places) const;

  const City& city;
  CatchmentSettings settings;
  std::vector<std::uint32_t> limits;
  travel::Costs costs;
  travel::Arcs arcs;
  bool straight;
  GroundDrawing drawing;
  std::optional<travel::TransitReach> riding;  ///< where one leaves by public transport too
};

Catchments::Catchments(const City& city, CatchmentSettings settings, const travel::Means& means)
    : impl_(std::make_unique<const Impl>(city, std::move(settings), means)) {}
Catchments::~Catchments() = default;

const CatchmentSettings& Catchments::settings() const {
  return impl_->settings;
}

Catchment Catchments::Impl::along_streets(const travel::Reach& reach) const {
  Catchment catchment;
  std::vector<std::vector<StreetPart>> parts;
  for (const auto limit : limits) parts.push_back(reach.parts({limit}));
  catchment.ground = drawing.ground(reach, parts);
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const auto fresh = k == 0 ? parts[0] : less(parts[k], parts[k - 1]);
    auto& streets = catchment.streets.emplace_back();
    for (const StreetPart& part : fresh) {
      streets.push_back({part, reach.at(part.edge, part.first), reach.at(part.edge, part.last)});
    }
  }
  return catchment;
}

Catchment Catchments::Impl::in_straight_lines(std::span<const Place> places) const {
  std::vector<Point> from;
  for (const Place& place : places) {
    if (place.at) from.push_back(*place.at);
  }
  const double a_metre = city.description.streets.detour / settings.way.pace.value * 600;
  return {drawing.circles(from, a_metre), std::vector<std::vector<ReachedStreet>>(limits.size())};
}

Reached Catchments::Impl::on_foot(std::span<const Place> places) const {
  std::vector<Door> doors;
  for (const Place& place : places) {
    doors.insert(doors.end(), place.doors.begin(), place.doors.end());
  }
  return Reached(city.streets, costs, arcs, doors, settings.heading, {limits.back()});
}

void Catchments::Impl::draw(std::size_t first, std::size_t last, const Alone& alone,
                            const Take& take) const {
  if (!riding) {
    tbb::parallel_for(first, last, [&](std::size_t at) { take(at, along_streets(alone(at))); });
    return;
  }
  std::vector<Reached> all;
  for (std::size_t at = first; at < last; ++at) all.push_back(alone(at));
  riding->around(std::move(all), [&](std::size_t at, const travel::Reach& reach) {
    take(first + at, along_streets(reach));
  });
}

// What is left of each limit at every corner and minute takes much memory: of one place at a time.
void Catchments::Impl::each_tile(std::size_t places,
                                 const std::function<void(std::size_t, std::size_t)>& f) const {
  const std::size_t lanes = travel::lanes_in_row, tiles = (places + lanes - 1) / lanes;
  const auto one = [&](std::size_t tile) { f(tile * lanes, std::min(places, (tile + 1) * lanes)); };
  if (!riding) return tbb::parallel_for(std::size_t{0}, tiles, one);
  for (std::size_t tile = 0; tile < tiles; ++tile) one(tile);
}

Catchment Catchments::of(std::span<const Place> places) const {
  if (impl_->straight) return impl_->in_straight_lines(places);
  Catchment area;
  impl_->draw(
      0, 1, [&](std::size_t) { return impl_->on_foot(places); },
      [&](std::size_t, Catchment drawn) { area = std::move(drawn); });
  return area;
}

travel::Plan Catchments::Impl::plan(std::span<const Place> places, bool together,
                                    bool hierarchy_at_hand) const {
  travel::Plan plan{.way = costs.way.name, .in_straight_lines = straight};
  if (straight) return plan;
  if (riding)
    return riding->plan(together ? std::min<std::size_t>(1, places.size()) : places.size());
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
void Catchments::Impl::by_sweeps(std::span<const Place> places, const travel::CornersInReach& in,
                                 const Take& take) const {
  std::vector<std::vector<travel::Seed>> seeds;
  std::vector<std::pair<std::uint32_t, std::size_t>> by_rank;
  for (std::size_t i = 0; i < places.size(); ++i) {
    seeds.push_back(Reached::seeds(city.streets, costs, places[i].doors, settings.heading));
    by_rank.emplace_back(seeds[i].empty() ? 0 : in.rank(seeds[i].front().corner), i);
  }
  std::sort(by_rank.begin(), by_rank.end());
  each_tile(places.size(), [&](std::size_t first, std::size_t last) {
    std::vector<std::vector<travel::Seed>> own;
    for (std::size_t at = first; at < last; ++at) own.push_back(seeds[by_rank[at].second]);
    const auto corners = in.of(own);
    const auto alone = [&](std::size_t at) {
      return Reached(city.streets, costs, places[by_rank[at].second].doors, settings.heading,
                     {limits.back()}, corners[at - first]);
    };
    draw(first, last, alone,
         [&](std::size_t at, Catchment area) { take(by_rank[at].second, std::move(area)); });
  });
}

std::vector<Catchment> Catchments::of_each(std::span<const Place> places,
                                           const travel::Means& means,
                                           const std::function<void(double)>& progress) const {
  travel::StreetHierarchy hierarchy(impl_->city.streets, means.shelf);
  auto plan = impl_->plan(places, false, hierarchy.at_hand());
  const bool wanted =
      !impl_->straight && !impl_->riding && travel::sweeps_wanted(means.by, plan.expected);
  const auto tree = wanted ? hierarchy.tree() : nullptr;
  plan.swept = tree != nullptr;
  for (auto& searched : plan.searched) searched.swept = plan.swept;
  if (means.planned) means.planned(plan);
  std::vector<Catchment> areas(places.size());
  std::atomic<std::size_t> done = 0;
  const auto take = [&](std::size_t i, Catchment area) {
    areas[i] = std::move(area);
    if (progress) progress(double(++done) / double(places.size()));
  };
  if (tree) {
    const auto towards = impl_->settings.heading == travel::Heading::away ? travel::Towards::targets
                                                                          : travel::Towards::seeds;
    const auto limit = std::min(impl_->limits.back(), far / 2);
    impl_->by_sweeps(places, {impl_->city.streets, impl_->costs, tree, towards, limit}, take);
  } else if (impl_->straight) {
    tbb::parallel_for(std::size_t{0}, places.size(), [&](std::size_t i) {
      take(i, impl_->in_straight_lines(places.subspan(i, 1)));
    });
  } else {
    const auto alone = [&](std::size_t i) { return impl_->on_foot(places.subspan(i, 1)); };
    impl_->each_tile(places.size(), [&](std::size_t first, std::size_t last) {
      impl_->draw(first, last, alone, take);
    });
  }
  return areas;
}

CatchmentAreas catchment_areas(const City& city, CatchmentAreas asked, const travel::Means& means,
                               const std::function<void(double)>& progress) {
  const Catchments catchments(city, asked.settings, means);
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
