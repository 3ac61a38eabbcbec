#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/city.hpp"
#include "geo/core/units.hpp"

namespace geo::build {

/// `total` cut into parts in proportion to whole weights, to the millionth: the parts sum to the
/// total exactly (largest remainder, ties to the first). Equal parts where all weights are zero.
/// A part never exceeds its weight when the total does not exceed their sum. Whole numbers of 128
/// bits throughout, so the answer is exact. O(n log n). Hamilton's method: Balinski & Young (2001),
/// Fair Representation, ISBN 978-0-8157-0111-8.
std::vector<People> spread(People total, std::span<const std::int64_t> weights);

/// People of every group in every home: each neighbourhood's count to the millionth.
///
/// Everyone is spread by the homes' weights; each top-level group over whom the groups of the same
/// dimension before it left, a sub-group over its parent, so no home has more of a part than of its
/// whole, and the rest is exactly what the groups leave. One person for each home where people are
/// not recorded. Groups in `known` live where that says, which sums to their counts.
Per<GroupId, Per<HomeId, People>> people_of_homes(
    const Homes& homes, const Residents& residents,
    const std::map<GroupId, Per<HomeId, People>>& known = {});

}  // namespace geo::build
