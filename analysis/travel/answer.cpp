#include "analysis/travel/answer.hpp"

#include <algorithm>
#include <cassert>

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include "analysis/travel/answer_impl.hpp"
#include "analysis/travel/home_trips.hpp"
#include "analysis/travel/ridden_trips.hpp"
#include "geo/core/error.hpp"

namespace analysis::travel {
namespace {

using geo::Cell;
using geo::Column;
using geo::HomeId;
using geo::Minutes;
using geo::Missing;

constexpr std::size_t parts_per_block = 64;

// A fault of a metric, not of the data: it asked for the nearest and reads every trip.
void need_every_trip(const Answer::Impl& asked) {
  if (asked.question.nearest == 0 && !asked.average) return;
  geo::Finding finding;
  finding.code = "trips_not_asked";
  finding.severity = geo::Severity::error;
  finding.what = "a metric reads every trip to " + asked.question.kind.name() +
                 " but asked for the nearest only";
  finding.remedy = "leave out only_nearest() in its question";
  throw geo::Error(std::move(finding), geo::Cause::failed);
}

// A fault of a metric too: it counts people, and figures of some homes alone were wanted of it.
void need_every_home(const Answer::Impl& asked) {
  if (!asked.among) return;
  geo::Finding finding;
  finding.code = "homes_not_asked";
  finding.severity = geo::Severity::error;
  finding.what = "a metric counts the people around each " + asked.question.kind.name() +
                 " but is not said to depend on where people live";
  finding.remedy = "set depends_on_people in its card";
  throw geo::Error(std::move(finding), geo::Cause::failed);
}

// What work is shared out by: stretches of street, or homes where there are no streets.
std::size_t parts_of(const Answer::Impl& asked) {
  const HomeEdges& homes = asked.ground->homes;
  return asked.straight ? homes.homes.size() : homes.stretches.size();
}

template <class F>
void each_home_straight(const Answer::Impl& asked, std::size_t first, std::size_t last, F f) {
  std::vector<Trip> trips;
  for (std::size_t at = first; at < last; ++at) {
    const HomeId home = asked.ground->homes.homes[at].home;
    if (!asked.is_among(home)) continue;
    asked.straight->from(home, asked.rows, asked.limit, trips);
    f(home, std::span<const Trip>(trips));
  }
}

bool any_among(const Answer::Impl& asked, const HomeEdges::Stretch& stretch) {
  const auto& homes = asked.ground->homes.homes;
  return !asked.among ||
         std::any_of(homes.begin() + stretch.first, homes.begin() + stretch.last,
                     [&](const HomeEdges::HomeStop& one) { return asked.is_among(one.home); });
}

// Calls f(home, trips) for the homes of some parts, in order of edge, then home.
template <class F>
void each_home(const Answer::Impl& asked, std::size_t first, std::size_t last, F f) {
  if (asked.straight) return each_home_straight(asked, first, last, f);
  if (asked.ridden) return asked.ridden->each_home(asked, first, last, f);
  const HomeEdges& homes = asked.ground->homes;
  HomeTrips trips(asked);
  for (std::size_t block = first; block < last; block += parts_per_block) {
    const std::size_t end = std::min(last, block + parts_per_block);
    const auto corners = asked.family->trips->block(block, end);
    for (std::size_t row = block; row < end; ++row) {
      const HomeEdges::Stretch& stretch = homes.stretches[row];
      if (!any_among(asked, stretch)) continue;
      trips.enter(stretch, corners);
      for (std::size_t at = stretch.first; at < stretch.last; ++at) {
        const auto& [home, stop] = homes.homes[at];
        if (asked.is_among(home)) f(home, trips.of(stop));
      }
    }
  }
}

// Calls f(home, trips) for all homes with a door, from several threads.
template <class F>
void each_home(const Answer::Impl& asked, F f) {
  if (asked.rows.empty()) {
    for (const auto& at : asked.ground->homes.homes) {
      if (asked.is_among(at.home)) f(at.home, std::span<const Trip>{});
    }
    return;
  }
  const std::size_t parts = parts_of(asked);
  const std::size_t blocks = (parts + parts_per_block - 1) / parts_per_block;
  tbb::parallel_for(std::size_t{0}, blocks, [&](std::size_t block) {
    const std::size_t first = block * parts_per_block;
    each_home(asked, first, std::min(parts, first + parts_per_block), f);
  });
}

template <class T>
Column<HomeId, T> reasons_first(const HomeEdges& homes) {
  Column<HomeId, T> column(homes.size, Cell<T>(Missing::off_network));
  for (const auto& [home, reason] : homes.without_door) column[home] = reason;
  return column;
}

Cell<Minutes> nth(std::vector<std::uint32_t>& costs, std::size_t n) {
  if (costs.size() < n) return Missing::out_of_reach;
  const auto at = costs.begin() + static_cast<std::ptrdiff_t>(n - 1);
  std::nth_element(costs.begin(), at, costs.end());
  return geo::Deciseconds{*at}.minutes();
}

// The least cost to each of the few destinations that the two corners and the stretch know of.
void gather_nearest(const Answer::Impl& asked, const HomeEdges::Stretch& stretch, const Stop& home,
                    std::vector<Trip>& near) {
  near.clear();
  const auto add = [&](std::uint32_t row, std::uint32_t cost) {
    if (cost <= asked.limit) near.push_back({row, {cost}});
  };
  for (const Trip& trip : asked.nearest->from(stretch.from_slot)) {
    add(trip.to, or_far(home.to_from) + trip.cost.count);
  }
  for (const Trip& trip : asked.nearest->from(stretch.to_slot)) {
    add(trip.to, or_far(home.to_to) + trip.cost.count);
  }
  for (const auto& entrance : asked.family->destinations.on(stretch.edge)) {
    if (std::binary_search(asked.rows.begin(), asked.rows.end(), entrance.row)) {
      add(entrance.row, along_edge(home, entrance.stop));
    }
  }
  std::sort(near.begin(), near.end(), [](const Trip& a, const Trip& b) {
    return std::pair(a.to, a.cost) < std::pair(b.to, b.cost);
  });
  near.erase(std::unique(near.begin(), near.end(),
                         [](const Trip& a, const Trip& b) { return a.to == b.to; }),
             near.end());
}

// Calls f(home, trips) for all homes with a door: trips to its nearest, those beyond the number
// asked for too, ascending by destination.
template <class F>
void each_home_near(const Answer::Impl& asked, F f) {
  const HomeEdges& homes = asked.ground->homes;
  if (asked.nearest_ridden) {
    return tbb::parallel_for(std::size_t{0}, homes.homes.size(), [&](std::size_t at) {
      f(homes.homes[at].home, asked.nearest_ridden->from(at));
    });
  }
  tbb::parallel_for(std::size_t{0}, homes.stretches.size(), [&](std::size_t row) {
    thread_local std::vector<Trip> near;
    const HomeEdges::Stretch& stretch = homes.stretches[row];
    for (std::size_t at = stretch.first; at < stretch.last; ++at) {
      const auto& [home, stop] = homes.homes[at];
      if (!asked.is_among(home)) continue;
      gather_nearest(asked, stretch, stop, near);
      f(home, std::span<const Trip>(near));
    }
  });
}

bool answers_nearest(const Answer::Impl& asked) {
  return asked.nearest || asked.nearest_ridden;
}

}  // namespace

Column<HomeId, Minutes> Answer::minutes(std::size_t n) const {
  assert(n >= 1);
  if (n > impl_->question.nearest) need_every_trip(*impl_);
  auto column = reasons_first<Minutes>(impl_->ground->homes);
  if (impl_->rows.empty()) {
    for (const auto& at : impl_->ground->homes.homes) column[at.home] = Missing::no_supply;
  } else {
    const auto take = [&](HomeId home, std::span<const Trip> trips) {
      thread_local std::vector<std::uint32_t> costs;
      costs.clear();
      for (const Trip& trip : trips) costs.push_back(trip.cost.count);
      column[home] = nth(costs, n);
    };
    answers_nearest(*impl_) ? each_home_near(*impl_, take) : each_home(*impl_, take);
  }
  return column;
}

void Answer::nearest(std::size_t n,
                     const std::function<void(HomeId, std::span<const Trip>)>& f) const {
  if (n > impl_->question.nearest) need_every_trip(*impl_);
  const auto show = [&](HomeId home, std::span<const Trip> trips) {
    thread_local std::vector<Trip> near;
    near.assign(trips.begin(), trips.end());
    const auto shown = near.begin() + static_cast<std::ptrdiff_t>(std::min(n, near.size()));
    std::partial_sort(near.begin(), shown, near.end(), [](const Trip& a, const Trip& b) {
      return std::pair(a.cost, a.to) < std::pair(b.cost, b.to);
    });
    f(home, std::span<const Trip>(near.begin(), shown));
  };
  answers_nearest(*impl_) ? each_home_near(*impl_, show) : each_home(*impl_, show);
}

std::vector<double> Answer::weights(const Decay& decay) const {
  std::vector<double> weights(std::size_t{impl_->limit} + 1);
  for (std::uint32_t cost = 0; cost < weights.size(); ++cost) weights[cost] = decay({cost});
  return weights;
}

Column<HomeId, double> Answer::sum(const std::vector<double>& weight_by_row,
                                   const Decay& decay) const {
  need_every_trip(*impl_);
  assert(impl_->rows.empty() || weight_by_row.size() > impl_->rows.back());
  const auto decayed = weights(decay);
  auto column = reasons_first<double>(impl_->ground->homes);
  each_home(*impl_, [&](HomeId home, std::span<const Trip> trips) {
    double total = 0;
    for (const Trip& trip : trips) total += weight_by_row[trip.to] * decayed[trip.cost.count];
    column[home] = total;
  });
  return column;
}

Column<HomeId, double> Answer::average() const {
  assert(impl_->average);
  return *impl_->average;
}

Column<HomeId, double> Answer::sum(std::span<const Cell<double>> weight_by_row,
                                   const Decay& decay) const {
  std::vector<double> weights;
  for (const auto& weight : weight_by_row) weights.push_back(weight ? *weight : 0);
  return sum(weights, decay);
}

std::vector<double> Answer::demand(std::span<const geo::People> by_home, const Decay& decay) const {
  need_every_trip(*impl_);
  need_every_home(*impl_);
  std::vector<double> total(impl_->table_rows, 0.0);
  if (impl_->rows.empty()) return total;
  const auto decayed = weights(decay);
  const std::size_t shared = parts_of(*impl_);
  const std::uint32_t base = impl_->rows.front();
  const std::size_t width = impl_->rows.back() - base + 1;

  // A fixed number of parts, added in order: the same bits on any number of threads.
  constexpr std::size_t parts = 64;
  std::vector<std::vector<double>> partial(parts);
  tbb::parallel_for(std::size_t{0}, parts, [&](std::size_t part) {
    auto& people = partial[part];
    people.assign(width, 0.0);
    each_home(*impl_, shared * part / parts, shared * (part + 1) / parts,
              [&](HomeId home, std::span<const Trip> trips) {
                const double here = by_home[home.row()].count();
                for (const Trip& trip : trips) {
                  people[trip.to - base] += here * decayed[trip.cost.count];
                }
              });
  });
  for (const auto& people : partial) {
    for (std::size_t at = 0; at < width; ++at) total[base + at] += people[at];
  }
  return total;
}

Column<HomeId, double> Answer::fold(
    const std::function<Cell<double>(HomeId, std::span<const Trip>)>& f) const {
  need_every_trip(*impl_);
  auto column = reasons_first<double>(impl_->ground->homes);
  each_home(*impl_,
            [&](HomeId home, std::span<const Trip> trips) { column[home] = f(home, trips); });
  return column;
}

std::shared_ptr<const Around> Answer::around(const Classes& classes) const {
  need_every_trip(*impl_);
  const std::lock_guard alone(impl_->gathering);
  Impl::Gathered& known = impl_->gathered;
  if (known.around && std::ranges::equal(known.of_row, classes.of_row) &&
      std::ranges::equal(known.weight, classes.weight)) {
    return known.around;
  }
  auto made = std::make_shared<Around>(impl_->ground->homes.size, classes.count);
  made->trips = reasons_first<std::size_t>(impl_->ground->homes);
  // A thread that waits here must not take up another metric that wants the same lock.
  tbb::this_task_arena::isolate([&] {
    each_home(*impl_, [&](HomeId home, std::span<const Trip> trips) {
      made->trips[home] = trips.size();
      const auto weight = made->weight(home);
      const auto nearest = made->nearest(home);
      for (const auto& [to, cost] : trips) {
        const std::size_t of = classes.of_row[to];
        weight[of] += classes.weight[to];
        nearest[of] = std::min(nearest[of], cost);
      }
    });
  });
  known = {{classes.of_row.begin(), classes.of_row.end()},
           {classes.weight.begin(), classes.weight.end()},
           made};
  return made;
}

const std::vector<std::uint32_t>& Answer::destinations() const {
  return impl_->rows;
}

Answer Answer::among(std::shared_ptr<const std::vector<bool>> homes) const {
  auto some = std::make_shared<Impl>();
  static_cast<AskedTrips&>(*some) = *impl_;
  some->among = std::move(homes);
  return Answer(some);
}

}  // namespace analysis::travel
