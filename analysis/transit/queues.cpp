#include "analysis/transit/queues.hpp"

#include <algorithm>
#include <map>

namespace analysis::transit {
namespace {

using namespace geo;

/// Whether a run is at no stop before the one that left ahead of it.
bool keeps_behind(const Timetable& timetable, const Run& ahead, const Run& behind) {
  const TimingId first = timetable.trips.timing[ahead.trip];
  const TimingId second = timetable.trips.timing[behind.trip];
  if (first == second) return ahead.start <= behind.start;
  const auto in_order = [&](const Lists<TimingId, Seconds>& times) {
    const auto a = times[first], b = times[second];
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (ahead.start + a[i] > behind.start + b[i]) return false;
    }
    return true;
  };
  return in_order(timetable.timings.leaves) && in_order(timetable.timings.arrives);
}

/// Runs one behind the other.
using Column = std::vector<RunId>;

/// The runs of each pattern, in columns.
class Columns {
 public:
  Columns(const Timetable& timetable, const ServiceDay& day) : timetable_(timetable), day_(day) {}

  void add(RunId run, bool alone) {
    auto& columns = by_pattern_[timetable_.trips.pattern[day_.runs[run.row()].trip]];
    const auto fits = std::find_if(columns.open.begin(), columns.open.end(), [&](Column& column) {
      return keeps_behind(timetable_, day_.runs[column.back().row()], day_.runs[run.row()]);
    });
    if (alone) {
      columns.closed.push_back({run});
    } else if (fits != columns.open.end()) {
      fits->push_back(run);
    } else {
      columns.open.push_back({run});
    }
  }

  /// Calls `each(column)`, in order of pattern.
  template <class Each>
  void visit(Each each) const {
    for (const auto& [pattern, columns] : by_pattern_) {
      for (const Column& column : columns.open) each(column);
      for (const Column& column : columns.closed) each(column);
    }
  }

 private:
  struct OfPattern {
    std::vector<Column> open, closed;
  };
  const Timetable& timetable_;
  const ServiceDay& day_;
  std::map<PatternId, OfPattern> by_pattern_;
};

std::vector<RunId> in_order_of_time(const ServiceDay& day) {
  std::vector<RunId> order;
  for (const RunId run : Rows<RunId>{day.runs.size()}) order.push_back(run);
  std::stable_sort(order.begin(), order.end(), [&](RunId a, RunId b) {
    return day.runs[a.row()].start < day.runs[b.row()].start;
  });
  return order;
}

/// Whether any rule that holds after a leg is about its trip or its line.
bool about_those_on(const Leg& leg, std::span<const ChangeRule> rules) {
  return std::any_of(rules.begin(), rules.end(), [&](const ChangeRule& rule) {
    return rule.from_trip == leg.trip || rule.from_line == leg.line;
  });
}

}  // namespace

Per<LegId, bool> set_apart(const Legs& legs, const Changes& changes) {
  Per<LegId, bool> apart(legs.size(), false);
  for (const LegId id : legs.table.rows()) {
    const Leg& leg = legs.table[id];
    if (!leg.alights) continue;
    for (const ChangeWay& way : changes.from(leg.to)) {
      const auto rules = changes.rules_of(way);
      if (about_those_on(leg, rules) || (!rules.empty() && leg.arrives == leg.leaves)) {
        apart[id] = true;
      }
    }
  }
  for (const auto& [leg, as] : legs.goes_on) {
    if (legs.run[leg] != legs.run[as]) apart[leg] = true;
  }
  return apart;
}

Queues queues_of(const Timetable& timetable, const ServiceDay& day, const Legs& legs,
                 const Per<LegId, bool>& apart) {
  Columns columns(timetable, day);
  for (const RunId run : in_order_of_time(day)) {
    const auto way = legs.of_run[run];
    const bool alone = std::any_of(way.begin(), way.end(), [&](LegId leg) { return apart[leg]; });
    if (!way.empty()) columns.add(run, alone);
  }
  Queues queues;
  Per<StopId, std::vector<QueueId>> from(timetable.stops.size());
  columns.visit([&](const Column& column) {
    std::map<std::uint32_t, std::vector<LegId>> by_position;
    for (const RunId run : column) {
      for (const LegId leg : legs.of_run[run]) {
        if (legs.table[leg].boards) by_position[legs.position[leg]].push_back(leg);
      }
    }
    for (const auto& [position, queue] : by_position) {
      from[legs.table[queue.front()].from].push_back(QueueId{queues.legs.size()});
      queues.legs.append(queue);
    }
  });
  for (const auto& some : from) queues.from.append(some);
  return queues;
}

}  // namespace analysis::transit
