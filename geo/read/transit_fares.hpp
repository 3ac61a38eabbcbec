#pragma once

#include <string>

#include "geo/core/finding.hpp"
#include "geo/description.hpp"
#include "geo/timetable.hpp"

namespace geo::read {

/// Gives lines of which no fare is stated that of `[transit]`, where it states one. With a budget,
/// lines without a fare are noted, and fares in another currency than the budget, or than each
/// other, are a finding of severity error. `file` is the description's name.
void settle_fares(Timetable& timetable, const description::Transit& described,
                  const std::string& file, Findings& findings);

}  // namespace geo::read
