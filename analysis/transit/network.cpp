#include "analysis/transit/network.hpp"

#include <algorithm>

#include "analysis/transit/changes.hpp"
#include "analysis/transit/kept_changes.hpp"
#include "analysis/transit/legs.hpp"

namespace analysis::transit {
namespace {

using namespace geo;

void join_legs(const Legs& legs, std::span<const Change> changes, Network& out) {
  std::vector<std::vector<std::uint32_t>> stays(legs.size()), changed(legs.size());
  for (const auto& [leg, as] : legs.goes_on) stays[as.row()].push_back(leg.row());
  for (const auto& [off, on] : changes) changed[on.row()].push_back(off.row());
  for (std::size_t leg = 0; leg < legs.size(); ++leg) {
    out.first.push_back(static_cast<std::uint32_t>(out.before.size()));
    out.before.insert(out.before.end(), stays[leg].begin(), stays[leg].end());
    out.change.push_back(static_cast<std::uint32_t>(out.before.size()));
    std::sort(changed[leg].begin(), changed[leg].end());
    out.before.insert(out.before.end(), changed[leg].begin(), changed[leg].end());
  }
  out.first.push_back(static_cast<std::uint32_t>(out.before.size()));
}

void queue_up(const Legs& legs, const Queues& queues, Network& out) {
  for (const StopId stop : queues.from.rows()) {
    std::vector<std::uint32_t> rows;
    for (const QueueId queue : queues.from[stop]) rows.push_back(queue.row());
    out.queues.append(rows);
  }
  for (const QueueId queue : queues.legs.rows()) {
    std::vector<Boarding> boardings;
    for (const LegId leg : queues.legs[queue]) {
      boardings.push_back({leg.row(), legs.table[leg].leaves});
    }
    out.boardings.append(boardings);
  }
}

void get_off(const Legs& legs, Network& out) {
  std::vector<LegId> order;
  for (const LegId leg : legs.table.rows()) {
    if (legs.table[leg].alights) order.push_back(leg);
  }
  std::stable_sort(order.begin(), order.end(), [&](LegId a, LegId b) {
    const Leg &one = legs.table[a], &other = legs.table[b];
    return one.to != other.to ? one.to < other.to : one.arrives < other.arrives;
  });
  for (const LegId leg : order) {
    const StopId to = legs.table[leg].to;
    if (out.stops.empty() || out.stops.back() != to) {
      out.stops.push_back(to);
      out.first_alighting.push_back(static_cast<std::uint32_t>(out.alightings.size()));
    }
    out.alightings.push_back({leg.row(), legs.table[leg].arrives});
  }
  out.first_alighting.push_back(static_cast<std::uint32_t>(out.alightings.size()));
}

/// Those queues whose vehicles one gets on for this fare.
Queues of_fare(const Queues& all, const Legs& legs, const FareSteps& fares, std::uint8_t fare) {
  Queues some{all.legs, {}};
  for (const StopId stop : all.from.rows()) {
    std::vector<QueueId> rows;
    for (const QueueId queue : all.from[stop]) {
      const LegId first = all.legs[queue].front();
      if (fares.of_line[legs.table[first].line] == fare) rows.push_back(queue);
    }
    some.from.append(rows);
  }
  return some;
}

/// The changes that one ever needs where rides have fares: one change makes another needless only
/// where it costs the same. To stay on a vehicle costs nothing.
std::vector<Change> kept_by_fare(const Legs& legs, const Changes& changes, const Queues& queues,
                                 const Per<LegId, bool>& apart, const FareSteps& fares) {
  std::vector<Change> all;
  for (std::size_t fare = 0; fare < fares.fares; ++fare) {
    const Queues some = of_fare(queues, legs, fares, static_cast<std::uint8_t>(fare));
    const auto kept = kept_changes(legs, changes, some, apart);
    all.insert(all.end(), kept.begin(), kept.end());
  }
  return all;
}

}  // namespace

Network network_of(const Timetable& timetable, const ServiceDay& day,
                   const WalksBetweenStops& between, const Window& window, const Rules& rules,
                   const FareSteps* fares) {
  const Legs legs = legs_within(timetable, day, window, rules);
  const Changes changes(timetable, between, rules.slack);
  const auto apart = set_apart(legs, changes);
  const Queues queues = queues_of(timetable, day, legs, apart);
  Network out;
  out.legs = legs.size();
  if (fares) {
    join_legs(legs, kept_by_fare(legs, changes, queues, apart, *fares), out);
    for (const Leg& leg : legs.table) out.fare.push_back(fares->of_line[leg.line]);
  } else {
    join_legs(legs, kept_changes(legs, changes, queues, apart), out);
  }
  queue_up(legs, queues, out);
  get_off(legs, out);
  return out;
}

}  // namespace analysis::transit
