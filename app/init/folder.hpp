#pragma once

#include <string>
#include <vector>

#include "geo/core/finding.hpp"

namespace app::init {

/// What a file is, by its name alone.
enum class FileSort { description, layer, osm, zip, raster, other };

FileSort sort_of_file(const std::string& path);

/// A layer or table by its name: shapefile, GeoPackage, GeoJSON, CSV, workbook, ...
bool is_layer_file(const std::string& name);

/// Files of a folder and of the folders in it, in order of name, parts of a shapefile once and
/// hidden files never. Goes six folders deep and stops at 2000 files, with a finding when there
/// would be more.
std::vector<std::string> files_of(const std::string& folder, geo::Findings& findings);

}  // namespace app::init
