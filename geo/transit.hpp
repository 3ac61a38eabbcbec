#pragma once

#include "geo/timetable.hpp"

namespace geo {

/// The public transport of a city and when a run asks about it: on `day`, for everybody who leaves
/// home from `from` up to, not including, `until`.
struct Transit {
  Timetable timetable;
  Date day{};
  Seconds from, until;
};

}  // namespace geo
