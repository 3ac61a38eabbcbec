#pragma once

#include "geo/description.hpp"
#include "geo/read/description_section.hpp"

namespace geo::read {

/// One `[[surveys]]` whose source is read already. Throws Error for a survey without a question and
/// for one whose key another has.
description::Survey survey(Section& section, description::Source source,
                           const std::vector<description::Survey>& others);

}  // namespace geo::read
