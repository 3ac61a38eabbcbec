#pragma once

#include <optional>
#include <string>

#include "geo/core/finding.hpp"
#include "geo/description.hpp"
#include "geo/shape/layer.hpp"
#include "geo/timetable.hpp"

namespace geo::read {

/// Lines without a timetable, as a timetable of one feed marked declared: each way of a line is a
/// pattern, each set of weekdays with the same hours a trip with headways at times that nobody
/// knows. Distances are measured along the way where it is drawn, else straight from stop to stop;
/// the time between two stops is distance over the stated speed. A line that people hail has a stop
/// every 100 m of its way.
///
/// `currency`: of fares that state none. Nothing where a line lacks a way, a headway or a speed,
/// which is a finding of severity error. O(vertices + stops).
std::optional<Timetable> declared_lines(const description::TransitLines& described,
                                        const Layer& layer, const std::string& currency,
                                        Findings& findings);

}  // namespace geo::read
