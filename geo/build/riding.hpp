#pragma once

#include <map>

#include "geo/city.hpp"
#include "geo/layers.hpp"

namespace geo::build {

/// The streets and doors of the vehicles that `[travel] by` asks about. A vehicle stops at the
/// nearest street that is open to it; from there one walks.
std::map<Mode, Riding> riding(const Layers& layers, const City& city);

}  // namespace geo::build
