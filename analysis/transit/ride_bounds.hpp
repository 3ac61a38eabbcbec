#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/transit/search.hpp"

namespace analysis::transit {

/// What matters to one home of the walks from stops on to places, place after place.
struct UsefulWalks {
  struct Place {
    std::uint32_t least, most;  ///< no time is less; the n-th in order is no more
    std::size_t end;            ///< of its walks
  };
  std::vector<std::uint32_t> walks;  ///< which of those to the place
  std::vector<Place> places;

  std::span<const std::uint32_t> to(std::size_t place) const {
    const std::size_t first = place == 0 ? 0 : places[place - 1].end;
    return std::span(walks).subspan(first, places[place].end - first);
  }
};

/// How quick the rides to each stop are, for some homes side by side: in no minute quicker than the
/// least, and the n-th time in order.
///
/// So of most stops about a place nothing needs to be looked at. Its n-th time is not more than
/// that by the best of the stops alone; and a stop from which even the quickest of its rides is no
/// earlier there changes neither that time nor those before it.
class RideBounds {
 public:
  /// Homes at most.
  static constexpr std::size_t lanes = 16;

  explicit RideBounds(std::size_t stops);

  /// Takes up a home, with its times in each draw of unknown departures. O(stops x minutes).
  void take(std::size_t home, std::span<const Arrivals> draws, std::size_t n);

  /// Adds one place for each home, where no time of `beyond` or more matters. O(walks), for all
  /// homes at once.
  void add_place(std::span<const Walk> from_stops, std::uint32_t beyond,
                 std::span<UsefulWalks> homes);

 private:
  std::vector<std::int32_t> least_, nth_;  ///< by stop, then home
  std::vector<std::uint32_t> useful_to_;   ///< homes, a bit each, by walk
};

}  // namespace analysis::transit
