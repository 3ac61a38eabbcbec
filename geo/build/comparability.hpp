#pragma once

#include "geo/city.hpp"

namespace geo::build {

/// What stands side by side in a city and is not alike.
///
/// `dates_far_apart` where the years that sources state lie more than five years apart, naming the
/// oldest and the newest; `definitions_differ` for each group that is defined otherwise than one
/// it is set against: the whole that it is part of, or, for the top groups, the first of them,
/// since what is called the rest is everyone less all of these.
void report_unlike(const City& city, Findings& findings);

}  // namespace geo::build
