#pragma once

#include "geo/read/description_section.hpp"

namespace geo::read {

/// `[transit]` with its `[[transit.lines]]`.
description::Transit transit_of(Section& section);

}  // namespace geo::read
