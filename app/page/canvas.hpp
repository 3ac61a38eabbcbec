#pragma once

#include <string>

#include "geo/release.hpp"
#include "geo/shape/geometry.hpp"

namespace app::page {

/// How metres become the units of a drawing: 2000 across, north up, a little air around.
struct Canvas {
  geo::Point low;  ///< south-west corner in metres
  double metres_per_unit = 1;
  int width = 2000, height = 2000;

  /// Whether the layer has any shape to draw around.
  static bool has_room_for(const geo::ReleasedLayer& layer);
  static Canvas around(const geo::ReleasedLayer& layer);
  geo::Point at(geo::Point metres) const;
};

/// The `d` of a path: whole units, relative moves; rings that vanish at this size leave a dot, so
/// that no area is lost from the map.
std::string path_data(const geo::Geometry& shape, const Canvas& canvas);

/// A dot of so many units, as the `d` of a path.
std::string dot(geo::Point at, const Canvas& canvas, int radius);

}  // namespace app::page
