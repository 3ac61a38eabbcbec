#pragma once

#include <map>
#include <string>

#include "geo/core/finding.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/layer.hpp"

namespace geo::read {

/// The files of one shapefile by lower-case extension: "shp", "dbf", "prj", "cpg", "shx".
using FileSet = std::map<std::string, std::string>;

/// The files beside `path` with the same stem, whatever the case of their extension.
FileSet files_beside(const std::string& path);

/// A layer from the files of one shapefile. Records are read by position, so the .shx is not
/// needed; every count and length is checked against the bytes before it is used. Throws Error for
/// missing parts, damage, shapes that are not points, lines or polygons. A missing .dbf is lived
/// with only when `options.crs` says that the user knows what is there.
Layer shapefile(const FileSet& files, const std::string& name, const LayerOptions& options,
                Findings& findings);

/// A plain table from a .dbf and its .cpg.
Layer dbf_table(const FileSet& files, const std::string& name, const LayerOptions& options,
                Findings& findings);

}  // namespace geo::read
