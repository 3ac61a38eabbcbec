#pragma once

#include <vector>

#include "analysis/transit/changes.hpp"
#include "analysis/transit/legs.hpp"
#include "analysis/transit/queues.hpp"

namespace analysis::transit {

/// Getting off at the end of one leg to get on another.
struct Change {
  LegId off, on;
};

/// The changes that one ever needs: of each queue the first vehicle that one may catch, and of
/// those none that leads to no stop earlier, and makes one ready to change nowhere earlier, than to
/// stay on the vehicle and change where it calls later, or another change does. When one arrives
/// and when one may get on again are kept apart, since a walk may be quicker than a ride where the
/// slack has run already. With no more rides everybody is everywhere as early as with all changes.
///
/// Trip-based routing: Witt (2015), doi:10.1007/978-3-662-48350-3_85, section 3.1.
/// O(changes to the first vehicles x legs left of those x walks from a stop).
std::vector<Change> kept_changes(const Legs& legs, const Changes& changes, const Queues& queues,
                                 const geo::Per<LegId, bool>& apart);

}  // namespace analysis::transit
