#pragma once

#include <string>
#include <vector>

#include "geo/core/finding.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/layer.hpp"

namespace geo::read {

/// Formats that GDAL reads for us, by file extension; empty when there is none for it.
std::vector<std::string> drivers_for(const std::string& extension);

/// One layer through GDAL, opened read-only with exactly the drivers named: no other driver can
/// hide behind an extension, and nothing is fetched from a network except a `PG:` database that
/// was named as such.
Layer layer_through_gdal(const std::string& path, const std::string& name,
                         const std::vector<std::string>& drivers, const LayerOptions& options,
                         Findings& findings);

/// Names of the layers in a file that GDAL opens.
std::vector<std::string> layers_through_gdal(const std::string& path, const std::string& name,
                                             const std::vector<std::string>& drivers);

}  // namespace geo::read
