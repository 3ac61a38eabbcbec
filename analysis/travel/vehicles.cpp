#include "analysis/travel/vehicles.hpp"

#include <algorithm>

#include "analysis/travel/drawn_searches.hpp"
#include "geo/transit.hpp"

namespace analysis::travel {

using transit::never;
using transit::Walk;

Vehicles::Vehicles(const geo::City& city, std::shared_ptr<const StopWalks> walks,
                   std::uint32_t longest, const std::optional<Spending>& spending)
    : Vehicles(city, std::move(walks), longest, spending, {}) {}

Vehicles::Vehicles(const geo::City& city, std::shared_ptr<const StopWalks> walks,
                   std::uint32_t longest, const std::optional<Spending>& spending,
                   std::span<const geo::LineId> without)
    : walks_(std::move(walks)), longest_(longest), spending_(spending) {
  const transit::Window window{city.transit->from, city.transit->until};
  minutes_ = window.minutes();
  searches_ = drawn_searches(city, window, walks_->between(), longest, without, spending);
}

Vehicles Vehicles::without(const geo::City& city, std::span<const geo::LineId> lines) const {
  return {city, walks_, longest_, spending_, lines};
}

void Vehicles::ride(std::span<const Leaving> homes, const Columns& columns,
                    TakesTimes& taker) const {
  if (homes.empty()) return;
  std::vector<std::span<const Walk>> lanes;
  for (const Leaving& home : homes) lanes.emplace_back(home.to_stops);
  std::vector<transit::Profiles> profiles;
  for (const auto& search : searches_) profiles.push_back(search->profiles(lanes));
  for (std::size_t first = 0; first < homes.size(); first += transit::RideBounds::lanes) {
    const auto count = std::min(homes.size() - first, transit::RideBounds::lanes);
    expand(homes.subspan(first, count), first, profiles, columns, taker);
  }
}

void Vehicles::expand(std::span<const Leaving> homes, std::size_t first_lane,
                      std::span<const transit::Profiles> profiles, const Columns& columns,
                      TakesTimes& taker) const {
  const std::size_t most = place_at(columns.percentile), draws = profiles.size();
  std::vector<transit::Arrivals> arrivals(homes.size() * draws);  // by home, then draw
  const auto of_home = [&](std::size_t home) {
    return std::span<const transit::Arrivals>(arrivals).subspan(home * draws, draws);
  };
  transit::RideBounds bounds(walks_->between().size());
  for (std::size_t home = 0; home < homes.size(); ++home) {
    for (std::size_t draw = 0; draw < draws; ++draw) {
      profiles[draw].write(first_lane + home, arrivals[home * draws + draw]);
    }
    bounds.take(home, of_home(home), most);
  }
  transit::UsefulWalks useful;
  for (std::size_t column = 0; column < columns.rows.size(); ++column) {
    bounds.add_place(walks_->to_service(column), columns.limit[column] + 1, useful);
  }
  transit::Rides rides;
  for (std::size_t home = 0; home < homes.size(); ++home) {
    rides.enter(home, of_home(home), useful, most);
    tell(homes[home], columns, rides, taker);
  }
}

void Vehicles::tell(const Leaving& home, const Columns& columns, transit::Rides& rides,
                    TakesTimes& taker) const {
  auto trip = home.on_foot.begin();
  for (std::size_t column = 0; column < columns.rows.size(); ++column) {
    const std::uint32_t row = columns.rows[column];
    while (trip != home.on_foot.end() && trip->to < row) ++trip;
    const bool is_walked = trip != home.on_foot.end() && trip->to == row;
    rides.look(column, walks_->to_service(column), is_walked ? trip->cost.count : never,
               columns.limit[column]);
    if (rides.may_count()) taker.take(column, rides);
  }
  taker.end(home.home);
}

}  // namespace analysis::travel
