#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "analysis/metric.hpp"

namespace analysis::mix {

/// Mass of each class of use around one home, and the time to the nearest of each class.
struct Around {
  std::vector<double> mass;
  std::vector<geo::Deciseconds> nearest;

  Around(const geo::Uses& uses, std::span<const travel::Trip> trips)
      : mass(uses.classes.size(), 0.0), nearest(uses.classes.size(), geo::Deciseconds{0xffffffff}) {
    for (const auto& [to, cost] : trips) {
      const std::size_t kind = uses.of_class[geo::UseId{to}];
      mass[kind] += uses.mass[geo::UseId{to}];
      nearest[kind] = std::min(nearest[kind], cost);
    }
  }
};

/// A figure of the uses around each home: `no_supply` where the city has no uses, `out_of_reach`
/// where none is near.
template <class F>
geo::Column<geo::HomeId, double> around_homes(const geo::City& city, const travel::Answer& trip,
                                              F figure) {
  const bool none = city.uses.size() == 0;
  return trip.fold([&](geo::HomeId, std::span<const travel::Trip> trips) -> geo::Cell<double> {
    if (none) return geo::Missing::no_supply;
    if (trips.empty()) return geo::Missing::out_of_reach;
    return figure(Around{city.uses, trips});
  });
}

}  // namespace analysis::mix
