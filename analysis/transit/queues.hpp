#pragma once

#include "analysis/transit/changes.hpp"
#include "analysis/transit/legs.hpp"

namespace analysis::transit {

using QueueId = geo::Id<struct QueueTag>;

/// Vehicles that leave a stop for the same stops in the same order, none overtaking another from
/// there to the end: who can take the first has no use for those behind it.
struct Queues {
  geo::Lists<QueueId, LegId> legs;        ///< in order of time; one may get on all of them
  geo::Lists<geo::StopId, QueueId> from;  ///< those that leave a stop
};

/// Legs from which it matters on which vehicle one came: a rule for changing is about its trip or
/// line, or it goes on as another run, or takes no time where a rule may let one change in none.
/// They stand for no other, and no other stands for them.
geo::Per<LegId, bool> set_apart(const Legs& legs, const Changes& changes);

/// All legs on which one may get on, in queues. A run with a leg set apart has queues of its own.
/// O(runs x queues of their pattern x stops of it).
Queues queues_of(const geo::Timetable& timetable, const geo::ServiceDay& day, const Legs& legs,
                 const geo::Per<LegId, bool>& apart);

}  // namespace analysis::transit
