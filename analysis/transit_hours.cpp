#include "analysis/transit_hours.hpp"

#include <algorithm>
#include <vector>

namespace analysis {

using namespace geo;

namespace {

constexpr Seconds clock_hour(int hour) {
  return {hour * 3600};
}

/// Counts departures stop by stop.
class Counter {
 public:
  Counter(const Timetable& timetable, const ServiceHours& hours)
      : timetable_(timetable), hours_(hours), first_(timetable.patterns.size(), 0) {
    std::size_t calls = 0;
    for (const PatternId pattern : first_.rows()) {
      first_[pattern] = calls;
      calls += timetable.patterns.stops[pattern].size();
    }
    at_.resize(calls);
  }

  void add(const Run& run) {
    visit(run.trip, [&](Leaving& leaving, Seconds after) {
      const Seconds at = run.start + after;
      if (at >= hours_.from && at < hours_.until) add(leaving, 1, at, at);
    });
  }
  void add(const FrequentRun& run) {
    visit(run.trip, [&](Leaving& leaving, Seconds after) {
      const Seconds from = std::max(run.from + after, hours_.from);
      const Seconds until = std::min(run.until + after, hours_.until);
      if (from >= until) return;
      add(leaving, double((until - from).count) / run.every.count, from, until);
    });
  }

  Lists<PatternId, Leaving> done() const {
    Lists<PatternId, Leaving> all;
    for (const PatternId pattern : first_.rows()) {
      all.append(
          std::span(at_).subspan(first_[pattern], timetable_.patterns.stops[pattern].size()));
    }
    return all;
  }

 private:
  /// Calls `each` where people may get on, with the time since the trip left its first stop.
  template <class Each>
  void visit(TripId trip, Each each) {
    const PatternId pattern = timetable_.trips.pattern[trip];
    const auto calls = timetable_.patterns.calls[pattern];
    const auto leaves = timetable_.timings.leaves[timetable_.trips.timing[trip]];
    for (std::size_t at = 0; at + 1 < calls.size(); ++at) {
      if (calls[at] == Call::both || calls[at] == Call::board_only) {
        each(at_[first_[pattern] + at], leaves[at]);
      }
    }
  }
  static void add(Leaving& leaving, double departures, Seconds first, Seconds last) {
    const bool is_new = leaving.departures == 0;
    leaving.first = is_new ? first : std::min(leaving.first, first);
    leaving.last = is_new ? last : std::max(leaving.last, last);
    leaving.departures += departures;
  }

  const Timetable& timetable_;
  const ServiceHours& hours_;
  Per<PatternId, std::size_t> first_;
  std::vector<Leaving> at_;
};

}  // namespace

std::optional<ServiceHours> hours_of(const Transit& transit, When when) {
  switch (when) {
    case When::day:
      break;
    case When::evening:
      return ServiceHours{transit.day, clock_hour(19), clock_hour(22)};
    case When::night:
      return ServiceHours{transit.day, clock_hour(22), clock_hour(30)};
    case When::sunday: {
      const auto sunday = nearest_sunday(transit.timetable, transit.day);
      if (!sunday) return std::nullopt;
      return ServiceHours{*sunday, transit.from, transit.until};
    }
  }
  return ServiceHours{transit.day, transit.from, transit.until};
}

ServiceHours whole_day(const Transit& transit) {
  return {transit.day, clock_hour(4), clock_hour(28)};
}

Lists<PatternId, Leaving> leaving(const Timetable& timetable, const ServiceHours& hours) {
  Counter counter(timetable, hours);
  const ServiceDay day = service_day(timetable, hours.day, hours.from, hours.until);
  for (const Run& run : day.runs) counter.add(run);
  for (const FrequentRun& run : day.frequent) counter.add(run);
  return counter.done();
}

}  // namespace analysis
