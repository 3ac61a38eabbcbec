#pragma once

#include <span>

#include "geo/core/column.hpp"

namespace analysis::stats {

/// How many kinds of use there are, in equal kinds: the Hill number of order q.
///
/// `masses` is one amount for each kind (counts, floor area); kinds with none do not count. Order 0
/// counts the kinds, 1 weighs them by their share (the exponential of Shannon's entropy), 2 favours
/// the common ones (the inverse of Simpson's index). Continuous in q, also at 1; the same mix twice
/// over, with no kind in common, has twice the number. Nothing at all is `zero_denominator`.
/// O(k) for k kinds. Hill (1973), doi:10.2307/1934352; Jost (2006),
/// doi:10.1111/j.2006.0030-1299.14714.x.
geo::Cell<double> hill(std::span<const double> masses, double q);

/// The same with a weight from 0 to 1 for each kind, smaller the further away it is.
///
/// With shares p and T = sum of w p: (sum of w (p/T)^q)^(1/(1-q)), at q = 1 its limit
/// exp(-sum of w (p/T) ln(p/T)). Lies between 0 and the number of kinds; with all weights 1 it is
/// `hill`. T = 0 is `zero_denominator`. Chao, Chiu and Jost (2010), doi:10.1098/rstb.2010.0272.
geo::Cell<double> hill_weighted(std::span<const double> masses, std::span<const double> weights,
                                double q);

/// `hill_weighted` over T: the effective number of kinds at the distance they are, at least 1.
geo::Cell<double> hill_effective(std::span<const double> masses, std::span<const double> weights,
                                 double q);

/// How evenly the land is spread over an agreed list of `kinds` uses: 0 one use only, 1 all alike.
///
/// -sum of p ln p over ln of the whole list, whether or not every use is present, so two places
/// can be compared. Nothing at all is `zero_denominator`; a list of one is `single_kind`.
/// Frank et al. (2005), doi:10.1016/j.amepre.2004.11.001.
geo::Cell<double> entropy(std::span<const double> masses, std::size_t kinds);

/// Shortage or surplus of housing beside the city's own mix: -1 no housing, 0 as in the city, 1
/// housing only.
///
/// 2 (p - P) / (1 - (2p - 1)(2P - 1)) for the share p here and P in the city. Where both are all
/// housing or both have none the denominator is 0: `zero_denominator`. Bidirectional
/// global-centred balance index (BGBI): Pedreira Junior et al. (2025), doi:10.31224/5975.
geo::Cell<double> signed_balance(double share_here, double share_city);

}  // namespace analysis::stats
