#pragma once

#include "analysis/transit/drawn.hpp"
#include "analysis/transit/search.hpp"
#include "tests/catch.hpp"
#include "tests/geo/read/odd_feed.hpp"

/// Days made by chance with every oddity that GTFS allows, and homes beside them.
namespace odd {

using namespace geo;
using namespace analysis::transit;

using Walks = std::vector<std::vector<Walk>>;

struct Case {
  Timetable timetable;
  ServiceDay day;
  Walks between;
  Window window;
  Rules rules;
  std::vector<std::vector<Walk>> homes;
};

/// Stations over stops, and what is said of wheels.
inline void dress_stops(Timetable& timetable, Chance& chance) {
  for (const StopId stop : timetable.stops.key.rows()) {
    timetable.stops.wheelchair[stop] = chance.one_in(3) ? Wheelchair::no : Wheelchair::yes;
    if (stop.row() > 0 && chance.one_in(3)) timetable.stops.parent[stop] = StopId{0};
  }
}

template <class Id>
std::optional<Id> perhaps(std::size_t of, Chance& chance) {
  if (!chance.one_in(3)) return std::nullopt;
  return Id{chance.below(static_cast<int>(of))};
}

inline void add_transfers(Timetable& timetable, Chance& chance) {
  const auto any_stop = [&] {
    return StopId{chance.below(static_cast<int>(timetable.stops.size()))};
  };
  for (int n = chance.below(8); n > 0; --n) {
    Transfer transfer;
    transfer.from = any_stop();
    transfer.to = chance.one_in(2) ? transfer.from : any_stop();
    transfer.kind = static_cast<TransferKind>(chance.below(6));
    if (!chance.one_in(4)) transfer.at_least = Seconds{chance.below(400)};
    transfer.from_line = perhaps<LineId>(timetable.lines.size(), chance);
    transfer.to_line = perhaps<LineId>(timetable.lines.size(), chance);
    transfer.from_trip = perhaps<TripId>(timetable.trips.size(), chance);
    transfer.to_trip = perhaps<TripId>(timetable.trips.size(), chance);
    const bool by_trips = transfer.kind >= TransferKind::stay_seated;
    if (by_trips || (transfer.from_trip && transfer.to_trip && chance.one_in(2))) {
      transfer.from_trip = TripId{chance.below(static_cast<int>(timetable.trips.size()))};
      transfer.to_trip = TripId{chance.below(static_cast<int>(timetable.trips.size()))};
      transfer.from = transfer.to = std::nullopt;
    }
    timetable.transfers.push_back(transfer);
  }
}

inline std::vector<Walk> some_walks(std::size_t stops, int one_in, Chance& chance) {
  std::vector<Walk> walks;
  for (std::size_t stop = 0; stop < stops; ++stop) {
    if (!chance.one_in(one_in)) continue;
    walks.push_back({StopId{stop}, static_cast<std::uint32_t>(chance.below(6000))});
  }
  return walks;
}

/// The day of the month on which most runs.
inline Date busiest(const Timetable& timetable) {
  const auto less = [&](int a, int b) {
    const auto runs = [&](int day) { return departures_on(timetable, FeedId{0}, in_january(day)); };
    return runs(a) < runs(b);
  };
  std::vector<int> days(40);
  for (int day = 0; day < 40; ++day) days[static_cast<std::size_t>(day)] = day;
  return in_january(*std::max_element(days.begin(), days.end(), less));
}

inline Case odd_case(Chance& chance, bool with_transfers) {
  const OddFeed feed = odd_feed(chance, {20, 7200});
  WrittenFeed files = written(feed, chance);
  auto timetable = files.read();
  REQUIRE(timetable);
  Case made;
  made.timetable = std::move(*timetable);
  dress_stops(made.timetable, chance);
  if (with_transfers) add_transfers(made.timetable, chance);
  const int from = 60 * chance.below(90) + (chance.one_in(4) ? chance.below(60) : 0);
  made.window = {Seconds{from}, Seconds{from + 60 * (1 + chance.below(60))}};
  made.rules.slack = Seconds{chance.one_in(3) ? 1 : 1 + chance.below(120)};
  made.rules.rides = static_cast<std::uint8_t>(chance.one_in(2) ? 0 : 1 + chance.below(4));
  made.rules.wheelchair = chance.one_in(4);
  made.rules.longest = static_cast<std::uint32_t>(chance.one_in(2) ? 72000 : chance.below(60000));
  const Seconds end{made.window.until.count + static_cast<int>(made.rules.longest / 10)};
  made.day = service_day(made.timetable, busiest(made.timetable), made.window.from, end);
  made.day = drawn(made.day, 2)[0];
  const std::size_t stops = made.timetable.stops.size();
  for (std::size_t stop = 0; stop < stops; ++stop) {
    made.between.push_back(some_walks(stops, 3, chance));
    std::erase_if(made.between.back(), [&](const Walk& walk) { return walk.stop.row() == stop; });
  }
  for (int n = 1 + chance.below(4); n > 0; --n) made.homes.push_back(some_walks(stops, 2, chance));
  return made;
}

inline std::vector<Arrivals> searched(const Case& one) {
  const Search search(one.timetable, one.day, WalksBetweenStops(one.between), one.window,
                      one.rules);
  const std::vector<std::span<const Walk>> homes(one.homes.begin(), one.homes.end());
  return search.arrivals(homes);
}

}  // namespace odd
