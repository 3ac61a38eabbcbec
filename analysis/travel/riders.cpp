#include "analysis/travel/riders.hpp"

#include "analysis/travel/home_trips.hpp"

namespace analysis::travel {

void Riders::visit(std::size_t first_stretch, std::size_t last_stretch, TakesTimes& taker) const {
  const Answer::Impl &to_doors = vehicles_->walks().from_homes().impl(), &foot = on_foot_.impl();
  const bool any_door = !to_doors.rows.empty();
  HomeTrips to_stops(to_doors), on_foot(foot);
  const auto corners = foot.family->trips->block(first_stretch, last_stretch);
  const auto door_corners = to_doors.family->trips->block(first_stretch, last_stretch);
  std::vector<Leaving> waiting;
  for (std::size_t row = first_stretch; row < last_stretch; ++row) {
    const HomeEdges::Stretch& stretch = homes().stretches[row];
    to_stops.enter(stretch, door_corners);
    on_foot.enter(stretch, corners);
    for (std::size_t at = stretch.first; at < stretch.last; ++at) {
      const Stop& door = homes().homes[at].stop;
      Leaving& home = waiting.emplace_back();
      home.home = at;
      if (any_door) vehicles_->walks().to_stops(to_stops.of(door), home.to_stops);
      const auto trips = on_foot.of(door);
      home.on_foot.assign(trips.begin(), trips.end());
      if (waiting.size() < transit::Search::lanes) continue;
      vehicles_->ride(waiting, columns_, taker);
      waiting.clear();
    }
  }
  vehicles_->ride(waiting, columns_, taker);
}

}  // namespace analysis::travel
