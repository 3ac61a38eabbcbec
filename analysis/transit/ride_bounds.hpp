#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/transit/search.hpp"

namespace analysis::transit {

/// What matters to some homes of the walks from stops on to places, place after place.
struct UsefulWalks {
  static constexpr std::size_t homes = 16;  ///< at most

  struct Place {
    // By home: no time is less; the n-th in order is no more.
    std::uint32_t least[homes], most[homes];
    std::size_t end;  ///< of its walks
  };
  struct Useful {
    std::uint32_t number;  ///< among the walks to the place
    std::uint32_t to;      ///< homes, a bit each
  };
  std::vector<Place> places;
  std::vector<Useful> walks;

  std::span<const Useful> to(std::size_t place) const {
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
  static constexpr std::size_t lanes = UsefulWalks::homes;

  explicit RideBounds(std::size_t stops);

  /// Takes up a home, with its times in each draw of unknown departures. O(stops x minutes).
  void take(std::size_t home, std::span<const Arrivals> draws, std::size_t n);

  /// Adds a place, at which no time of `beyond` or more matters. O(walks), for all homes at once.
  void add_place(std::span<const Walk> from_stops, std::uint32_t beyond, UsefulWalks& useful);

 private:
  std::vector<std::int32_t> least_, nth_;  ///< by stop, then home
  std::vector<std::uint32_t> useful_to_;   ///< homes, a bit each, by walk
};

}  // namespace analysis::transit
