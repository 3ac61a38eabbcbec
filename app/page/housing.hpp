#pragma once

#include <string>
#include <vector>

#include "app/page/map.hpp"
#include "app/page/view.hpp"

namespace app::page {

/// One figure of housing through time, at the finest level that has it.
struct HousingSeries {
  std::string name, what, tenure, unit, level;
  std::vector<const geo::ReleasedHousing*> periods;  ///< earliest first
  const geo::ReleasedHousing& latest() const;        ///< the one on the map
};

/// Every figure of housing of a release: rents, incomes and rooms first, then dwellings.
std::vector<HousingSeries> housing_series(const geo::Release& release);

/// "Mean rent", "Dwellings: social rent".
std::string housing_title(const HousingSeries& series, const Words& words);

/// What the tables of housing say: a map of the latest period of each figure, what it is where the
/// groups live, how that went through the years, and the areas. Empty where there is no table.
std::string housing(const View& view, const Atlas& atlas);

}  // namespace app::page
