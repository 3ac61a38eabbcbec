#pragma once

#include <string_view>
#include <vector>

#include "analysis/privacy/people_counts.hpp"
#include "analysis/results.hpp"
#include "geo/city.hpp"
#include "geo/release.hpp"

namespace analysis::privacy {

/// Class edges for released values of a unit, at most five classes, left-closed, the last closed.
///
/// Minutes have fixed edges (0, 5, 10, 15, 20, 30; beyond half an hour 0, 5, 10, 15, 30 and the
/// end); a signed score has five classes alike on both sides of zero; everything else has classes
/// of equal numbers, edges rounded to two figures. Empty when there is no value.
std::vector<double> class_edges(std::string_view unit, bool diverging, std::vector<double> values);

/// The class of a value; a value beyond the edges belongs to the outer class.
std::size_t class_of(const std::vector<double>& edges, double value);

/// Parts of a count in whole people that sum to `total` (largest remainder; ties to the first).
std::vector<std::int64_t> whole_parts(const std::vector<double>& parts, std::int64_t total);

/// People of each group in each class of each metric of homes, over the whole city, with edges
/// taken from released columns and small counts, and what gives them back, withheld.
///
/// People are those of `shown` (see as_shown), so a class says nothing about a withheld count.
std::vector<geo::ReleasedHistogram> histograms(const geo::City& shown, const Results& results,
                                               const PeopleCounts& people,
                                               const std::vector<geo::ReleasedLayer>& layers,
                                               std::int64_t smallest_count);

}  // namespace analysis::privacy
