#pragma once

#include <string_view>

#include "geo/timetable.hpp"

namespace geo {

// Lines and stops by what people call them.

/// The line whose id (`route_id`), short or long name this is; an id goes before a name, and feed,
/// slash and id say which where several feeds use the same. Throws geo::Error `line_unknown` with
/// the nearest of these words, `line_ambiguous` with the lines that it could be. O(lines).
LineId line_named(const Timetable& timetable, std::string_view text);
/// The stop, station or entrance whose id (`stop_id`) or name this is, as for lines. Throws
/// geo::Error `stop_unknown`, `stop_ambiguous`. O(stops).
StopId stop_named(const Timetable& timetable, std::string_view text);

}  // namespace geo
