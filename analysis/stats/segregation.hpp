#pragma once

#include <span>

#include "geo/core/column.hpp"

namespace analysis::stats {

/// People of one group and of everyone in each part of an area. A part where nobody lives has no
/// weight.
struct Parts {
  std::span<const double> group;
  std::span<const double> everyone;
};

/// Share of the group that would have to move to another part for the group to be spread like
/// everybody else: 0 even, 1 apart.
///
/// 1/2 sum |x_i/X - y_i/Y| with y the people outside the group. Nobody at all is `no_people`; a
/// group that is empty or everybody is `single_group`. O(n) for n parts. Duncan and Duncan (1955),
/// doi:10.2307/2088328.
geo::Cell<double> dissimilarity(Parts parts);

/// Of the people in the same part as an average member of the group, the share of that group:
/// sum (x_i/X)(x_i/t_i). Missing as for `dissimilarity`. Bell (1954), doi:10.2307/2574118; Massey
/// and Denton (1988), doi:10.1093/sf/67.2.281.
geo::Cell<double> isolation(Parts parts);

/// The same for the people outside the group; isolation and exposure sum to 1.
geo::Cell<double> exposure(Parts parts);

}  // namespace analysis::stats
