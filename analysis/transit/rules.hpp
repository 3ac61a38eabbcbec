#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "geo/core/clock.hpp"
#include "geo/core/id.hpp"
#include "geo/core/table.hpp"
#include "geo/core/units.hpp"
#include "geo/timetable.hpp"

/// Vehicles, minute by minute. This room knows timetables and walks to and from stops; where those
/// walks lead along is nothing to it.
namespace analysis::transit {

/// No arrival, no trip.
inline constexpr std::uint32_t never = std::numeric_limits<std::uint32_t>::max();

inline constexpr std::uint32_t tenths_in_minute = 600;

/// A walk between some place and a stop, along the streets and from door to door.
struct Walk {
  geo::StopId stop;
  std::uint32_t takes;  ///< tenths of a second
  bool operator==(const Walk&) const = default;
};

/// From each stop the walks to others, ascending by stop.
using WalksBetweenStops = geo::Lists<geo::StopId, Walk>;

/// Who leaves home at each full minute from `from` up to, not including, `until`; 254 of them at
/// most, so that a minute fits in a byte.
struct Window {
  geo::Seconds from, until;
  std::size_t minutes() const { return static_cast<std::size_t>((until.count - from.count) / 60); }
};

/// What binds those who ride.
struct Rules {
  /// At least so long at a stop before one gets on, the first time and at each change; one second
  /// or more. A change that the timetable itself speaks of takes what that says instead.
  geo::Seconds slack{60};
  std::uint8_t rides = 0;         ///< vehicles on one trip at most; 0: any number
  bool wheelchair = false;        ///< trips and stops only that are said to take wheelchairs
  std::uint32_t longest = 72000;  ///< of a whole trip from home, tenths of a second
};

}  // namespace analysis::transit
