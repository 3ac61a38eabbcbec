#pragma once

#include <span>
#include <vector>

#include "analysis/stats/weighted.hpp"
#include "geo/core/column.hpp"
#include "geo/core/units.hpp"

namespace analysis::stats {

/// A home with its figure, the people it holds, where they are counted, and the area that is asked
/// about.
struct Room {
  double figure = 0;
  geo::People people;
  std::size_t counted_in = 0;  ///< a position in the counts
  std::size_t area = 0;
};

/// Whether all homes of each count lie in one area.
bool are_whole(std::span<const Room> homes, std::size_t counts);

enum class Middle { mean, median };

/// How many of a group are in each home where they live such that the figure of each area is as low
/// as it can be, given only how many live in the homes of each count and that no home holds more
/// than its people. Homes come lowest figure first; medians look at their order alone.
///
/// Where a count lies whole in an area its people fill the lowest homes, so that no other way of
/// living there has more of them at or before any home: Duncan and Davis (1953),
/// doi:10.2307/2088122. Where homes of one count lie in several areas, as many live in each as
/// cannot live in the others, and more while they lower the figure; each area is taken by itself,
/// so that people of such a count may stand in several. Homes that hold fewer than their count
/// leave the rest of it without a place. O(homes), and O(homes log homes) where counts are cut.
std::vector<geo::People> lowest(std::span<const Room> homes, std::span<const geo::People> counts,
                                Middle of);

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
