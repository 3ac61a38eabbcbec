#pragma once

#include <cstdint>
#include <vector>

#include "analysis/travel/links.hpp"

namespace analysis::travel {

/// The corners in the order in which a hierarchy takes them out, least important first; the last
/// ones separate the town into halves, quarters and so on.
///
/// Corners with one or two neighbours, and those with three of which two are neighbours, go first:
/// taking them out never adds a link. METIS dissects what is left. Depends on the links alone, so
/// one order serves every way of moving. The same links give the same order.
/// About 4 microseconds a corner. Karypis and Kumar (1998), doi:10.1137/S1064827595287997.
std::vector<std::uint32_t> elimination_order(const Links& links);

}  // namespace analysis::travel
