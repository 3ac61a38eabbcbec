#pragma once

#include <string>
#include <utility>
#include <vector>

namespace geo::read {

/// Name and running version of the libraries that read files: GDAL, GEOS, PROJ, SQLite, zlib.
std::vector<std::pair<std::string, std::string>> library_versions();

}  // namespace geo::read
