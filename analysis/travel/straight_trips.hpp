#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/travel/answer.hpp"
#include "analysis/travel/way.hpp"
#include "geo/city.hpp"

namespace analysis::travel {

/// Trips in a city without streets: the straight line from home to destination times a stated
/// detour, at the way's pace. Doors play no part; a service without a place is not reached.
class StraightTrips {
 public:
  /// Whether city.toml says that there are no streets (`streets = "none"`).
  static bool wanted(const geo::City& city);

  StraightTrips(const geo::City& city, Question::To to, const Way& way);

  /// Trips to some destinations within `limit`, ascending by destination. O(d' log d') for d'
  /// destinations as far east or west as the limit allows.
  void from(geo::HomeId home, std::span<const std::uint32_t> rows, std::uint32_t limit,
            std::vector<Trip>& trips) const;

 private:
  struct Place {
    geo::Point at;
    std::uint32_t row;
  };

  void add(std::uint32_t row, geo::Point at) { places_.push_back({at, row}); }

  double deciseconds_per_metre_;
  std::vector<Place> places_;  ///< by x, then row
  std::vector<geo::Point> homes_;
};

}  // namespace analysis::travel
