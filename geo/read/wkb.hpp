#pragma once

#include <string>
#include <string_view>

#include "geo/core/finding.hpp"
#include "geo/read/shape_source.hpp"
#include "geo/shape/geometry.hpp"

class OGRGeometry;

namespace geo::read {

/// Collections in collections deeper than this are refused before any library sees them.
inline constexpr int deepest_geometry = 32;

/// The shape in well-known binary. Nesting, counts and lengths are checked against the bytes that
/// are there, without recursion and before anything is allocated. Throws Error
/// (`geometry_nested_too_deep`, `geometry_unreadable`, `coordinate_not_a_number`).
Geometry shape_of_wkb(std::string_view bytes, const ShapeSource& source, Findings& findings);

/// The shape in well-known text, with the same guards.
Geometry shape_of_wkt(const std::string& text, const ShapeSource& source, Findings& findings);
bool looks_like_wkt(std::string_view text);

/// GDAL's geometry as ours: curves as short straight lines, Z and M dropped with one note, a
/// collection reduced to its members of the highest dimension (reported).
Geometry shape_of(const OGRGeometry& geometry, const ShapeSource& source, Findings& findings);

}  // namespace geo::read
