#pragma once

#include <optional>
#include <vector>

#include "geo/timetable.hpp"

namespace geo {

/// A vehicle at set times: its trip, and when it leaves its first stop, counted from midnight of
/// the day looked at; below zero it left the evening before.
struct Run {
  TripId trip;
  Seconds start;
  auto operator<=>(const Run&) const = default;
};

/// A trip at times that nobody knows: it leaves its first stop once in every `every` between `from`
/// and `until`.
struct FrequentRun {
  TripId trip;
  Seconds from, until, every;
  auto operator<=>(const FrequentRun&) const = default;
};

/// What runs on one day, in order of trip and time.
struct ServiceDay {
  Date day{};
  std::vector<Run> runs;
  std::vector<FrequentRun> frequent;
};

/// Everything that leaves some stop at `from` or later and its first stop before `until`, both on
/// this day: trips of the day before that go on past midnight, and of the next day where the
/// window reaches it, are among them. Headways with exact times are written out as runs.
/// O(trips + runs).
ServiceDay service_day(const Timetable& timetable, Date day, Seconds from, Seconds until);

/// How many trips a feed's calendars have on a day; a trip with headways counts each departure.
std::size_t departures_on(const Timetable& timetable, FeedId feed, Date day);

struct Period {
  Date first, last;
};

/// The first and last day on which a feed has a trip; nothing where it never has.
std::optional<Period> service_period(const Timetable& timetable, FeedId feed);

/// The Sunday nearest to `day` that lies within the time of every feed; nothing where none does.
/// Declared lines run on all days alike and have no say. O(as `service_period`, for each feed).
std::optional<Date> nearest_sunday(const Timetable& timetable, Date day);

/// A typical day: a Tuesday, Wednesday or Thursday on which every feed runs and together they have
/// the most departures; of several the nearest to `near`, else the first. Any other day where there
/// is none of these; nothing where no day is served by every feed. Declared lines run on all days
/// alike and have no say. Looked for from 2000 to
/// 2099, since GTFS is of 2005 and some feeds run for ever.
/// O(calendars with their exceptions + days).
std::optional<Date> good_weekday(const Timetable& timetable, std::optional<Date> near);

}  // namespace geo
