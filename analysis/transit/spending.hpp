#pragma once

#include <vector>

#include "analysis/transit/fares.hpp"
#include "analysis/transit/network.hpp"
#include "analysis/transit/pass.hpp"

namespace analysis::transit {

/// As `last_minutes` where the fares of a trip add up to the budget at most. `network` was made
/// with these steps.
///
/// One look at all legs for each step of the budget: who has spent so much at most stays on, or
/// gets on from the step that lies its fare below. What McRAPTOR keeps as a set of labels (Delling,
/// Pajor and Werneck 2015, doi:10.1287/trsc.2014.0534) stands here side by side.
/// O(64 lanes x steps x rides x (legs + changes)).
std::vector<LastMinutes> last_minutes_within(const Network& network, const FareSteps& fares,
                                             const Leaving& leaving);

}  // namespace analysis::transit
