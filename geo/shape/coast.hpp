#pragma once

#include <span>

#include "geo/shape/polygons.hpp"

namespace geo {

/// The sea inside a box: the parts of it that lie to the right of the coastline, as OpenStreetMap
/// draws it (https://wiki.openstreetmap.org/wiki/Tag:natural=coastline).
///
/// Pieces of coastline may come in any order. A coast that ends a little inside the box, cut off
/// with its extract, is led straight out of it; what it then does not part from the land is left
/// out. Empty without a coast.
MultiPolygon sea_within(const Box& box, std::span<const Line> coastline);

}  // namespace geo
