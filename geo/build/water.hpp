#pragma once

#include <string>
#include <vector>

#include "geo/layers.hpp"
#include "geo/shape/polygons.hpp"

namespace geo::build {

/// Whether ground of this class of land use is water: nobody uses it, and maps show it.
bool is_water(const std::string& land_use);

/// Water around the city, cut at a little more than its box: the sea of an OSM extract, its lakes
/// and rivers, and the rows of land use that are mapped to "water". In order of place.
std::vector<MultiPolygon> water(const Layers& layers, const MultiPolygon& city);

}  // namespace geo::build
