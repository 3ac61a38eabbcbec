#pragma once

#include <vector>

#include "geo/description.hpp"
#include "geo/read/description_section.hpp"
#include "geo/way.hpp"

namespace geo::read {

/// Ways of moving and the words for streets, as one file has them.
struct Ways {
  std::vector<NamedWay> ways;  ///< in the order of the file
  StreetWords words;
};

/// Those that ship with the program (`datasets/ways.toml`). Throws Error `ways_unreadable`.
const Ways& shipped_ways();

/// The ways of a run: those that ship, changed and added to by the file of `[travel] ways`, then by
/// `[ways]` of city.toml. A way may be `like` one that stands before it; else it starts from the
/// one of its own name, if there is one, else from the walk. Throws Error `way_unknown`, and
/// `description_value` for a rule that cannot be what it says.
void read_ways(Section& root, Description& city);

}  // namespace geo::read
