#include "geo/service_day.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

namespace geo {
namespace {

using std::chrono::days;

constexpr Date first_day{std::chrono::year{2000} / 1 / 1};
constexpr Date last_day{std::chrono::year{2099} / 12 / 31};

/// Departures of one trip on a day of its calendar.
std::size_t times_run(const Headway& headway) {
  const auto span = headway.until.count - headway.from.count;
  if (span <= 0 || headway.every.count <= 0) return 0;
  return static_cast<std::size_t>((span + headway.every.count - 1) / headway.every.count);
}

/// How often each calendar's trips leave on one of its days.
Per<CalendarId, std::int64_t> departures(const Timetable& timetable) {
  Per<CalendarId, std::int64_t> count(timetable.calendars.size(), 0);
  Per<TripId, bool> again(timetable.trips.size(), false);
  for (const Headway& headway : timetable.headways) {
    again[headway.trip] = true;
    count[timetable.trips.calendar[headway.trip]] += static_cast<std::int64_t>(times_run(headway));
  }
  for (const TripId trip : timetable.trips.key.rows()) {
    if (!again[trip]) ++count[timetable.trips.calendar[trip]];
  }
  return count;
}

/// Departures of one feed on every day from `first_day` on.
class ByDay {
 public:
  void add(const Calendar& calendar, std::int64_t count) {
    if (calendar.first <= calendar.last) {
      for (std::size_t weekday = 0; weekday < 7; ++weekday) {
        if (!calendar.weekdays[weekday]) continue;
        steps_[weekday][std::max(calendar.first, first_day)] += count;
        steps_[weekday][calendar.last + days{1}] -= count;
      }
    }
    for (const Date day : calendar.added) {
      if (!on_weekday(calendar, day)) single_[day] += count;
    }
    for (const Date day : calendar.removed) {
      if (on_weekday(calendar, day)) single_[day] -= count;
    }
  }

  /// Calls `each(day, departures)` for every day with some, in order of time.
  template <class Each>
  void visit(Each each) const {
    std::array<std::int64_t, 7> now{};
    auto steps = steps_;
    Date day = earliest();
    const Date end = std::min(latest(), last_day);
    for (; day <= end; day += days{1}) {
      for (std::size_t weekday = 0; weekday < 7; ++weekday) take(steps[weekday], day, now[weekday]);
      std::int64_t count = now[static_cast<std::size_t>(weekday_of(day))];
      if (const auto found = single_.find(day); found != single_.end()) count += found->second;
      if (count > 0) each(day, count);
    }
  }

 private:
  using Steps = std::map<Date, std::int64_t>;

  static bool on_weekday(const Calendar& calendar, Date day) {
    return calendar.first <= day && day <= calendar.last &&
           calendar.weekdays[static_cast<std::size_t>(weekday_of(day))];
  }
  static void take(Steps& steps, Date day, std::int64_t& now) {
    while (!steps.empty() && steps.begin()->first <= day) {
      now += steps.begin()->second;
      steps.erase(steps.begin());
    }
  }
  Date earliest() const {
    Date first = last_day + days{1};
    for (const Steps& steps : steps_) {
      if (!steps.empty()) first = std::min(first, steps.begin()->first);
    }
    if (!single_.empty()) first = std::min(first, single_.begin()->first);
    return std::max(first, first_day);
  }
  Date latest() const {
    Date last = first_day - days{1};
    for (const Steps& steps : steps_) {
      if (!steps.empty()) last = std::max(last, steps.rbegin()->first);
    }
    if (!single_.empty()) last = std::max(last, single_.rbegin()->first);
    return last;
  }

  std::array<Steps, 7> steps_;
  Steps single_;
};

ByDay by_day(const Timetable& timetable, FeedId feed,
             const Per<CalendarId, std::int64_t>& departures) {
  ByDay all;
  for (const CalendarId calendar : timetable.calendars.rows()) {
    const Calendar& one = timetable.calendars[calendar];
    if (one.feed == feed && departures[calendar] > 0) all.add(one, departures[calendar]);
  }
  return all;
}

/// Better than what was found: midweek first, then more departures, then nearer.
bool better(Date day, std::int64_t count, Date found, std::int64_t most, std::optional<Date> near) {
  const auto midweek = [](Date date) { return weekday_of(date) >= 1 && weekday_of(date) <= 3; };
  if (midweek(day) != midweek(found)) return midweek(day);
  if (count != most) return count > most;
  return near && std::chrono::abs(day - *near) < std::chrono::abs(found - *near);
}

/// Puts the runs of one calendar day into a window of another, `later` seconds after it.
class DayOfRuns {
 public:
  DayOfRuns(const Timetable& timetable, Seconds from, Seconds until, ServiceDay& out)
      : timetable_(timetable), from_(from), until_(until), out_(out) {}

  void add(TripId trip, Seconds start) {
    const auto leaves = timetable_.timings.leaves[timetable_.trips.timing[trip]];
    // The last stop is left by nobody: what counts is the last but one.
    const Seconds last = start + leaves[leaves.size() - 2];
    if (start < until_ && last >= from_) out_.runs.push_back({trip, start});
  }
  void add(const Headway& headway, Seconds later) {
    if (headway.exact) {
      for (Seconds at = headway.from; at < headway.until; at = at + headway.every) {
        add(headway.trip, at + later);
      }
      return;
    }
    const auto leaves = timetable_.timings.leaves[timetable_.trips.timing[headway.trip]];
    const Seconds ride = leaves[leaves.size() - 2];
    if (headway.from + later < until_ && headway.until + later + ride > from_) {
      out_.frequent.push_back(
          {headway.trip, headway.from + later, headway.until + later, headway.every});
    }
  }

 private:
  const Timetable& timetable_;
  Seconds from_, until_;
  ServiceDay& out_;
};

/// The latest moment at which anything is still under way, on the clock of its own day.
Seconds latest(const Timetable& timetable) {
  Seconds last{0};
  const auto ride = [&](TripId trip) {
    return timetable.timings.leaves[timetable.trips.timing[trip]].back();
  };
  for (const TripId trip : timetable.trips.key.rows()) {
    last = std::max(last, timetable.trips.start[trip] + ride(trip));
  }
  for (const Headway& headway : timetable.headways) {
    last = std::max(last, headway.until + ride(headway.trip));
  }
  return last;
}

}  // namespace

ServiceDay service_day(const Timetable& timetable, Date day, Seconds from, Seconds until) {
  ServiceDay out;
  out.day = day;
  Per<TripId, bool> again(timetable.trips.size(), false);
  for (const Headway& headway : timetable.headways) again[headway.trip] = true;
  const int before = (latest(timetable).count - from.count) / one_day.count;
  const int after = (until.count - 1) / one_day.count;
  DayOfRuns runs(timetable, from, until, out);
  for (int shift = -std::max(before, 0); shift <= std::max(after, 0); ++shift) {
    const Seconds later{shift * one_day.count};
    Per<CalendarId, bool> active(timetable.calendars.size(), false);
    for (const CalendarId calendar : timetable.calendars.rows()) {
      active[calendar] = timetable.calendars[calendar].runs_on(day + days{shift});
    }
    for (const TripId trip : timetable.trips.key.rows()) {
      if (again[trip] || !active[timetable.trips.calendar[trip]]) continue;
      runs.add(trip, timetable.trips.start[trip] + later);
    }
    for (const Headway& headway : timetable.headways) {
      if (active[timetable.trips.calendar[headway.trip]]) runs.add(headway, later);
    }
  }
  std::sort(out.runs.begin(), out.runs.end());
  std::sort(out.frequent.begin(), out.frequent.end());
  return out;
}

std::size_t departures_on(const Timetable& timetable, FeedId feed, Date day) {
  const auto count = departures(timetable);
  std::int64_t all = 0;
  for (const CalendarId calendar : timetable.calendars.rows()) {
    const Calendar& one = timetable.calendars[calendar];
    if (one.feed == feed && one.runs_on(day)) all += count[calendar];
  }
  return static_cast<std::size_t>(all);
}

std::optional<Period> service_period(const Timetable& timetable, FeedId feed) {
  std::optional<Period> period;
  by_day(timetable, feed, departures(timetable)).visit([&](Date day, std::int64_t) {
    if (!period) period = Period{day, day};
    period->last = day;
  });
  return period;
}

std::optional<Date> nearest_sunday(const Timetable& timetable, Date day) {
  Date first = first_day, last = last_day;
  for (const FeedId feed : timetable.feeds.rows()) {
    if (timetable.feeds[feed].declared) continue;
    const auto period = service_period(timetable, feed);
    if (!period) return std::nullopt;
    first = std::max(first, period->first);
    last = std::min(last, period->last);
  }
  const Date before = day - days{(weekday_of(day) + 1) % 7}, after = before + days{7};
  // The period may begin after `day`, or end before it: then a Sunday further away is the nearest.
  const Date latest = last - days{(weekday_of(last) + 1) % 7};
  const Date earliest = first + days{6 - weekday_of(first)};
  std::optional<Date> nearest;
  for (const Date sunday : {before, after, earliest, latest}) {
    if (sunday < first || last < sunday) continue;
    if (!nearest || std::chrono::abs(sunday - day) < std::chrono::abs(*nearest - day)) {
      nearest = sunday;
    }
  }
  return nearest;
}

std::optional<Date> good_weekday(const Timetable& timetable, std::optional<Date> near) {
  struct Served {
    std::size_t feeds = 0;
    std::int64_t departures = 0;
  };
  std::map<Date, Served> served;
  const auto count = departures(timetable);
  std::size_t feeds = 0;
  for (const FeedId feed : timetable.feeds.rows()) {
    if (timetable.feeds[feed].declared) continue;  // on all days alike
    ++feeds;
    by_day(timetable, feed, count).visit([&](Date day, std::int64_t departures) {
      ++served[day].feeds;
      served[day].departures += departures;
    });
  }
  std::optional<Date> best;
  std::int64_t most = 0;
  for (const auto& [day, by] : served) {
    if (by.feeds < feeds) continue;
    if (best && !better(day, by.departures, *best, most, near)) continue;
    best = day;
    most = by.departures;
  }
  return best;
}

}  // namespace geo
