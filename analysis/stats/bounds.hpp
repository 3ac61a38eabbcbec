#pragma once

#include <span>
#include <vector>

#include "analysis/stats/weighted.hpp"
#include "geo/core/column.hpp"
#include "geo/core/units.hpp"

namespace analysis::stats {

/// The people that a home holds, and the area in which they are counted.
struct Room {
  geo::People people;
  std::size_t counted_in = 0;  ///< a position in the counts
};

/// Homes filled in the order given, each up to the people that it holds, until the count of its
/// area is spent: how many of the group are in each home. With homes in order of a figure this is
/// the group's most extreme place, for its mean and for every quantile of it at once, since no
/// other way of living there has more people at or before any of the homes. O(homes).
///
/// The method of bounds: Duncan and Davis (1953), doi:10.2307/2088122.
/// Where the homes of an area hold fewer than its count, the rest has no place.
std::vector<geo::People> fill_in_order(std::span<const Room> homes,
                                       std::vector<geo::People> counts);

/// A figure, the people who have it, and the zone in which they live.
struct Zoned {
  double value = 0;
  geo::People people;
  std::size_t zone = 0;  ///< 0 to zones-1
};

/// The share of the variation of a figure that lies inside zones, 0 to 1: the sum over zones of
/// people x squared distance from the zone's mean, over the same sum from the mean of all. What
/// stands between zones is known to whoever counts people by zone; what is inside is not.
///
/// `no_people` without people; `zero_denominator` where everybody has the same figure. O(figures).
/// The decomposition of variance: Fisher (1925), Statistical Methods for Research Workers, ch. VII.
geo::Cell<double> share_inside(std::span<const Zoned> figures, std::size_t zones);

}  // namespace analysis::stats
