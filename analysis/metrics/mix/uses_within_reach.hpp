#pragma once

#include <span>

#include <tbb/parallel_for.h>

#include "analysis/metric.hpp"

namespace analysis::mix {

/// Mass of each class of use around one home, and the time to the nearest of each class.
struct Around {
  std::span<const double> mass;
  std::span<const geo::Deciseconds> nearest;
};

/// A figure of the uses around each home: `no_supply` where the city has no uses, `out_of_reach`
/// where none is near. `figure` is called from several threads.
template <class F>
geo::Column<geo::HomeId, double> around_homes(const geo::City& city, const travel::Answer& trip,
                                              F figure) {
  const geo::Uses& uses = city.uses;
  const auto around =
      trip.around({uses.classes.size(), uses.of_class.values(), uses.mass.values()});
  geo::Column<geo::HomeId, double> column(city.homes.size(),
                                          geo::Cell<double>(geo::Missing::no_supply));
  tbb::parallel_for(std::size_t{0}, city.homes.size(), [&](std::size_t row) {
    const geo::HomeId home{row};
    const auto& trips = around->trips[home];
    if (!trips) {
      column[home] = trips.reason();
    } else if (uses.size() > 0) {
      column[home] = *trips > 0 ? figure(Around{around->weight(home), around->nearest(home)})
                                : geo::Cell<double>(geo::Missing::out_of_reach);
    }
  });
  return column;
}

}  // namespace analysis::mix
