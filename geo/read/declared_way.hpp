#pragma once

#include <string>
#include <vector>

#include "geo/shape/geometry.hpp"

namespace geo::read {

/// Where a line stops on its way, and how far along it.
struct WayStop {
  LonLat at;
  double along = 0;  ///< metres
  std::string name{};
};

/// Stops at even distances along a drawn way, its two ends among them, as near as can be to
/// `every` metres apart. Fewer than two vertices or no length: none.
std::vector<WayStop> stops_laid_on(const std::vector<LonLat>& way, double every);

/// Given stops with the straight distances between them added up.
std::vector<WayStop> measured(std::vector<WayStop> stops);

}  // namespace geo::read
