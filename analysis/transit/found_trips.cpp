#include "analysis/transit/found_trips.hpp"

#include <algorithm>

namespace analysis::transit {
namespace {

bool beats(const FoundTrip& a, const FoundTrip& b) {
  return a.spent == b.spent ? a.rank() <= b.rank() : a.spent < b.spent && a.arrives <= b.arrives;
}

}  // namespace

void FoundTrips::add(const FoundTrip& trip) {
  const bool beaten = std::any_of(trips_.begin(), trips_.end(),
                                  [&](const FoundTrip& known) { return beats(known, trip); });
  if (beaten) return;
  std::erase_if(trips_, [&](const FoundTrip& known) { return beats(trip, known); });
  const auto behind =
      std::upper_bound(trips_.begin(), trips_.end(), trip,
                       [](const FoundTrip& a, const FoundTrip& b) { return a.spent < b.spent; });
  trips_.insert(behind, trip);
}

bool FoundTrips::beat(std::uint32_t at, std::uint32_t spent) const {
  return std::any_of(trips_.begin(), trips_.end(), [&](const FoundTrip& found) {
    return found.spent <= spent && found.arrives <= at;
  });
}

}  // namespace analysis::transit
