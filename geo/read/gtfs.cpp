#include "geo/read/gtfs.hpp"

#include <algorithm>
#include <array>

#include "geo/core/error.hpp"
#include "geo/read/gtfs_parts.hpp"
#include "geo/read/gtfs_trip_times.hpp"

namespace geo::read {
namespace {

/// GTFS Schedule Reference: files that every feed has, besides one of the two calendars.
constexpr std::array required{"agency.txt", "stops.txt", "routes.txt", "trips.txt",
                              "stop_times.txt"};

Finding about(const FeedFiles& files, std::string file, std::string code, Severity severity,
              std::string what, std::string remedy) {
  return {.code = std::move(code),
          .severity = severity,
          .what = std::move(what),
          .file = files.name(),
          .layer = std::move(file),
          .remedy = std::move(remedy)};
}

/// True where every file that a feed needs is there and holds something.
bool complete(const FeedFiles& files, Findings& findings) {
  const auto before = findings.count("missing_required_file") + findings.count("empty_file") +
                      findings.count("missing_calendar_and_calendar_date_files");
  for (const char* name : required) {
    if (!files.has(name)) {
      findings.add(about(files, name, "missing_required_file", Severity::error,
                         "the feed lacks a file that every feed has",
                         "ask the publisher for the whole feed"));
    } else if (files.size(name) == 0) {
      findings.add(about(files, name, "empty_file", Severity::error, "a file of the feed is empty",
                         "ask the publisher for the whole feed"));
    }
  }
  if (!files.has("calendar.txt") && !files.has("calendar_dates.txt")) {
    findings.add(about(files, "", "missing_calendar_and_calendar_date_files", Severity::error,
                       "the feed says on no day that it runs",
                       "ask the publisher for calendar.txt or calendar_dates.txt"));
  }
  return before == findings.count("missing_required_file") + findings.count("empty_file") +
                       findings.count("missing_calendar_and_calendar_date_files");
}

/// The same transfers with trips by their ids; those of trips that go nowhere are left out.
std::vector<Transfer> with_trips(const std::vector<FeedTransfer>& rows,
                                 const std::vector<std::optional<TripId>>& trips) {
  std::vector<Transfer> all;
  for (const FeedTransfer& row : rows) {
    Transfer transfer = row.transfer;
    if (row.from_trip) transfer.from_trip = trips[*row.from_trip];
    if (row.to_trip) transfer.to_trip = trips[*row.to_trip];
    if (row.from_trip.has_value() != transfer.from_trip.has_value()) continue;
    if (row.to_trip.has_value() != transfer.to_trip.has_value()) continue;
    all.push_back(transfer);
  }
  return all;
}

std::vector<Headway> with_trips(const std::vector<FeedHeadway>& rows,
                                const std::vector<std::optional<TripId>>& trips) {
  std::vector<Headway> all;
  for (const FeedHeadway& row : rows) {
    if (trips[row.trip])
      all.push_back({*trips[row.trip], row.from, row.until, row.every, row.exact});
  }
  return all;
}

Timetable read_files(const FeedFiles& files, Findings& findings) {
  Timetable timetable;
  const FeedAgencies agencies = feed_agencies(files, findings);
  FeedStops stops = feed_stops(files, findings);
  FeedLines lines = feed_lines(files, agencies, findings);
  feed_fares(files, lines, findings);
  FeedCalendars calendars = feed_calendars(files, findings);
  const FeedTrips trips = feed_trips(files, lines, calendars, findings);
  const auto headways = feed_headways(files, trips, findings);
  const auto transfers = feed_transfers(files, stops, lines, trips, findings);
  timetable.pathways = feed_pathways(files, stops, findings);
  const auto ids =
      trip_times(files, stops, lines, trips, findings).put_into(timetable, trips.trips);
  timetable.feeds.push_back({files.name(), agencies.timezone, false});
  timetable.headways = with_trips(headways, ids);
  timetable.transfers = with_trips(transfers, ids);
  timetable.stops = std::move(stops.stops);
  timetable.lines = std::move(lines.lines);
  timetable.calendars = std::move(calendars.calendars);
  return timetable;
}

}  // namespace

std::optional<Timetable> gtfs(const std::string& path, Findings& findings) {
  Findings found;
  const FeedFiles files(path, found);
  std::optional<Timetable> timetable;
  if (complete(files, found)) {
    try {
      timetable = read_files(files, found);
    } catch (const Error& error) {
      if (error.cause() != Cause::input_refused) throw;
      found.add(error.finding());
    }
  }
  if (found.any(Severity::error)) timetable.reset();
  findings.add(found);
  return timetable;
}

}  // namespace geo::read
