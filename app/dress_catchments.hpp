#pragma once

#include "app/words.hpp"
#include "geo/release.hpp"
#include "geo/write/write.hpp"

namespace app {

/// Catchment areas as maps show them: light is near, a class for each limit, streets above, places
/// on top. `limits` in minutes, ascending.
geo::write::Map dress_catchments(const geo::Release& release, const std::vector<double>& limits,
                                 const Words& words);

}  // namespace app
