#pragma once

#include <cstdint>

#include "geo/city.hpp"

namespace analysis::privacy {

using WholeCounts = geo::Per<geo::GroupId, geo::Column<geo::NeighbourhoodId, std::int64_t>>;

/// Rounds groups that were counted in larger areas once more, so that each of these areas sums to
/// what was counted there: modelled parts of people in each neighbourhood would else round away
/// some of them. Within an area the largest remainders are rounded up (ties to the first
/// neighbourhood), no further than their whole has room. The rest, and else the last of parts that
/// are all of their whole, is what the others leave. Other groups stay as they are.
void keep_area_sums(const geo::City& city, WholeCounts& counts);

}  // namespace analysis::privacy
