#pragma once

#include "analysis/home_order.hpp"
#include "geo/city.hpp"

namespace analysis {

/// In which larger area each neighbourhood's people of a group are counted together: a number for
/// each neighbourhood, alike for those whose counts are known only as one sum. A count that is
/// modelled or withheld is known only with its neighbours'.
using CountedIn = geo::Per<geo::NeighbourhoodId, std::size_t>;

/// Each group as it was counted: every neighbourhood for itself, or with the others of the coarser
/// area at whose level the group was counted.
geo::Per<geo::GroupId, CountedIn> as_counted(const geo::City& city);

/// Where the people of a group could live at the extremes, given only how many of them live in each
/// area in which they are counted and how many people each home holds.
struct Extremes {
  PeopleOfHomes lowest;   ///< in the homes whose figure is lowest
  PeopleOfHomes highest;  ///< in those whose figure is highest
};

/// No other way of living has a lower, or a higher, mean or median at any level, so figures over
/// these two bound the true one; people in homes that have no place in the order stay where they
/// are. Filling two groups towards opposite ends bounds their gap, and meets it when both counts
/// leave room for it, which they do where the groups do not overlap. O(homes).
/// Duncan and Davis (1953), doi:10.2307/2088122.
Extremes extremes(const geo::City& city, const Card& card, const HomeOrder& order,
                  geo::GroupId group, const CountedIn& counted_in);

/// The share of a figure's variation among everyone that lies inside neighbourhoods, 0 to 1, over
/// homes that have the figure: what no count by neighbourhood can tell apart.
geo::Cell<double> variation_inside(const geo::City& city, const HomeFigures& homes);

}  // namespace analysis
