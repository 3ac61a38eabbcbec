#pragma once

#include <string>
#include <vector>

#include "geo/core/finding.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/layer.hpp"

namespace geo::read {

/// One layer of a GeoPackage. The database is opened read-only and unchanging (`immutable`, so a
/// write-ahead file beside it is neither needed nor made), checked for damage first, its schema
/// trusted in nothing: layers must be tables, statements stop after a budget of time. Throws Error
/// (`database_damaged`, `sublayer_not_a_table`, `geometry_unreadable`, ...).
Layer geopackage(const std::string& path, const std::string& name, const LayerOptions& options,
                 Findings& findings);

/// Names of the layers that the GeoPackage lists and really has as tables.
std::vector<std::string> geopackage_layers(const std::string& path, const std::string& name);

}  // namespace geo::read
