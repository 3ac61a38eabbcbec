#pragma once

#include <memory>
#include <vector>

#include "analysis/home_order.hpp"
#include "geo/city.hpp"

namespace analysis {

/// Where the people of a group are counted together: a number for each home, alike for those whose
/// people are known only as one sum. A count that is modelled or withheld is known only with its
/// neighbours'.
struct CountedIn {
  geo::Per<geo::NeighbourhoodId, std::size_t> by_neighbourhood;
  std::shared_ptr<const geo::CellOfHome> by_cell;  ///< in the cells of a ground of its own instead

  std::size_t operator()(const geo::City& city, geo::HomeId home) const {
    return by_cell ? (*by_cell)[home] : by_neighbourhood[city.homes.in[home]];
  }
};

/// Each group as it was counted: in the cells of its own ground, every neighbourhood for itself, or
/// the areas of the level at which the group was counted.
geo::Per<geo::GroupId, CountedIn> as_counted(const geo::City& city);

/// Where the people of a group could live at the extremes, given only how many of them live in each
/// area in which they are counted and how many people each home holds.
struct Extremes {
  PeopleOfHomes lowest;   ///< in the homes whose figure is lowest
  PeopleOfHomes highest;  ///< in those whose figure is highest
};

/// For each level: no other way of living has a lower, or a higher, mean or median in any of its
/// areas, so figures over these two bound the true one; people in homes that have no place in the
/// order stay where they are. Levels that cut no count share one. Filling two groups towards
/// opposite ends bounds their gap, and meets it when both counts leave room for it, which they do
/// where the groups do not overlap. O(homes) for each level that cuts a count, and one more.
/// Duncan and Davis (1953), doi:10.2307/2088122.
std::vector<std::shared_ptr<const Extremes>> extremes(const geo::City& city, const Card& card,
                                                      const HomeOrder& order,
                                                      const HomeFigures& figures,
                                                      geo::GroupId group,
                                                      const CountedIn& counted_in);

/// The share of a figure's variation among everyone that lies inside neighbourhoods, 0 to 1, over
/// homes that have the figure: what no count by neighbourhood can tell apart.
geo::Cell<double> variation_inside(const geo::City& city, const HomeFigures& homes);

}  // namespace analysis
