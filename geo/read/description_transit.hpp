#pragma once

#include "geo/read/description_section.hpp"

namespace geo::read {

/// `[transit]` with its `[[transit.lines]]`.
description::Transit transit_of(Section& section);

/// Throws Error where the run moves by public transport and city.toml names no timetable, or no
/// streets along which one walks to the stops.
void check_transit(const Section& root, const Description& city);

}  // namespace geo::read
