#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/transit/fares.hpp"
#include "analysis/transit/queues.hpp"
#include "analysis/transit/rules.hpp"
#include "geo/service_day.hpp"
#include "geo/timetable.hpp"

namespace analysis::transit {

/// Where one gets on from home: at a stop, in time for a leg.
struct Boarding {
  std::uint32_t leg, leaves;
};

/// Where one gets off.
struct Alighting {
  std::uint32_t leg, arrives;
};

/// A day's legs and what leads to each, flat. It knows no home.
struct Network {
  std::size_t legs = 0;
  /// From which legs one comes to each: by staying on, from `before[first[leg]]`; by changing, from
  /// `before[change[leg]]`, up to `before[first[leg + 1]]`. All of them lie before the leg.
  std::vector<std::uint32_t> first, change, before;
  geo::Lists<geo::StopId, std::uint32_t> queues;  ///< at each stop, rows of `boardings`
  geo::Lists<QueueId, Boarding> boardings;        ///< of each queue, in order of time
  /// Stops at which one may get off, and of each the legs, in order of arrival.
  std::vector<geo::StopId> stops;
  std::vector<std::uint32_t> first_alighting;
  std::vector<Alighting> alightings;
  std::vector<std::uint8_t> fare;  ///< of each leg, as `FareSteps` has them; empty: none are paid

  std::span<const Alighting> alightings_at(std::size_t stop) const {
    return std::span(alightings)
        .subspan(first_alighting[stop], first_alighting[stop + 1] - first_alighting[stop]);
  }
};

/// What may be ridden within a window, and the changes that one needs. With `fares`, also those
/// that a dearer line would make needless. O(legs x log legs) and what `kept_changes` costs.
Network network_of(const geo::Timetable& timetable, const geo::ServiceDay& day,
                   const WalksBetweenStops& between, const Window& window, const Rules& rules,
                   const FareSteps* fares = nullptr);

}  // namespace analysis::transit
