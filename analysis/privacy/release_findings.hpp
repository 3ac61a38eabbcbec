#pragma once

#include "geo/city.hpp"
#include "geo/core/finding.hpp"

namespace analysis::privacy {

/// A theme is named among the protected services when it has this many places or more, so that a
/// reader does not learn of a single shelter.
inline constexpr std::size_t least_protected_places = 3;

/// The city's findings as they may leave: one about a protected group that carries a number which
/// may be a count of its people, 1 to k-1, is kept without the number and the place.
geo::Findings shown_findings(const geo::City& city, std::int64_t smallest_count);

}  // namespace analysis::privacy
