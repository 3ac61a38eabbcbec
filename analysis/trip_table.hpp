#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/places.hpp"
#include "analysis/travel/plan.hpp"
#include "analysis/travel/way.hpp"

namespace analysis {

/// Times from each of some places to each of others, a few origins at a time, so that a table of
/// any size fits in memory. The same whole costs as `travel::matrix`; a place with several doors
/// counts by its nearest.
class TripTable {
 public:
  /// With percentiles by public transport too: each trip at these percentiles of its times over the
  /// minutes of leaving (`travel::RiddenRows`).
  TripTable(const geo::City& city, std::vector<Place> origins, std::vector<Place> destinations,
            geo::Minutes limit, const travel::Way& way, const travel::Means& means = {},
            std::vector<int> percentiles = {});
  ~TripTable();
  TripTable(TripTable&&) noexcept;

  const std::vector<Place>& origins() const;
  const std::vector<Place>& destinations() const;
  geo::Minutes limit() const;
  const std::vector<int>& percentiles() const;
  /// How many times each trip has.
  std::size_t figures() const { return std::max<std::size_t>(1, percentiles().size()); }

  /// By origin from `first` up to `last`, then by destination, then figure: tenths of a second, or
  /// `travel::far` where the trip is longer than the limit or a place is on no street. Origins are
  /// searched side by side, 64 at once where that is quicker (`travel::TripRows`): ask for some
  /// hundreds at a time.
  std::vector<std::uint32_t> times(std::size_t first, std::size_t last) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

/// Why a place can have no trips at all; nothing when it can.
std::optional<geo::Missing> why_no_trips(const geo::City& city, const Place& place);

}  // namespace analysis
