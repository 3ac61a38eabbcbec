#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/travel/answer.hpp"
#include "analysis/travel/destinations.hpp"
#include "analysis/travel/home_edges.hpp"
#include "analysis/travel/search.hpp"

namespace analysis::travel {

/// The k nearest of some destinations from every corner with homes: one search from all of them at
/// once, in which a corner passes on its k first. Ties go to the lower row.
/// O(k m log (k m)) for m streets, whatever the number of destinations.
class NearestTrips {
 public:
  NearestTrips(const HomeEdges& homes, const Arcs& against, const Destinations& destinations,
               std::span<const std::uint32_t> rows, std::size_t k, std::uint32_t limit);

  std::size_t k() const { return k_; }
  /// At most k, by cost.
  std::span<const Trip> from(std::uint32_t slot) const {
    return std::span<const Trip>(trips_).subspan(slot * k_, count_[slot]);
  }

 private:
  std::size_t k_;
  std::vector<Trip> trips_;
  std::vector<std::uint32_t> count_;
};

}  // namespace analysis::travel
