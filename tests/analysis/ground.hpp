#pragma once

#include <algorithm>
#include <cmath>

#include "geo/shape/polygons.hpp"

/// Ground on a map, held against the places that should lie on it.
namespace ground {

inline double distance(geo::Point place, geo::Point a, geo::Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
  const double share =
      square > 0 ? std::clamp(((place.x - a.x) * dx + (place.y - a.y) * dy) / square, 0.0, 1.0) : 0;
  return std::hypot(place.x - a.x - share * dx, place.y - a.y - share * dy);
}

/// How far outside of the ground a place lies; inside, less than nothing by as much as it is from
/// the border.
inline double outside_by(const geo::MultiPolygon& ground, geo::Point place) {
  bool inside = false;
  double least = 1e300;
  const auto look = [&](const geo::Ring& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const geo::Point a = ring[i], b = ring[i + 1];
      least = std::min(least, distance(place, a, b));
      if ((a.y > place.y) == (b.y > place.y)) continue;
      if (place.x < a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
    }
  };
  for (const geo::Polygon& polygon : ground) {
    look(polygon.shell);
    for (const geo::Ring& hole : polygon.holes) look(hole);
  }
  return inside ? -least : least;
}

/// Whether one ground lies in another. Where boundaries cross, an overlay rounds the crossing to a
/// millionth of a metre or so, and moves what lies between crossings as far.
inline bool lies_within(const geo::MultiPolygon& inner, const geo::MultiPolygon& outer) {
  double boundary = 0;
  for (const auto& polygon : inner) {
    for (std::size_t at = 1; at < polygon.shell.size(); ++at) {
      const geo::Point from = polygon.shell[at - 1], to = polygon.shell[at];
      boundary += std::hypot(to.x - from.x, to.y - from.y);
    }
  }
  return geo::area(difference(inner, outer)).value <= 1e-6 * boundary;
}

struct Judged {
  std::size_t places = 0, inside = 0, wrong = 0;
  double worst = 0;  ///< metres on the wrong side
};

inline void judge(const geo::MultiPolygon& ground, geo::Point place, bool is_within, double cell,
                  Judged& all) {
  const double by = outside_by(ground, place);
  const double wrong = is_within ? by : -by;
  ++all.places;
  all.inside += is_within;
  all.wrong += wrong > cell;
  all.worst = std::max(all.worst, wrong);
}

}  // namespace ground
