#pragma once

#include <set>
#include <utility>
#include <vector>

#include "geo/build/home_places.hpp"
#include "geo/build/supports.hpp"

namespace geo::build {

/// Places where people live together, in order of place, and the rows that they came from.
struct LodgingRows {
  Lodgings all;
  std::vector<std::pair<std::size_t, std::size_t>> rows;  ///< layer and row of each
};

/// The places: rows with a point or a polygon inside a neighbourhood (`lodging_without_place`,
/// `lodging_outside` for the others, which count nowhere). Nobody is in them yet.
LodgingRows lodging_places(const Layers& layers, const Zones& zones, Findings& findings);

/// A home for each that may be shown, of no weight: nobody else is spread to it. A protected place
/// has none: whatever stood on its door, a figure of its people too, would say where it is.
HomePlaces homes_of(const Lodgings& lodgings, const Zones& zones);

/// Puts each place's own people in it, and adds those whom [people] does not count to their
/// neighbourhood's counts. A group without a column is not there; one with parts there has at least
/// them. Where people are not recorded, nothing.
///
/// People of a protected place live anywhere in its neighbourhood, as everyone there does. So do,
/// in their cell or area, those who are counted among the people of cells or of areas larger than
/// the neighbourhoods (`lodging_in_cells` says how many): these do not tell who lives where.
///
/// Throws Error `group_unknown`, `group_above_total` where a group is larger than everyone in a
/// place, and `lodging_above_total` where more people are said to be counted than were.
void settle_lodgings(LodgingRows& lodgings, const Layers& layers, const Zones& zones,
                     Supports& supports, Residents& residents, Findings& findings);

/// Neighbourhoods with a protected place: its people need homes there, whatever [people] counts.
std::set<NeighbourhoodId> around_protected(const Lodgings& lodgings, const Zones& zones);

/// The counts that are spread over the other homes: without the people of lodgings.
Residents without_lodgings(const Residents& residents, const Lodgings& lodgings,
                           const Homes& homes);

/// Puts the people of lodgings in their homes, on top of who is there.
void fill_lodgings(Homes& homes, const Lodgings& lodgings, const Residents& residents);

}  // namespace geo::build
