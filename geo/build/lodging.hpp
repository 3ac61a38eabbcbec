#pragma once

#include <utility>
#include <vector>

#include "geo/build/home_places.hpp"

namespace geo::build {

/// Places where people live together, in order of place, and the rows that they came from.
struct LodgingRows {
  Lodgings all;
  std::vector<std::pair<std::size_t, std::size_t>> rows;  ///< layer and row of each
};

/// The places: rows with a point or a polygon inside a neighbourhood (`lodging_without_place`,
/// `lodging_outside` for the others, which count nowhere). Nobody is in them yet.
LodgingRows lodging_places(const Layers& layers, const Zones& zones, Findings& findings);

/// A home for each, of no weight: nobody else is spread to it.
HomePlaces homes_of(const Lodgings& lodgings, const Zones& zones);

/// Puts each place's own people in it, and adds those whom [people] does not count to their
/// neighbourhood's counts. A group without a column is not there; one with parts there has at least
/// them. Where people are not recorded, nothing.
///
/// Throws Error `group_unknown`, `group_above_total` where a group is larger than everyone in a
/// place, `lodging_above_total` where more people are said to be counted than were, and
/// `lodging_in_cells` where they are said to be counted in cells (`on_own_ground`).
void settle_lodgings(LodgingRows& lodgings, const Layers& layers, const Zones& zones,
                     bool on_own_ground, Residents& residents, Findings& findings);

/// The counts that are spread over the other homes: without the people of lodgings.
Residents without_lodgings(const Residents& residents, const Lodgings& lodgings,
                           const Homes& homes);

/// Puts the people of lodgings in their homes, on top of who is there.
void fill_lodgings(Homes& homes, const Lodgings& lodgings, const Residents& residents);

}  // namespace geo::build
