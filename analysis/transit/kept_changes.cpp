#include "analysis/transit/kept_changes.hpp"

#include <algorithm>

namespace analysis::transit {
namespace {

using namespace geo;

/// The least of what has been shown since the last `forget`, for each stop.
class Earliest {
 public:
  explicit Earliest(std::size_t stops) : times_(stops) {}

  void forget() { ++now_; }
  /// Whether it is earlier than all that was shown before.
  bool improves(StopId stop, std::uint32_t time) {
    Since& least = times_[stop.row()];
    if (least.shown == now_ && least.time <= time) return false;
    least = {time, now_};
    return true;
  }

 private:
  struct Since {
    std::uint32_t time = 0, shown = 0;
  };
  std::vector<Since> times_;
  std::uint32_t now_ = 1;
};

/// Ways on from a stop of which the timetable says nothing, and whether there are others.
struct WaysOn {
  std::vector<Walk> walks;
  bool ruled = false;
};

Per<StopId, WaysOn> ways_on(const Changes& changes, std::size_t stops) {
  Per<StopId, WaysOn> all(stops);
  for (const StopId stop : all.rows()) {
    WaysOn& ways = all[stop];
    for (const ChangeWay& way : changes.from(stop)) {
      if (!changes.rules_of(way).empty()) {
        ways.ruled = true;
      } else {
        ways.walks.push_back({way.to, way.walk});
      }
    }
  }
  return all;
}

/// Where one may be, and be ready to get on, by way of the vehicle that is looked at.
class Known {
 public:
  Known(const Legs& legs, const Per<LegId, bool>& apart, const Per<StopId, WaysOn>& ways)
      : legs_(legs),
        apart_(apart),
        ways_(ways),
        there_(ways.size()),
        ready_(ways.size()),
        plainly_there_(ways.size()) {}

  void forget() {
    there_.forget();
    ready_.forget();
    plainly_there_.forget();
  }

  /// Takes up that one may get off at the end of a leg. Whether that is of any use.
  bool improves(LegId id) {
    const Leg& leg = legs_.table[id];
    if (!leg.alights) return apart_[id];
    bool better = there_.improves(leg.to, leg.arrives);
    if (apart_[id]) return true;
    // No earlier there, no earlier anywhere that one walks to from there.
    if (!plainly_there_.improves(leg.to, leg.arrives)) return better;
    const WaysOn& ways = ways_.values()[leg.to.row()];
    if (ways.ruled) better = true;
    for (const Walk& walk : ways.walks) {
      if (ready_.improves(walk.stop, leg.arrives + walk.takes)) better = true;
    }
    return better;
  }

 private:
  const Legs& legs_;
  const Per<LegId, bool>& apart_;
  const Per<StopId, WaysOn>& ways_;
  Earliest there_;          ///< got off
  Earliest ready_;          ///< walked to the stop, but for the slack
  Earliest plainly_there_;  ///< got off a leg that is not set apart
};

class Reduction {
 public:
  Reduction(const Legs& legs, const Changes& changes, const Queues& queues,
            const Per<LegId, bool>& apart)
      : legs_(legs),
        changes_(changes),
        queues_(queues),
        ways_(ways_on(changes, queues.from.size())),
        known_(legs, apart, ways_) {}

  /// The changes from a run that are kept: its last calls first.
  void keep_from(RunId run, std::vector<Change>& kept) {
    known_.forget();
    const auto way = legs_.of_run[run];
    for (auto off = way.rbegin(); off != way.rend(); ++off) {
      if (!legs_.table[*off].alights) continue;
      known_.improves(*off);
      find_first(*off);
      for (const LegId on : first_) {
        if (leads_anywhere(on)) kept.push_back({*off, on});
      }
    }
  }

 private:
  // Of each queue that one gets to, the first leg that one catches, the quickest first.
  void find_first(LegId off) {
    first_.clear();
    for (const ChangeWay& way : changes_.from(legs_.table[off].to)) {
      for (const QueueId queue : queues_.from[way.to]) {
        const LegId on = caught(off, queues_.legs[queue], way);
        const bool stays = on.row() < legs_.size() && legs_.run[on] == legs_.run[off] && on > off;
        if (on.row() < legs_.size() && !stays) first_.push_back(on);
      }
    }
    std::sort(first_.begin(), first_.end(), [&](LegId a, LegId b) {
      const auto one = legs_.table[a].arrives, other = legs_.table[b].arrives;
      return one != other ? one < other : a < b;
    });
  }

  LegId caught(LegId id, std::span<const LegId> queue, const ChangeWay& way) const {
    const Leg& off = legs_.table[id];
    const bool ruled = !changes_.rules_of(way).empty();
    const std::uint32_t from = ruled ? off.arrives : off.arrives + changes_.plainly(way);
    auto on = std::lower_bound(
        queue.begin(), queue.end(), from,
        [&](LegId leg, std::uint32_t time) { return legs_.table[leg].leaves < time; });
    for (; on != queue.end(); ++on) {
      const Leg& leg = legs_.table[*on];
      if (leg.leaves <= off.leaves) continue;
      if (!ruled) return *on;
      const auto takes = changes_.takes(off, leg, way);
      if (takes != never && off.arrives + takes <= leg.leaves) return *on;
    }
    return LegId{legs_.size()};
  }

  bool leads_anywhere(LegId on) {
    bool better = false;
    const auto way = legs_.of_run[legs_.run[on]];
    for (auto leg = std::lower_bound(way.begin(), way.end(), on); leg != way.end(); ++leg) {
      if (known_.improves(*leg)) better = true;
    }
    return better;
  }

  const Legs& legs_;
  const Changes& changes_;
  const Queues& queues_;
  const Per<StopId, WaysOn> ways_;
  Known known_;
  std::vector<LegId> first_;
};

}  // namespace

std::vector<Change> kept_changes(const Legs& legs, const Changes& changes, const Queues& queues,
                                 const Per<LegId, bool>& apart) {
  Reduction reduction(legs, changes, queues, apart);
  std::vector<Change> kept;
  for (const RunId run : legs.of_run.rows()) reduction.keep_from(run, kept);
  return kept;
}

}  // namespace analysis::transit
