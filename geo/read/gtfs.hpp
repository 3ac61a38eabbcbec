#pragma once

#include <optional>
#include <string>

#include "geo/core/finding.hpp"
#include "geo/timetable.hpp"

namespace geo::read {

/// One feed in GTFS, a zip archive or a folder, as a timetable with one feed; nothing where
/// anything stands in the way of right answers, which is then a finding of severity error.
///
/// What blocks and what only warns is as the GTFS validator of MobilityData grades it, narrowed to
/// what travel times hang on. The text of a file is never held as a whole: memory grows with
/// stops, trips and different timings. Throws Error where the archive is unsafe or damaged.
std::optional<Timetable> gtfs(const std::string& path, Findings& findings);

}  // namespace geo::read
