#pragma once

#include "geo/build/zones.hpp"

namespace geo::build {

/// Throws Error `group_above_total` where a group has more people than its whole (everyone, or the
/// group it is part of), in a neighbourhood or in the city. People of a flow are part of none.
/// `file` is that in which everyone is counted.
void refuse_above_whole(const Residents& all, const Layers& layers, const Zones& zones,
                        const std::string& file);

}  // namespace geo::build
