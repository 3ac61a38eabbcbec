#pragma once

#include <functional>
#include <vector>

#include "geo/build/zones.hpp"
#include "geo/city.hpp"
#include "geo/shape/polygons.hpp"

namespace geo::build {

/// A place where people live, before they are put there.
struct HomePlace {
  NeighbourhoodId in;
  Point at;
  double weight = 1;
  std::optional<LodgingId> lodging = std::nullopt;  ///< where people live together
  auto operator<=>(const HomePlace&) const = default;
};
using HomePlaces = std::vector<HomePlace>;

/// Homes from rows of housing: where the point is, or inside the polygon.
///
/// All weigh by the one measure that every housing layer has: dwellings, else floor area, else the
/// polygon's ground times its floors, else one each. A row that does not record it weighs the
/// median of the others (`home_weight_missing`). Rows without a place (`home_without_place`) or
/// outside all neighbourhoods (`home_outside`) are no homes.
HomePlaces homes_from_housing(const Layers& layers, const PolygonIndex& index, Findings& findings);

/// Homes from residential buildings of OpenStreetMap, off the water, weighing their ground.
HomePlaces homes_from_buildings(const OsmGround& ground, const PolygonIndex& index);

/// Homes at most 25 m apart along every walkable street of the neighbourhoods where `wanted`, off
/// the water: each street is cut in equal pieces and each piece has one home in its middle.
HomePlaces homes_along_streets(const StreetGraph& streets, const PolygonIndex& index,
                               std::span<const Geometry> water,
                               const std::function<bool(NeighbourhoodId)>& wanted);

}  // namespace geo::build
