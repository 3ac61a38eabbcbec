#pragma once

#include <optional>
#include <span>
#include <vector>

#include "geo/core/units.hpp"
#include "geo/shape/geometry.hpp"

namespace geo::build {

/// The ground nearest to each of some points.
struct Cells {
  std::vector<MultiPolygon> shapes;  ///< one for each point; empty where there is no point
  Metres radius;                     ///< no cell reaches further from its point
};

/// Voronoi cells of the points, cut at a radius: three quarters of the usual (median) distance to
/// the next point, which just covers a regular grid of squares or hexagons. Two points at one place
/// share their cell. O(n k) for k points within two radii.
/// Voronoi (1908), doi:10.1515/crll.1908.133.97.
Cells nearest_cells(std::span<const std::optional<Point>> points);

}  // namespace geo::build
