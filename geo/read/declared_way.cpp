#include "geo/read/declared_way.hpp"

#include <algorithm>
#include <cmath>

#include "geo/read/gtfs_shapes.hpp"

namespace geo::read {

std::vector<WayStop> stops_laid_on(const std::vector<LonLat>& way, double every) {
  std::vector<double> along(way.size(), 0);
  for (std::size_t i = 1; i < way.size(); ++i) {
    along[i] = along[i - 1] + metres_between(way[i - 1], way[i]);
  }
  if (way.size() < 2 || along.back() <= 0) return {};
  const double gaps = std::max(1.0, std::round(along.back() / every));
  std::vector<WayStop> stops;
  std::size_t segment = 0;
  for (double k = 0; k <= gaps; ++k) {
    const double at = along.back() * k / gaps;
    while (segment + 2 < way.size() && along[segment + 1] < at) ++segment;
    const double length = along[segment + 1] - along[segment];
    const double share = length > 0 ? std::min(1.0, (at - along[segment]) / length) : 0;
    const LonLat from = way[segment], to = way[segment + 1];
    stops.push_back(
        {{from.lon + share * (to.lon - from.lon), from.lat + share * (to.lat - from.lat)}, at});
  }
  return stops;
}

std::vector<WayStop> measured(std::vector<WayStop> stops) {
  for (std::size_t i = 1; i < stops.size(); ++i) {
    stops[i].along = stops[i - 1].along + metres_between(stops[i - 1].at, stops[i].at);
  }
  return stops;
}

}  // namespace geo::read
