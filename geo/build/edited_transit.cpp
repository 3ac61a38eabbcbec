#include "geo/build/edited_transit.hpp"

#include <cassert>
#include <cmath>
#include <map>

#include "geo/core/error.hpp"

namespace geo::build {
namespace {

/// The patterns with nobody getting on or off where `is_shut(pattern, stop)`. Says how many calls
/// that are.
template <class IsShut>
std::size_t shut(Patterns& patterns, IsShut is_shut) {
  Lists<PatternId, Call> all;
  std::size_t shut = 0;
  for (const PatternId pattern : patterns.line.rows()) {
    const auto stops = patterns.stops[pattern];
    const auto before = patterns.calls[pattern];
    std::vector<Call> calls(before.begin(), before.end());
    for (std::size_t at = 0; at < calls.size(); ++at) {
      if (!is_shut(pattern, stops[at])) continue;
      calls[at] = Call::neither;
      ++shut;
    }
    all.append(calls);
  }
  patterns.calls = std::move(all);
  return shut;
}

/// Whether a stop is another, or a part of it.
bool is_within(const Stops& stops, StopId stop, StopId whole) {
  for (std::optional<StopId> at = stop; at; at = stops.parent[*at]) {
    if (*at == whole) return true;
  }
  return false;
}

/// Times that take so many times as long from stop to stop.
struct Stretched {
  std::vector<Seconds> arrives, leaves;

  Stretched(std::span<const Seconds> arrived, std::span<const Seconds> left, double times) {
    arrives.push_back(arrived.front());
    leaves.push_back(left.front());
    for (std::size_t at = 1; at < arrived.size(); ++at) {
      const int ride = (arrived[at] - left[at - 1]).count;
      const auto longer = static_cast<std::int32_t>(std::lround(ride * times));
      arrives.push_back(leaves.back() + Seconds{longer});
      leaves.push_back(arrives.back() + (left[at] - arrived[at]));
    }
  }
};

}  // namespace

Transit edited(const Transit& transit, const LineClosed& closed) {
  Transit after = transit;
  Timetable& all = after.timetable;
  assert(closed.line.row() < all.lines.size());
  shut(all.patterns,
       [&](PatternId pattern, StopId) { return all.patterns.line[pattern] == closed.line; });
  const auto is_closed = [&](const std::optional<TripId>& trip) {
    return trip && all.line_of(*trip) == closed.line;
  };
  std::erase_if(all.transfers, [&](const Transfer& transfer) {
    return transfer.kind == TransferKind::stay_seated &&
           (is_closed(transfer.from_trip) || is_closed(transfer.to_trip));
  });
  return after;
}

Transit edited(const Transit& transit, const StopClosed& closed) {
  Transit after = transit;
  Timetable& all = after.timetable;
  assert(closed.stop.row() < all.stops.size());
  const std::size_t calls = shut(all.patterns, [&](PatternId, StopId stop) {
    return is_within(all.stops, stop, closed.stop);
  });
  if (calls > 0) return after;
  throw Error({.code = "stop_not_served",
               .what = "nothing calls at this stop, so closing it changes nothing",
               .file = all.feeds[all.stops.feed[closed.stop]].name,
               .feature = all.stops.key[closed.stop],
               .field = "stop_id",
               .value = quoted(all.stops.name[closed.stop]),
               .remedy = "name a stop at which vehicles call, or its station"});
}

Transit edited(const Transit& transit, const LineSlowed& slowed) {
  assert(slowed.times >= 0);
  Transit after = transit;
  Timetable& all = after.timetable;
  std::map<TimingId, TimingId> stretched;
  for (const TripId trip : all.trips.key.rows()) {
    if (all.line_of(trip) != slowed.line) continue;
    const TimingId old = all.trips.timing[trip];
    const auto [now, is_new] = stretched.emplace(old, TimingId{all.timings.size()});
    if (is_new) {
      const Stretched times(all.timings.arrives[old], all.timings.leaves[old], slowed.times);
      all.timings.arrives.append(times.arrives);
      all.timings.leaves.append(times.leaves);
      all.timings.interpolated.push_back(all.timings.interpolated[old]);
    }
    all.trips.timing[trip] = now->second;
  }
  return after;
}

}  // namespace geo::build
