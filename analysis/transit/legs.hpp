#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "analysis/transit/rules.hpp"
#include "geo/service_day.hpp"
#include "geo/timetable.hpp"

namespace analysis::transit {

using LegId = geo::Id<struct LegTag>;  ///< a vehicle between two calls that follow each other
using RunId = geo::Id<struct RunTag>;  ///< one of a service day's runs

/// A vehicle on its way from one call to the next; times in tenths of a second after the window
/// begins.
struct Leg {
  geo::StopId from, to;
  std::uint32_t leaves, arrives;
  geo::TripId trip;
  geo::LineId line;
  bool boards;   ///< one may get on at `from`
  bool alights;  ///< one may get off at `to`
};

/// Who has ridden one leg and stays on the vehicle is on the other.
struct GoesOn {
  LegId leg, as;
  auto operator<=>(const GoesOn&) const = default;
};

/// All legs that anybody may ride who leaves home within a window and is not longer under way than
/// the rules allow, in order of departure; of equal ones the run, then its way, decides. So no leg
/// leads to one before it.
struct Legs {
  geo::Per<LegId, Leg> table;
  geo::Per<LegId, RunId> run;
  geo::Per<LegId, std::uint32_t> position;  ///< in its run, from 0
  geo::Lists<RunId, LegId> of_run;          ///< from its first to its last within the time
  std::vector<GoesOn> goes_on;  ///< by leg, then the one it goes on as: the next call, another trip

  std::size_t size() const { return table.size(); }
};

/// A trip that goes on as another does so as the first run of that which leaves no earlier than it
/// arrives (and later than its last leg left).
/// O(legs x log legs + transfers).
Legs legs_within(const geo::Timetable& timetable, const geo::ServiceDay& day, const Window& window,
                 const Rules& rules);

}  // namespace analysis::transit
