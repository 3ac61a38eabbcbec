#pragma once

#include <string>

#include "geo/write/write.hpp"

namespace geo::write {

/// A QGIS project (.qgs text) that opens `package` (a file name beside the project) with one map
/// layer for each style, the first one shown, in the release's projection.
std::string qgis_project(const Map& map, const std::string& package);

/// The project as GeoPackage keeps it: a zip archive in hexadecimal.
std::string zipped_hex(const std::string& project, const std::string& member);

}  // namespace geo::write
