#pragma once

#include <optional>
#include <string>

#include "geo/core/finding.hpp"
#include "geo/shape/geometry.hpp"

namespace geo::read {

/// Where a shape came from, for findings.
struct ShapeSource {
  std::string file, layer, feature;
};

/// Says what kind of shape this is. One that mixes points, lines and polygons keeps those of the
/// highest dimension (`collection_reduced`).
void settle_kind(Geometry& shape, const ShapeSource& source, Findings& findings);

/// A height above the sea, in metres, that can be one; shapefiles write "none" as a huge number.
std::optional<float> believable_height(double height);

/// Says once for each layer that heights and measures are not used.
void note_dropped_height(const ShapeSource& source, Findings& findings);

}  // namespace geo::read
