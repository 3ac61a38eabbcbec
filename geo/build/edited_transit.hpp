#pragma once

#include "geo/edits.hpp"
#include "geo/transit.hpp"

namespace geo::build {

// The public transport as it would be after one change of what runs (see geo/edits.hpp).

Transit edited(const Transit& transit, const LineClosed& closed);
/// Throws geo::Error `stop_not_served` where nothing calls.
Transit edited(const Transit& transit, const StopClosed& closed);
/// Throws geo::Error `line_not_running` where the line has no trip in these hours of the day.
Transit edited(const Transit& transit, const LineHeadway& headway);
Transit edited(const Transit& transit, const LineSlowed& slowed);

}  // namespace geo::build
