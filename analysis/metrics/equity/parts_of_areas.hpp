#pragma once

#include <vector>

#include "analysis/metric.hpp"
#include "analysis/stats/segregation.hpp"

namespace analysis::equity {

/// An index of one group over the neighbourhoods inside each area of a level.
///
/// The neighbourhoods themselves, and an area of one neighbourhood, have no parts to compare:
/// `not_recorded_at_this_level`. A neighbourhood without a recorded count is left out; an area
/// where none has one is `not_recorded`.
template <class Index>
geo::Column<geo::AreaId, double> over_parts(const geo::City& city, AreaQuestion which,
                                            Index index) {
  const geo::Level& level = city.levels[which.level];
  const auto& group = city.residents.by_neighbourhood[which.group];
  const auto& everyone = city.residents.by_neighbourhood[geo::everyone];
  struct Area {
    std::size_t parts = 0;
    std::vector<double> group, everyone;
  };
  geo::Per<geo::AreaId, Area> areas(level.area_key.size());
  for (const geo::NeighbourhoodId n : geo::Rows<geo::NeighbourhoodId>{level.of.size()}) {
    Area& area = areas[level.of[n]];
    ++area.parts;
    if (!group[n] || !everyone[n]) continue;
    area.group.push_back(group[n]->count());
    area.everyone.push_back(everyone[n]->count());
  }
  std::vector<geo::Cell<double>> cells;
  for (const Area& area : areas) {
    if (area.parts < 2) {
      cells.emplace_back(geo::Missing::not_recorded_at_this_level);
    } else if (area.everyone.empty()) {
      cells.emplace_back(geo::Missing::not_recorded);
    } else {
      cells.push_back(index(stats::Parts{area.group, area.everyone}));
    }
  }
  return geo::Column<geo::AreaId, double>(std::move(cells));
}

}  // namespace analysis::equity
