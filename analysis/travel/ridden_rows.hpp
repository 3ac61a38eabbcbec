#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "analysis/travel/trip_rows.hpp"
#include "geo/city.hpp"

namespace analysis::travel {

using PlaceDoors = geo::Lists<PlaceRow, geo::Door>;

/// Times by public transport from each of some places to each of others, some rows at a time: each
/// trip at some percentiles of its times over the minutes of leaving, as the city's `[transit]` has
/// them. A place counts by the door that is best in each minute.
class RiddenRows {
 public:
  /// The city must outlive the result; so must the shelf of `means`, no longer than the constructor
  /// runs. Throws geo::Error `transit_not_read` where the city has no timetables or no streets.
  RiddenRows(const geo::City& city, const Way& way, const PlaceDoors& from, const PlaceDoors& to,
             geo::Minutes limit, std::vector<int> percentiles, const Means& means);
  ~RiddenRows();

  /// As `TripRows::times`, and of each trip as many times as there are percentiles, in their order.
  void times(std::size_t first, std::size_t last, std::span<std::uint32_t> times) const;

  const Plan& plan() const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace analysis::travel
