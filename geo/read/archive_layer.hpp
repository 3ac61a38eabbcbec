#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/core/finding.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/layer.hpp"

namespace geo::read {

/// The one layer inside a zip archive (shapefile, GeoJSON, delimited text), read in memory, or the
/// one that `options.sublayer` names. Throws Error when there are several to choose from, none, or
/// the archive is not safe to open.
Layer archive_layer(std::string_view archive, const std::string& name, const LayerOptions& options,
                    Findings& findings);

/// Names of the layers inside, as `sublayer` takes them: "points/points.shp".
std::vector<std::string> archive_layers(std::string_view archive, const std::string& name);

}  // namespace geo::read
