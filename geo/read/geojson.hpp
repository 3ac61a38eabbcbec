#pragma once

#include <string>

#include "geo/core/finding.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/layer.hpp"

namespace geo::read {

/// A layer from the bytes of a GeoJSON file (RFC 7946, and the older `crs` member). A bare
/// geometry is one row; a bare GeometryCollection one row for each member. Members of properties
/// become columns in order of first appearance; lists and objects inside are kept as JSON text.
Layer geojson(std::string bytes, const std::string& name, Findings& findings);

}  // namespace geo::read
