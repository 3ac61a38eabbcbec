#include "analysis/travel/vehicles.hpp"

#include <algorithm>

#include "analysis/travel/drawn_searches.hpp"
#include "geo/transit.hpp"

namespace analysis::travel {
namespace {

using transit::never;
using transit::Walk;

/// The quickest ride to each stop, whenever one leaves home.
class QuickestRides {
 public:
  QuickestRides(std::span<const transit::Arrivals> draws, std::size_t stops) : ride_(stops, never) {
    for (const transit::Arrivals& arrivals : draws) {
      for (std::size_t stop = 0; stop < stops; ++stop) {
        for (std::size_t minute = 0; minute < arrivals.minutes(); ++minute) {
          const std::uint32_t at = arrivals.at(geo::StopId{stop}, minute);
          const auto leaving = static_cast<std::uint32_t>(minute) * transit::tenths_in_minute;
          ride_[stop] = std::min(ride_[stop], at == never ? never : at - leaving);
        }
      }
    }
    for (const std::uint32_t ride : ride_) least_ = std::min(least_, ride);
  }

  std::uint32_t to(geo::StopId stop) const { return ride_[stop.row()]; }
  std::uint32_t least() const { return least_; }

 private:
  std::vector<std::uint32_t> ride_;
  std::uint32_t least_ = never;
};

/// Those of the walks, the shortest first, with which some ride takes less than `bound`.
void keep_useful(std::span<const Walk> walks, const QuickestRides& rides, std::uint32_t bound,
                 std::vector<Walk>& useful) {
  useful.clear();
  if (rides.least() >= bound) return;
  for (const Walk& walk : walks) {
    if (walk.takes >= bound - rides.least()) break;
    const std::uint32_t ride = rides.to(walk.stop);
    if (ride < bound && walk.takes < bound - ride) useful.push_back(walk);
  }
}

}  // namespace

Vehicles::Vehicles(const geo::City& city, StopWalks walks, std::uint32_t longest)
    : walks_(std::move(walks)) {
  const transit::Window window{city.transit->from, city.transit->until};
  minutes_ = window.minutes();
  searches_ = drawn_searches(city, window, walks_.between(), longest);
}

void Vehicles::ride(std::span<const Leaving> homes, const Columns& columns,
                    TakesTimes& taker) const {
  if (homes.empty()) return;
  std::vector<std::span<const Walk>> lanes;
  for (const Leaving& home : homes) lanes.emplace_back(home.to_stops);
  std::vector<transit::Profiles> profiles;
  for (const auto& search : searches_) profiles.push_back(search->profiles(lanes));
  std::vector<transit::Arrivals> draws(profiles.size());
  for (std::size_t lane = 0; lane < homes.size(); ++lane) {
    for (std::size_t draw = 0; draw < draws.size(); ++draw) profiles[draw].write(lane, draws[draw]);
    expand(draws, homes[lane], columns, taker);
    taker.end(homes[lane].home);
  }
}

void Vehicles::expand(std::span<const transit::Arrivals> draws, const Leaving& home,
                      const Columns& columns, TakesTimes& taker) const {
  std::vector<Walk> useful;
  std::vector<std::uint32_t> times(this->times());
  const QuickestRides rides(draws, walks_.between().size());
  auto trip = home.on_foot.begin();
  for (std::size_t column = 0; column < columns.rows.size(); ++column) {
    const std::uint32_t row = columns.rows[column], limit = columns.limit[column];
    while (trip != home.on_foot.end() && trip->to < row) ++trip;
    const bool is_walked = trip != home.on_foot.end() && trip->to == row;
    const std::uint32_t walk = is_walked ? trip->cost.count : never;
    keep_useful(walks_.to_service(column), rides, std::min(walk, limit + 1), useful);
    if (useful.empty() && walk > limit) continue;
    for (std::size_t draw = 0; draw < draws.size(); ++draw) {
      transit::times_to(draws[draw], useful, walk, limit,
                        std::span(times).subspan(draw * minutes_, minutes_));
    }
    taker.take(column, times);
  }
}

}  // namespace analysis::travel
