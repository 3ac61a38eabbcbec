#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "analysis/transit/rules.hpp"
#include "analysis/travel/plan.hpp"
#include "analysis/travel/reached.hpp"
#include "geo/city.hpp"

namespace analysis::travel {

/// When people leave, and which of their times counts.
struct Departures {
  transit::Window window;  ///< on the day of the city's `[transit]`
  int percentile = 50;     ///< of the times over its minutes
};

/// What lies within some limits of places of a city on foot and by public transport.
class TransitReach {
 public:
  /// For those who walk along the streets at `costs`. All arguments but `means` must outlive
  /// the result. One search from every door of a stop. Throws geo::Error `transit_not_read` where
  /// the city has no timetables or no streets.
  TransitReach(const geo::City& city, const Costs& costs, const Arcs& along,
               const Departures& departures, std::span<const std::uint32_t> limits,
               const Means& means);
  ~TransitReach();

  using Take = std::function<void(std::size_t, const Reach&)>;
  /// Hands over what is in reach of each of up to 64 places, one after the other; `on_foot` is what
  /// is in reach of them on foot, within the longest limit.
  void around(std::vector<Reached> on_foot, const Take& take) const;

  /// How so many places are searched.
  Plan plan(std::size_t places) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace analysis::travel
