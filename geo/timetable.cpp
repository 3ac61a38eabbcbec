#include "geo/timetable.hpp"

#include <algorithm>

namespace geo {
namespace {

template <class Row, class T>
void extend(Per<Row, T>& all, const Per<Row, T>& more) {
  for (const Row row : more.rows()) all.push_back(more[row]);
}

/// How far each id of the second timetable moves.
struct Offsets {
  std::size_t feed, stop, line, calendar, pattern, timing, trip;

  FeedId operator()(FeedId id) const { return FeedId{feed + id.row()}; }
  StopId operator()(StopId id) const { return StopId{stop + id.row()}; }
  LineId operator()(LineId id) const { return LineId{line + id.row()}; }
  CalendarId operator()(CalendarId id) const { return CalendarId{calendar + id.row()}; }
  PatternId operator()(PatternId id) const { return PatternId{pattern + id.row()}; }
  TimingId operator()(TimingId id) const { return TimingId{timing + id.row()}; }
  TripId operator()(TripId id) const { return TripId{trip + id.row()}; }
  template <class T>
  std::optional<T> operator()(const std::optional<T>& id) const {
    return id ? std::optional{(*this)(*id)} : std::nullopt;
  }
};

template <class Row, class T>
void extend_moved(Per<Row, T>& all, const Per<Row, T>& more, const Offsets& moved) {
  for (const Row row : more.rows()) all.push_back(moved(more[row]));
}

void extend(Stops& all, const Stops& more, const Offsets& moved) {
  extend_moved(all.feed, more.feed, moved);
  extend(all.key, more.key);
  extend(all.name, more.name);
  extend(all.at, more.at);
  extend(all.kind, more.kind);
  extend_moved(all.parent, more.parent, moved);
  extend(all.wheelchair, more.wheelchair);
}

void extend(Lines& all, const Lines& more, const Offsets& moved) {
  extend_moved(all.feed, more.feed, moved);
  extend(all.key, more.key);
  extend(all.short_name, more.short_name);
  extend(all.long_name, more.long_name);
  extend(all.mode, more.mode);
  extend(all.declared, more.declared);
  extend(all.hail, more.hail);
  extend(all.fare, more.fare);
}

void extend(Patterns& all, const Patterns& more, const Offsets& moved) {
  extend_moved(all.line, more.line, moved);
  for (const PatternId pattern : more.stops.rows()) {
    std::vector<StopId> stops;
    for (const StopId stop : more.stops[pattern]) stops.push_back(moved(stop));
    all.stops.append(stops);
    all.calls.append(more.calls[pattern]);
  }
}

void extend(Timings& all, const Timings& more) {
  for (const TimingId timing : more.arrives.rows()) {
    all.arrives.append(more.arrives[timing]);
    all.leaves.append(more.leaves[timing]);
  }
  extend(all.interpolated, more.interpolated);
}

void extend(Trips& all, const Trips& more, const Offsets& moved) {
  extend(all.key, more.key);
  extend_moved(all.pattern, more.pattern, moved);
  extend_moved(all.timing, more.timing, moved);
  extend(all.start, more.start);
  extend_moved(all.calendar, more.calendar, moved);
  extend(all.wheelchair, more.wheelchair);
}

Transfer moved_transfer(Transfer transfer, const Offsets& moved) {
  transfer.from = moved(transfer.from);
  transfer.to = moved(transfer.to);
  transfer.from_line = moved(transfer.from_line);
  transfer.to_line = moved(transfer.to_line);
  transfer.from_trip = moved(transfer.from_trip);
  transfer.to_trip = moved(transfer.to_trip);
  return transfer;
}

}  // namespace

bool Calendar::runs_on(Date day) const {
  if (std::binary_search(added.begin(), added.end(), day)) return true;
  if (std::binary_search(removed.begin(), removed.end(), day)) return false;
  return first <= day && day <= last && weekdays[static_cast<std::size_t>(weekday_of(day))];
}

void append(Timetable& all, const Timetable& more) {
  const Offsets moved{all.feeds.size(),     all.stops.size(),    all.lines.size(),
                      all.calendars.size(), all.patterns.size(), all.timings.size(),
                      all.trips.size()};
  extend(all.feeds, more.feeds);
  extend(all.stops, more.stops, moved);
  extend(all.lines, more.lines, moved);
  for (Calendar calendar : more.calendars) {
    calendar.feed = moved(calendar.feed);
    all.calendars.push_back(std::move(calendar));
  }
  extend(all.patterns, more.patterns, moved);
  extend(all.timings, more.timings);
  extend(all.trips, more.trips, moved);
  for (Headway headway : more.headways) {
    headway.trip = moved(headway.trip);
    all.headways.push_back(headway);
  }
  for (const Transfer& transfer : more.transfers) {
    all.transfers.push_back(moved_transfer(transfer, moved));
  }
  for (Pathway pathway : more.pathways) {
    pathway.from = moved(pathway.from);
    pathway.to = moved(pathway.to);
    all.pathways.push_back(pathway);
  }
}

}  // namespace geo
