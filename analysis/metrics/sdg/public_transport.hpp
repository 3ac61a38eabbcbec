#pragma once

// Indicator 11.2.1 of the Sustainable Development Goals.

#include "analysis/metrics/access/transit.hpp"

namespace analysis::sdg {

/// Who has convenient public transport: 500 m to a stop, 1 km where lines carry many.
class Convenient {
 public:
  explicit Convenient(const geo::City& city)
      : near_(city, StopReach{}),
        timetable_(city.transit->timetable),
        leaving_(leaving(timetable_, whole_day(*city.transit))) {}

  static travel::Question asks(const geo::City& city) {
    return TransitNear::asks(city, StopReach{});
  }

  /// 100 for a home near which something leaves on the day of the run, else 0: a mean over people
  /// is their share in per cent.
  HomeFigures by_street(const travel::Answer& answer) const {
    return near_.by_street(answer, [this](const NearTransit& near) { return share(near); });
  }
  HomeFigures by_straight_line() const {
    return near_.by_straight_line([this](const NearTransit& near) { return share(near); });
  }

 private:
  geo::Cell<double> share(const NearTransit& near) const {
    return stops_served(near, timetable_, leaving_) > 0 ? 100.0 : 0.0;
  }

  TransitNear near_;
  const geo::Timetable& timetable_;
  geo::Lists<geo::PatternId, Leaving> leaving_;
};

}  // namespace analysis::sdg
