// A line at a headway, on one day and in some of its hours.

#include <algorithm>
#include <cassert>
#include <map>
#include <set>

#include "geo/build/edited_transit.hpp"
#include "geo/core/error.hpp"
#include "geo/network/disjoint_sets.hpp"

namespace geo::build {
namespace {

using std::chrono::days;

/// Departures of one trip that are replaced on one of its own days, and what is left of it there.
struct Replaced {
  TripId trip;
  Date on;
  std::size_t departures = 0;
  std::vector<Headway> left;  ///< headways, cut to the other hours
};

/// Departures of a headway between two moments.
std::size_t departures(Seconds from, Seconds until, Seconds every) {
  if (from >= until) return 0;
  return static_cast<std::size_t>(((until - from).count + every.count - 1) / every.count);
}

/// Takes the hours out of a headway. Departures at set times stay at theirs.
void cut(const Headway& headway, Seconds from, Seconds until, Replaced& out) {
  const auto keep = [&](Seconds begin, Seconds end) {
    if (begin < end) out.left.push_back({headway.trip, begin, end, headway.every, headway.exact});
  };
  Seconds first = std::max(headway.from, from), after = std::max(headway.from, until);
  if (headway.exact) {
    const auto next = [&](Seconds moment) {
      const auto gone = static_cast<int>(departures(headway.from, moment, headway.every));
      return headway.from + Seconds{gone * headway.every.count};
    };
    first = next(first);
    after = next(after);
  }
  out.departures += departures(first, std::min(headway.until, until), headway.every);
  keep(headway.from, std::min(headway.until, from));
  keep(after, headway.until);
}

/// Every trip of the line that leaves its first stop in these hours of the day, by trip, then day.
std::vector<Replaced> find_replaced(const Transit& transit, const LineHeadway& asked) {
  const Timetable& all = transit.timetable;
  std::map<TripId, std::vector<Headway>> headways;
  Seconds latest{0};
  for (const TripId trip : all.trips.start.rows()) latest = std::max(latest, all.trips.start[trip]);
  for (const Headway& headway : all.headways) {
    headways[headway.trip].push_back(headway);
    latest = std::max(latest, headway.until);
  }
  // Trips of the days before go on past midnight; hours past midnight are the next day's too.
  const int first = -std::max(0, (latest - asked.from).count / one_day.count);
  const int last = std::max(0, (asked.until.count - 1) / one_day.count);
  std::vector<Replaced> found;
  for (const TripId trip : all.trips.key.rows()) {
    if (all.line_of(trip) != asked.line) continue;
    const auto own = headways.find(trip);
    for (int shift = first; shift <= last; ++shift) {
      const Date on = transit.day + days{shift};
      if (!all.calendars[all.trips.calendar[trip]].runs_on(on)) continue;
      const Seconds later{shift * one_day.count};
      const Seconds from = asked.from - later, until = asked.until - later;
      Replaced one{trip, on, 0, {}};
      if (own == headways.end()) {
        const Seconds start = all.trips.start[trip];
        one.departures = from <= start && start < until ? 1 : 0;
      } else {
        for (const Headway& headway : own->second) cut(headway, from, until, one);
      }
      if (one.departures > 0) found.push_back(std::move(one));
    }
  }
  return found;
}

/// Trips that do not run on some days any more, and those that run on one alone.
class OtherDays {
 public:
  explicit OtherDays(Timetable& all) : all_(all) {}

  /// The trip's calendar without these days, which ascend.
  void take_out(TripId trip, const std::vector<Date>& on) {
    const CalendarId old = all_.trips.calendar[trip];
    const auto [known, is_new] = without_.emplace(std::pair(old, on), CalendarId{});
    if (is_new) {
      Calendar calendar = all_.calendars[old];
      std::vector<Date> removed;
      std::set_union(calendar.removed.begin(), calendar.removed.end(), on.begin(), on.end(),
                     std::back_inserter(removed));
      calendar.removed = std::move(removed);
      std::erase_if(calendar.added,
                    [&](Date day) { return std::binary_search(on.begin(), on.end(), day); });
      known->second = all_.calendars.push_back(std::move(calendar));
    }
    all_.trips.calendar[trip] = known->second;
  }

  CalendarId alone(FeedId feed, Date on) {
    const auto [known, is_new] = alone_.emplace(std::pair(feed, on), CalendarId{});
    if (is_new) {
      Calendar calendar{feed, date_text(on), {}, on, on, {on}, {}};
      known->second = all_.calendars.push_back(std::move(calendar));
    }
    return known->second;
  }

 private:
  Timetable& all_;
  std::map<std::pair<CalendarId, std::vector<Date>>, CalendarId> without_;
  std::map<std::pair<FeedId, Date>, CalendarId> alone_;
};

TripId add_trip(Timetable& all, const std::string& key, TripId like, CalendarId calendar) {
  Trips& trips = all.trips;
  trips.pattern.push_back(trips.pattern[like]);
  trips.timing.push_back(trips.timing[like]);
  trips.start.push_back(trips.start[like]);
  trips.calendar.push_back(calendar);
  trips.wheelchair.push_back(trips.wheelchair[like]);
  return trips.key.push_back(key);
}

/// What is left of a trip with headways runs on that day as a trip of its own.
void keep_rest(Timetable& all, const Replaced& one, CalendarId calendar) {
  if (one.left.empty()) return;
  const TripId rest = add_trip(all, all.trips.key[one.trip], one.trip, calendar);
  for (Headway headway : one.left) {
    headway.trip = rest;
    all.headways.push_back(headway);
  }
  const std::size_t transfers = all.transfers.size();
  for (std::size_t at = 0; at < transfers; ++at) {
    Transfer same = all.transfers[at];
    if (same.from_trip != one.trip && same.to_trip != one.trip) continue;
    if (same.from_trip == one.trip) same.from_trip = rest;
    if (same.to_trip == one.trip) same.to_trip = rest;
    all.transfers.push_back(same);
  }
}

/// The trips of one way of the line that are replaced.
struct OfPattern {
  std::size_t departures = 0;
  std::vector<TripId> trips;  ///< one for each departure
  bool all_take_wheels = true, some_refuse_wheels = false;
};

using ByPattern = std::map<PatternId, OfPattern>;

ByPattern by_pattern(const Timetable& all, const std::vector<Replaced>& replaced) {
  ByPattern ways;
  for (const Replaced& one : replaced) {
    OfPattern& way = ways[all.trips.pattern[one.trip]];
    way.departures += one.departures;
    way.trips.insert(way.trips.end(), one.departures, one.trip);
    const Wheelchair wheels = all.trips.wheelchair[one.trip];
    way.all_take_wheels = way.all_take_wheels && wheels == Wheelchair::yes;
    way.some_refuse_wheels = way.some_refuse_wheels || wheels == Wheelchair::no;
  }
  return ways;
}

/// How many departures there are on each way and on those that share a stretch with it.
std::map<PatternId, std::size_t> departures_together(const Timetable& all, const ByPattern& ways) {
  std::map<std::pair<StopId, StopId>, std::uint32_t> first_on;
  DisjointSets together(ways.size());
  std::uint32_t number = 0;
  for (const auto& [pattern, way] : ways) {
    const auto stops = all.patterns.stops[pattern];
    for (std::size_t at = 0; at + 1 < stops.size(); ++at) {
      const auto known = first_on.emplace(std::pair(stops[at], stops[at + 1]), number).first;
      together.join(known->second, number);
    }
    ++number;
  }
  std::map<std::uint32_t, std::size_t> of_set;
  number = 0;
  for (const auto& [pattern, way] : ways) of_set[together.leader(number++)] += way.departures;
  std::map<PatternId, std::size_t> all_of;
  number = 0;
  for (const auto& [pattern, way] : ways) all_of[pattern] = of_set[together.leader(number++)];
  return all_of;
}

/// The trip that takes as long as the middle one.
TripId middle(const Timetable& all, std::vector<TripId> trips) {
  std::sort(trips.begin(), trips.end(), [&](TripId a, TripId b) {
    const auto ride = [&](TripId trip) {
      return all.timings.arrives[all.trips.timing[trip]].back();
    };
    return std::pair(ride(a), a) < std::pair(ride(b), b);
  });
  return trips[(trips.size() - 1) / 2];
}

Wheelchair wheels_of(const OfPattern& way) {
  if (way.all_take_wheels) return Wheelchair::yes;
  return way.some_refuse_wheels ? Wheelchair::no : Wheelchair::unknown;
}

void add_headways(Timetable& all, const LineHeadway& asked, const ByPattern& ways,
                  CalendarId calendar) {
  const auto together = departures_together(all, ways);
  for (const auto& [pattern, way] : ways) {
    const TripId like = middle(all, way.trips);
    const auto own = static_cast<std::int64_t>(way.departures);
    const auto shared = static_cast<std::int64_t>(together.at(pattern));
    const auto every = (2 * asked.every.count * shared + own) / (2 * own);  // to the second
    const TripId trip = add_trip(all, all.lines.key[asked.line], like, calendar);
    all.trips.wheelchair[trip] = wheels_of(way);
    all.headways.push_back(
        {trip, asked.from, asked.until, Seconds{static_cast<std::int32_t>(every)}, false});
  }
}

[[noreturn]] void refuse(const Transit& transit, const LineHeadway& asked) {
  const Lines& lines = transit.timetable.lines;
  throw Error({.code = "line_not_running",
               .what = "the line has no trip from " + clock_text(asked.from) + " to " +
                       clock_text(asked.until) + " on " + date_text(transit.day) +
                       ", so nothing says how long its vehicles take",
               .file = transit.timetable.feeds[lines.feed[asked.line]].name,
               .feature = lines.key[asked.line],
               .field = "route_id",
               .value = quoted(lines.short_name[asked.line]),
               .remedy = "choose hours of the day in which it runs"});
}

}  // namespace

Transit edited(const Transit& transit, const LineHeadway& asked) {
  assert(asked.every.count > 0 && asked.line.row() < transit.timetable.lines.size());
  const auto replaced = find_replaced(transit, asked);
  if (replaced.empty()) refuse(transit, asked);
  Transit after = transit;
  Timetable& all = after.timetable;
  OtherDays other_days(all);
  const FeedId feed = all.lines.feed[asked.line];
  std::map<TripId, std::vector<Date>> days_of;
  for (const Replaced& one : replaced) days_of[one.trip].push_back(one.on);
  for (const auto& [trip, on] : days_of) other_days.take_out(trip, on);
  for (const Replaced& one : replaced) keep_rest(all, one, other_days.alone(feed, one.on));
  add_headways(all, asked, by_pattern(transit.timetable, replaced),
               other_days.alone(feed, transit.day));
  return after;
}

}  // namespace geo::build
