#pragma once

#include "geo/build/zones.hpp"
#include "geo/city.hpp"

namespace geo::build {

/// What the tables of housing say, by area and period, in order of figure, file and period.
///
/// Means stand as they are, one row for each area and period: several are refused
/// (`housing_rows_repeat`, which names the column in which they differ). Dwellings of several rows
/// are summed, by tenure where the table has it. A value that the source marks as missing is
/// `not_recorded` or `withheld_by_source` (`housing_missing` counts them), an area without a row
/// `not_recorded`. A table that names no figure is only listed (`housing_table_without_figures`).
std::vector<HousingFigure> housing_figures(const Layers& layers, const Zones& zones,
                                           const Per<LevelId, Level>& levels, Findings& findings);

/// Makes the homes of each area weigh its dwellings together, by the finest and then latest figure;
/// areas without one weigh as much for each home as the others on average. Nothing where no table
/// counts dwellings.
void weigh_by_dwellings(Homes& homes, const std::vector<HousingFigure>& figures,
                        const Per<LevelId, Level>& levels, Findings& findings);

}  // namespace geo::build
