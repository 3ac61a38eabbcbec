#pragma once

#include <cstdint>
#include <vector>

#include "analysis/travel/street_part.hpp"
#include "geo/core/units.hpp"
#include "geo/network/door.hpp"

namespace analysis::travel {

/// What lies within some limits of a place, however one gets there: all that it takes to draw a
/// catchment area. Safe from several threads.
class Reach {
 public:
  virtual ~Reach() = default;

  /// No more than a limit where, and only where, the door is within that limit.
  virtual std::uint32_t cost(const geo::Door& door) const = 0;
  /// Time at a place on a street, by its share of the edge; no more than the longest limit.
  virtual geo::Deciseconds at(geo::EdgeId edge, double share) const = 0;
  /// The exact parts of streets within one of the limits, by edge, then course.
  virtual std::vector<StreetPart> parts(geo::Deciseconds limit) const = 0;
};

}  // namespace analysis::travel
