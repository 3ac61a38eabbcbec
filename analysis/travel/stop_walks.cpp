#include "analysis/travel/stop_walks.hpp"

#include <algorithm>
#include <tuple>

namespace analysis::travel {
namespace {

using geo::StopId;
using transit::Walk;

/// The streets, and nobody and nothing on them yet.
geo::City bare(const geo::City& city) {
  geo::City seen;
  seen.description.streets = city.description.streets;
  seen.streets = city.streets;
  return seen;
}

/// Lets the doors of stops stand where services would.
void put_services(geo::City& seen, const StopDoors& doors) {
  for (const geo::Door& door : doors.door) {
    seen.services.kind.push_back(geo::Kind{"stop"});
    seen.services.at.push_back(geo::Missing::not_recorded);
    seen.services.doors.append(std::span(&door, 1));
  }
}
/// Lets them stand where homes would.
void put_homes(geo::City& seen, const StopDoors& doors) {
  for (const geo::Door& door : doors.door) {
    seen.homes.at.push_back({});
    seen.homes.door.push_back(door);
  }
}

geo::City homes_and_stops(const geo::City& city, const StopDoors& doors) {
  geo::City seen = bare(city);
  seen.homes.at = city.homes.at;
  seen.homes.door = city.homes.door;
  put_services(seen, doors);
  return seen;
}

/// Of each stop the shortest walk, ascending by stop.
void keep_shortest(std::vector<Walk>& walks) {
  std::sort(walks.begin(), walks.end(), [](const Walk& a, const Walk& b) {
    return std::tie(a.stop, a.takes) < std::tie(b.stop, b.takes);
  });
  walks.erase(std::unique(walks.begin(), walks.end(),
                          [](const Walk& a, const Walk& b) { return a.stop == b.stop; }),
              walks.end());
}

Question to_all(geo::Minutes longest) {
  return to_services(geo::Kind{""}).within(longest);
}

/// The trips of each door of a stop.
std::vector<std::vector<Trip>> trips_of(const Answer& answer, std::size_t doors) {
  std::vector<std::vector<Trip>> trips(doors);
  answer.fold([&](geo::HomeId door, std::span<const Trip> all) {
    trips[door.row()].assign(all.begin(), all.end());
    return 0.0;
  });
  return trips;
}

}  // namespace

StopWalks::StopWalks(const geo::City& city, StopDoors doors, std::span<const std::uint32_t> rows,
                     geo::Minutes longest, const AskOnFoot& ask)
    : doors_(std::move(doors)),
      longest_(longest),
      limit_(geo::deciseconds_within(longest).count),
      from_homes_(ask(homes_and_stops(city, doors_), to_all(longest))) {
  geo::City at_stops = bare(city);
  put_homes(at_stops, doors_);
  geo::City to_places = at_stops;
  to_places.services.kind = city.services.kind;
  to_places.services.at = city.services.at;
  to_places.services.doors = city.services.doors;
  to_places.services.closed = city.services.closed;
  find_to_services(to_places, rows, ask);
  put_services(at_stops, doors_);
  find_between(at_stops, ask);
}

void StopWalks::find_between(const geo::City& at_stops, const AskOnFoot& ask) {
  const auto trips = trips_of(ask(at_stops, to_all(longest_)), doors_.door.size());
  std::vector<std::vector<Walk>> walks(doors_.inside_stations.size());
  const auto add = [&](StopId from, StopId to, std::uint32_t takes) {
    if (from != to && takes <= limit_) walks[from.row()].push_back({to, takes});
  };
  for (const StopDoorId here : doors_.door.rows()) {
    for (const Walk& out : doors_.out[here]) {
      for (const Walk& in : doors_.in[here]) add(out.stop, in.stop, out.takes + in.takes);
      for (const Trip& trip : trips[here.row()]) {
        const StopDoorId there{trip.to};
        if (there == here) continue;
        for (const Walk& in : doors_.in[there]) {
          add(out.stop, in.stop, out.takes + trip.cost.count + in.takes);
        }
      }
    }
  }
  for (const StopId from : doors_.inside_stations.rows()) {
    for (const Walk& walk : doors_.inside_stations[from]) add(from, walk.stop, walk.takes);
  }
  for (auto& own : walks) keep_shortest(own);
  between_ = transit::WalksBetweenStops(walks);
}

void StopWalks::find_to_services(const geo::City& at_stops, std::span<const std::uint32_t> rows,
                                 const AskOnFoot& ask) {
  const Question question = to_all(longest_).among({rows.begin(), rows.end()});
  const auto trips = trips_of(ask(at_stops, question), doors_.door.size());
  std::vector<std::vector<Walk>> walks(rows.size());
  for (const StopDoorId door : doors_.door.rows()) {
    for (const Trip& trip : trips[door.row()]) {
      const auto column = std::lower_bound(rows.begin(), rows.end(), trip.to) - rows.begin();
      for (const Walk& out : doors_.out[door]) {
        const std::uint32_t takes = out.takes + trip.cost.count;
        if (takes <= limit_) walks[static_cast<std::size_t>(column)].push_back({out.stop, takes});
      }
    }
  }
  for (auto& own : walks) {
    keep_shortest(own);
    std::sort(own.begin(), own.end(), [](const Walk& a, const Walk& b) {
      return std::tie(a.takes, a.stop) < std::tie(b.takes, b.stop);
    });
  }
  to_service_ = geo::Lists<ColumnId, Walk>(walks);
}

void StopWalks::to_stops(std::span<const Trip> to_doors, std::vector<Walk>& walks) const {
  walks.clear();
  for (const Trip& trip : to_doors) {
    for (const Walk& in : doors_.in[StopDoorId{trip.to}]) {
      const std::uint32_t takes = trip.cost.count + in.takes;
      if (takes <= limit_) walks.push_back({in.stop, takes});
    }
  }
  keep_shortest(walks);
}

}  // namespace analysis::travel
