#pragma once

#include <string>

#include "app/words.hpp"
#include "geo/write/write.hpp"

namespace app {

/// The report as one self-contained HTML page: the mayor's page first, then a spread for each
/// theme, the findings, the methods, the sources. Maps are SVG drawn here; nothing is fetched.
std::string report(const geo::write::Map& map, const Words& words);

}  // namespace app
