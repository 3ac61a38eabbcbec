#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/travel/answer.hpp"
#include "analysis/travel/destinations.hpp"
#include "analysis/travel/home_edges.hpp"
#include "analysis/travel/search.hpp"
#include "analysis/travel/swept_streets.hpp"

namespace analysis::travel {

/// The k nearest of some destinations from every corner with homes: one search from all of them at
/// once, in which a corner passes on its k first. Ties go to the lower row.
/// O(k m log (k m)) for m streets, whatever the number of destinations.
class NearestTrips {
 public:
  NearestTrips(const HomeEdges& homes, const Arcs& against, const Destinations& destinations,
               std::span<const std::uint32_t> rows, std::size_t k, std::uint32_t limit);

  /// What one search is after.
  struct Wanted {
    std::span<const std::uint32_t> rows;
    std::size_t k;
    std::uint32_t limit;
  };
  /// Whether `by_sweep` can answer.
  static bool can_sweep(const Wanted& wanted);
  /// The same for up to 16 searches at once, in one sweep over the hierarchy.
  static std::vector<NearestTrips> by_sweep(const HomeEdges& homes, const SweptStreets& swept,
                                            const Destinations& destinations,
                                            std::span<const Wanted> wanted);

  std::size_t k() const { return k_; }
  /// At most k, by cost.
  std::span<const Trip> from(std::uint32_t slot) const {
    return std::span<const Trip>(trips_).subspan(slot * k_, count_[slot]);
  }

 private:
  NearestTrips(std::size_t corners, std::size_t k)
      : k_(k), trips_(corners * k), count_(corners, 0) {}

  std::size_t k_;
  std::vector<Trip> trips_;
  std::vector<std::uint32_t> count_;
};

}  // namespace analysis::travel
