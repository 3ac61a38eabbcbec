#include "analysis/transit/legs.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace analysis::transit {
namespace {

using namespace geo;

/// A leg and where in its run it stands.
struct RunLeg {
  Leg leg;
  RunId run;
  std::uint32_t position;
  bool last;  ///< the run ends with it
};

bool gets_on(Call call) {
  return call == Call::both || call == Call::board_only;
}
bool gets_off(Call call) {
  return call == Call::both || call == Call::alight_only;
}

/// The legs of all runs that leave within the time in which anybody may ride.
class Cut {
 public:
  Cut(const Timetable& timetable, const Window& window, const Rules& rules)
      : timetable_(timetable),
        from_(window.from),
        rules_(rules),
        last_(window.minutes() == 0 ? -1 : last_ride(window, rules)) {}

  void add(const Run& run, RunId number) {
    if (rules_.wheelchair && timetable_.trips.wheelchair[run.trip] != Wheelchair::yes) return;
    const PatternId pattern = timetable_.trips.pattern[run.trip];
    const TimingId timing = timetable_.trips.timing[run.trip];
    const auto stops = timetable_.patterns.stops[pattern];
    const auto calls = timetable_.patterns.calls[pattern];
    for (std::uint32_t i = 0; i + 1 < stops.size(); ++i) {
      const auto leaves = after_window(run.start + timetable_.timings.leaves[timing][i]);
      const auto arrives = after_window(run.start + timetable_.timings.arrives[timing][i + 1]);
      if (leaves < 0 || leaves > last_) continue;
      legs.push_back(
          {{stops[i], stops[i + 1], static_cast<std::uint32_t>(leaves),
            static_cast<std::uint32_t>(arrives), run.trip, timetable_.patterns.line[pattern],
            gets_on(calls[i]) && usable(stops[i]), gets_off(calls[i + 1]) && usable(stops[i + 1])},
           number,
           i,
           i + 2 == stops.size()});
    }
  }

  std::vector<RunLeg> legs;

 private:
  static std::int64_t last_ride(const Window& window, const Rules& rules) {
    return std::int64_t{tenths_in_minute} * (static_cast<std::int64_t>(window.minutes()) - 1) +
           rules.longest;
  }
  std::int64_t after_window(Seconds moment) const {
    return (std::int64_t{moment.count} - from_.count) * 10;
  }
  bool usable(StopId stop) const {
    return !rules_.wheelchair || timetable_.stops.wheelchair[stop] == Wheelchair::yes;
  }

  const Timetable& timetable_;
  const Seconds from_;
  const Rules& rules_;
  const std::int64_t last_;  ///< nobody rides later
};

/// The legs of each run from its first to its last.
using Ways = Per<RunId, std::vector<LegId>>;

/// How runs go on as runs of other trips.
class Joins {
 public:
  Joins(const ServiceDay& day, const std::vector<RunLeg>& legs, const Ways& ways)
      : legs_(legs), ways_(ways) {
    for (const RunId run : ways.rows()) runs_[day.runs[run.row()].trip].push_back(run);
  }

  void add(const Transfer& transfer, std::vector<GoesOn>& out) {
    if (transfer.kind != TransferKind::stay_seated) return;
    if (!transfer.from_trip || !transfer.to_trip) return;
    for (const RunId run : runs_[*transfer.from_trip]) {
      if (ways_[run].empty()) continue;
      const LegId end = ways_[run].back();
      if (!legs_[end.row()].last) continue;  // the window is over before
      if (const auto next = next_run(*transfer.to_trip, legs_[end.row()].leg)) {
        out.push_back({end, *next});
      }
    }
  }

 private:
  std::optional<LegId> next_run(TripId trip, const Leg& before) {
    for (const RunId run : runs_[trip]) {  // in order of time
      if (ways_[run].empty()) continue;
      const RunLeg& first = legs_[ways_[run].front().row()];
      if (first.position > 0 || first.leg.leaves < before.arrives) continue;
      if (first.leg.leaves > before.leaves) return ways_[run].front();
    }
    return std::nullopt;
  }

  const std::vector<RunLeg>& legs_;
  const Ways& ways_;
  std::map<TripId, std::vector<RunId>> runs_;
};

}  // namespace

Legs legs_within(const Timetable& timetable, const ServiceDay& day, const Window& window,
                 const Rules& rules) {
  Cut cut(timetable, window, rules);
  Ways ways(day.runs.size());
  for (const RunId run : ways.rows()) cut.add(day.runs[run.row()], run);
  std::sort(cut.legs.begin(), cut.legs.end(), [](const RunLeg& a, const RunLeg& b) {
    return std::tie(a.leg.leaves, a.run, a.position) < std::tie(b.leg.leaves, b.run, b.position);
  });
  Legs legs;
  for (const RunLeg& leg : cut.legs) {
    legs.run.push_back(leg.run);
    legs.position.push_back(leg.position);
    ways[leg.run].push_back(legs.table.push_back(leg.leg));
  }
  for (const auto& way : ways) {
    legs.of_run.append(way);
    for (std::size_t i = 1; i < way.size(); ++i) legs.goes_on.push_back({way[i - 1], way[i]});
  }
  Joins joins(day, cut.legs, ways);
  for (const Transfer& transfer : timetable.transfers) joins.add(transfer, legs.goes_on);
  std::sort(legs.goes_on.begin(), legs.goes_on.end());
  legs.goes_on.erase(std::unique(legs.goes_on.begin(), legs.goes_on.end()), legs.goes_on.end());
  return legs;
}

}  // namespace analysis::transit
