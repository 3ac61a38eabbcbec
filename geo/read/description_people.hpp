#pragma once

#include "geo/description.hpp"
#include "geo/read/description_section.hpp"

namespace geo::read {

/// `[people]`: who is counted, and where the counts stand.
description::People people_of_city(Section& section);

}  // namespace geo::read
