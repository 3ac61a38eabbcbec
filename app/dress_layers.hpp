#pragma once

#include "app/words.hpp"
#include "geo/write/write.hpp"

namespace app {

/// Fills in how each table of the GeoPackage looks by itself and what the ready project holds, from
/// the styles that the map has already: areas and homes in the classes of a metric whatever their
/// level, else of their people; services by theme, streets by who may walk on them.
void dress_layers(geo::write::Map& map, const Words& words);

}  // namespace app
