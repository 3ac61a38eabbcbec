#pragma once

#include "geo/description.hpp"
#include "geo/read/description_section.hpp"

namespace geo::read {

/// One `[[housing_tables]]`. Throws Error where it names figures and no key to join them by.
description::HousingTable housing_table(Section& section);

}  // namespace geo::read
