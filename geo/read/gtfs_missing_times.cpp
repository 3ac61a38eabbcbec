#include "geo/read/gtfs_missing_times.hpp"

#include <algorithm>
#include <cmath>

#include "geo/read/gtfs_shapes.hpp"

namespace geo::read {

std::vector<double> travelled(std::span<const StopTime> stops) {
  std::vector<double> along;
  for (const StopTime& stop : stops) {
    if (!stop.distance || (!along.empty() && *stop.distance < along.back())) return {};
    along.push_back(*stop.distance);
  }
  return along;
}

std::vector<double> straight(std::span<const StopTime> stops, const Stops& all) {
  std::vector<double> along(stops.size(), 0);
  for (std::size_t i = 1; i < stops.size(); ++i) {
    along[i] = along[i - 1] + metres_between(all.at[stops[i - 1].stop], all.at[stops[i].stop]);
  }
  return along;
}

bool lacks_times(std::span<const StopTime> stops) {
  return std::any_of(stops.begin(), stops.end(),
                     [](const StopTime& stop) { return !stop.arrives && !stop.leaves; });
}

void fill_times(std::span<StopTime> stops, std::span<const double> along) {
  for (std::size_t before = 0; before + 1 < stops.size();) {
    std::size_t after = before + 1;
    while (!stops[after].arrives) ++after;
    const double from = stops[before].leaves->count, time = stops[after].arrives->count - from;
    const double way = along[after] - along[before];
    for (std::size_t i = before + 1; i < after; ++i) {
      // Multiplied first, so that whole distances give exact halves of a second.
      const double later =
          way > 0 ? time * (along[i] - along[before]) / way
                  : time * static_cast<double>(i - before) / static_cast<double>(after - before);
      const Seconds at{static_cast<std::int32_t>(std::lround(from + later))};
      stops[i].arrives = stops[i].leaves = at;
    }
    before = after;
  }
}

}  // namespace geo::read
