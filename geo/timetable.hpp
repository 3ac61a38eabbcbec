#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <vector>

#include "geo/core/clock.hpp"
#include "geo/core/date.hpp"
#include "geo/core/id.hpp"
#include "geo/core/price.hpp"
#include "geo/core/table.hpp"
#include "geo/core/units.hpp"
#include "geo/shape/geometry.hpp"

namespace geo {

using FeedId = Id<struct FeedTag>;          ///< one publisher's timetable, or the declared lines
using StopId = Id<struct StopTag>;          ///< a stop, station or entrance
using LineId = Id<struct LineTag>;          ///< what GTFS calls a route
using CalendarId = Id<struct CalendarTag>;  ///< on which days trips run
using PatternId = Id<struct PatternTag>;    ///< the stops of a line in the order of one way
using TimingId = Id<struct TimingTag>;      ///< how long a trip takes from stop to stop
using TripId = Id<struct TripTag>;

/// What a feed or a city says of wheels at a stop or in a vehicle; nothing said is not a no.
enum class Wheelchair : std::uint8_t { unknown, yes, no };

enum class StopKind : std::uint8_t { stop, station, entrance, node, boarding_area };

enum class TransitMode : std::uint8_t {
  tram,
  metro,
  rail,
  bus,
  ferry,
  cable_tram,
  aerial_lift,
  funicular,
  trolleybus,
  monorail,
  other,
};

/// What passengers may do where a trip calls.
enum class Call : std::uint8_t { both, board_only, alight_only, neither };

/// One publisher's timetable.
struct Feed {
  std::string name;       ///< as city.toml names the file
  std::string timezone;   ///< "Europe/Madrid"; empty: declared by the city itself
  bool declared = false;  ///< lines with headways that no publisher stands for
};

/// Stops, stations, entrances, and the nodes of ways inside stations; by feed, then key.
struct Stops {
  Per<StopId, FeedId> feed;
  Per<StopId, std::string> key;  ///< of one feed only: another may use the same
  Per<StopId, std::string> name;
  Per<StopId, LonLat> at;
  Per<StopId, StopKind> kind;
  Per<StopId, std::optional<StopId>> parent;  ///< the station, or of a boarding area the stop
  Per<StopId, Wheelchair> wheelchair;         ///< of its station where it says nothing itself
  std::size_t size() const { return key.size(); }
};

struct Lines {
  Per<LineId, FeedId> feed;
  Per<LineId, std::string> key, short_name, long_name;
  Per<LineId, TransitMode> mode;
  Per<LineId, bool> declared;  ///< from headways that the city states, not from a timetable
  Per<LineId, bool> hail;      ///< stops wherever somebody waves
  Per<LineId, std::optional<Price>> fare;  ///< of one ride, where stated
  std::size_t size() const { return key.size(); }
};

/// The days on which some trips run.
struct Calendar {
  FeedId feed;
  std::string key;
  std::bitset<7> weekdays;  ///< from Monday on, between `first` and `last`
  Date first{}, last{};
  std::vector<Date> added, removed;  ///< in order of time

  bool runs_on(Date day) const;
};

/// The stops of one line in the order in which some of its trips call. A stop may come twice.
struct Patterns {
  Per<PatternId, LineId> line;
  Lists<PatternId, StopId> stops;
  Lists<PatternId, Call> calls;
  std::size_t size() const { return line.size(); }
};

/// Times at the stops of a pattern, from the first departure on; trips that differ by nothing but
/// when they start share one.
struct Timings {
  Lists<TimingId, Seconds> arrives, leaves;
  Per<TimingId, bool> interpolated;  ///< some of them worked out between those that are given
  std::size_t size() const { return interpolated.size(); }
};

struct Trips {
  Per<TripId, std::string> key;
  Per<TripId, PatternId> pattern;
  Per<TripId, TimingId> timing;
  Per<TripId, Seconds> start;  ///< first departure, on the day of its calendar
  Per<TripId, CalendarId> calendar;
  Per<TripId, Wheelchair> wheelchair;
  std::size_t size() const { return key.size(); }
};

/// A trip that leaves its first stop again and again, every `every` from `from` up to, not
/// including, `until`. Its own start says nothing then.
struct Headway {
  TripId trip;
  Seconds from, until, every;
  bool exact = false;  ///< at just these times; else at unknown times, so far apart
};

enum class TransferKind : std::uint8_t {
  recommended,
  waits,         ///< one vehicle waits for the other
  takes_time,    ///< no less than `at_least`
  not_possible,  ///< though the stops are near
  stay_seated,   ///< one trip goes on as the other
  get_off,       ///< though one trip goes on as the other
};

/// What a feed says of changing between two stops, for all trips or only some.
struct Transfer {
  std::optional<StopId> from, to;  ///< missing only where trips say it all
  TransferKind kind = TransferKind::recommended;
  std::optional<Seconds> at_least;
  std::optional<LineId> from_line, to_line;
  std::optional<TripId> from_trip, to_trip;
};

enum class PathwayKind : std::uint8_t {
  walkway,
  stairs,
  moving_walkway,
  escalator,
  elevator,
  fare_gate,
  exit_gate,
};

/// A way inside a station between two of its stops, entrances and nodes.
struct Pathway {
  StopId from, to;
  PathwayKind kind = PathwayKind::walkway;
  bool both_ways = false;
  std::optional<Seconds> takes;
  std::optional<Metres> length;
  std::optional<int> steps;  ///< of stairs; below zero: downwards
};

/// The public transport of a city: several feeds side by side, and lines that the city declares.
/// Tables stand in order of feed and key, so the order of rows in a file leaves no trace.
struct Timetable {
  Per<FeedId, Feed> feeds;
  Stops stops;
  Lines lines;
  Per<CalendarId, Calendar> calendars;
  Patterns patterns;
  Timings timings;
  Trips trips;
  std::vector<Headway> headways;  ///< by trip, then time
  std::vector<Transfer> transfers;
  std::vector<Pathway> pathways;

  FeedId feed_of(TripId trip) const { return calendars[trips.calendar[trip]].feed; }
  LineId line_of(TripId trip) const { return patterns.line[trips.pattern[trip]]; }
};

/// `all` with the tables of `more` after its own; ids stay apart. O(size of `more`).
void append(Timetable& all, const Timetable& more);

}  // namespace geo
