#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/core/finding.hpp"
#include "geo/shape/geometry.hpp"

namespace geo::read {

/// The shapes of a .shp file in the order of its records; a null shape is an empty one.
/// Throws Error where a length, count or coordinate cannot be right, naming record and byte.
std::vector<Geometry> shp_shapes(std::string_view bytes, const std::string& file,
                                 Findings& findings);

/// Rings as a shapefile lists them made into polygons: clockwise rings are outlines, the others
/// holes of the smallest outline around them. Lists turned the other way round are understood.
MultiPolygon polygons_of_rings(std::vector<Ring> rings);

}  // namespace geo::read
