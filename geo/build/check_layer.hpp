#pragma once

#include "geo/core/finding.hpp"
#include "geo/shape/layer.hpp"

namespace geo::build {

/// What a layer is to be used for, when that is known.
enum class Purpose { unknown, neighbourhoods, services, streets, housing, land_use, table };

/// Findings about the content of one layer, whatever city it belongs to: shapes that are not valid
/// (with the area before and after the repair), overlaps, gaps, spikes, null shapes, duplicate ids,
/// counts that are negative, absurd, fractional or above their total, keys that nearly match.
/// Throws Error where a run with this layer could not go on.
Findings check_layer(const Layer& layer, Purpose purpose = Purpose::unknown);

}  // namespace geo::build
