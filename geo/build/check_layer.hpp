#pragma once

#include "geo/core/finding.hpp"
#include "geo/layers.hpp"
#include "geo/shape/layer.hpp"

namespace geo::build {

/// What a layer is to be used for, when that is known.
enum class Purpose { unknown, neighbourhoods, services, streets, housing, land_use, table };

/// Findings about the content of one layer, whatever city it belongs to: shapes that are not valid
/// (with the area before and after the repair), overlaps, gaps, spikes, null shapes, duplicate ids,
/// counts that are negative, absurd, fractional or above their total, keys that nearly match.
/// Throws Error where a run with this layer could not go on.
Findings check_layer(const Layer& layer, Purpose purpose = Purpose::unknown);

/// What `check_layer` tells of each layer of a city whatever it is used for, and without stopping:
/// places at 0, 0, far away or swapped, keys misspelt, how text was read; and people or entrances
/// without a shape. Other rows without a shape are left to `build_city`, which knows what they were
/// to be. To be asked before `to_metres`, so that places are told as the file has them.
Findings check_layers(const Layers& layers);

}  // namespace geo::build
