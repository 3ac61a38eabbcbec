#pragma once

#include "geo/description.hpp"
#include "geo/read/description_section.hpp"

namespace geo::read {

/// One `[[lodging]]`.
description::Lodging lodging(Section& section);

}  // namespace geo::read
