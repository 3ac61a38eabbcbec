#pragma once

#include <bitset>
#include <string>
#include <vector>

#include "geo/read/gtfs_keys.hpp"
#include "geo/timetable.hpp"

namespace geo::read {

// The files of one feed, each read by one function. Everything that stands in the way of a right
// answer is a finding of severity error; the caller hands out no timetable then.

/// The time zone that every agency keeps; empty where they differ, which is a finding.
struct FeedAgencies {
  FeedKeys keys;
  std::string timezone;
  std::size_t rows = 0;
};
FeedAgencies feed_agencies(const FeedFiles& files, Findings& findings);

/// stops.txt: in order of id. What has no place by itself (nodes, boarding areas) lies where its
/// station lies.
struct FeedStops {
  FeedKeys keys;
  Stops stops;
};
FeedStops feed_stops(const FeedFiles& files, Findings& findings);

/// routes.txt: in order of id.
struct FeedLines {
  FeedKeys keys;
  Lines lines;
  std::vector<std::string> agency;  ///< of each line, its id; empty: the feed has one
};
FeedLines feed_lines(const FeedFiles& files, const FeedAgencies& agencies, Findings& findings);

/// fare_attributes.txt and fare_rules.txt (GTFS-Fares V1), where they are: the fare of one ride on
/// each line of which one can be told. Of several that hold for any ride it is the least. A line
/// that some zones make cheaper has none. Lines without a fare, and fares that pay for changes, are
/// noted.
void feed_fares(const FeedFiles& files, FeedLines& lines, Findings& findings);

/// calendar.txt and calendar_dates.txt, either of them or both: in order of id.
struct FeedCalendars {
  FeedKeys keys;
  Per<CalendarId, Calendar> calendars;
};
FeedCalendars feed_calendars(const FeedFiles& files, Findings& findings);

/// trips.txt: in order of id, without their times.
struct FeedTrip {
  std::string key;
  LineId line;
  CalendarId calendar;
  Wheelchair wheelchair = Wheelchair::unknown;
  std::string shape;
};
struct FeedTrips {
  FeedKeys keys;
  std::vector<FeedTrip> trips;
};
FeedTrips feed_trips(const FeedFiles& files, const FeedLines& lines, const FeedCalendars& calendars,
                     Findings& findings);

/// frequencies.txt, by row of `trips`: in order of trip and time.
struct FeedHeadway {
  std::uint32_t trip = 0;
  Seconds from, until, every;
  bool exact = false;
};
std::vector<FeedHeadway> feed_headways(const FeedFiles& files, const FeedTrips& trips,
                                       Findings& findings);

/// transfers.txt; trips by the row in `trips`, from which the caller makes ids. A row that names
/// what is not there is left out, with a finding.
struct FeedTransfer {
  Transfer transfer;
  std::optional<std::uint32_t> from_trip, to_trip;
};
std::vector<FeedTransfer> feed_transfers(const FeedFiles& files, const FeedStops& stops,
                                         const FeedLines& lines, const FeedTrips& trips,
                                         Findings& findings);

/// pathways.txt. A row that names what is not there is left out, with a finding.
std::vector<Pathway> feed_pathways(const FeedFiles& files, const FeedStops& stops,
                                   Findings& findings);

}  // namespace geo::read
