#pragma once

#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

namespace analysis::transit {

/// Somebody on a leg: which, and which of the ways by which one came there.
struct LegPlace {
  std::uint32_t leg = 0, way = 0;
};

/// A trip that is there. Those that cost the same are told apart by their rank.
struct FoundTrip {
  std::uint32_t spent;    ///< thousandths
  std::uint32_t arrives;  ///< tenths of a second after leaving
  std::uint8_t rides;
  std::uint32_t walk;            ///< the last
  std::optional<LegPlace> last;  ///< none: on foot all the way
  auto rank() const { return std::tuple(arrives, rides, walk); }
};

/// Trips of which none is both as cheap and as quick as another. Of those that cost and take the
/// same the first in rank stays, which is on foot where that is as quick.
class FoundTrips {
 public:
  /// Takes up a trip, and lays aside those that it beats, unless another beats it.
  void add(const FoundTrip& trip);

  /// Whether somebody who has spent so much and is still on the way then has been beaten.
  bool beat(std::uint32_t at, std::uint32_t spent) const;

  const std::vector<FoundTrip>& cheapest_first() const { return trips_; }

 private:
  std::vector<FoundTrip> trips_;
};

}  // namespace analysis::transit
