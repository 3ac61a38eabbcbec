#include "analysis/transit/journey.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <tuple>

#include "analysis/transit/changes.hpp"
#include "analysis/transit/legs.hpp"

namespace analysis::transit {
namespace {

using namespace geo;

constexpr std::uint8_t not_reached = 255;

/// How one came to be on a leg.
struct Came {
  enum class By : std::uint8_t { home, change, staying } by = By::home;
  std::uint32_t before = 0;  ///< leg got off, or ridden before; none from home
  std::uint32_t walk = 0;
};

struct Reached {
  std::uint8_t rides = not_reached;
  Came came = {};
};

/// A line whose departures nobody knows, at one of its stops.
struct Calling {
  std::size_t run;  ///< of `ServiceDay::frequent`
  std::uint32_t at;
};

/// A way by which one comes to a stop to get on.
struct WayIn {
  StopId from;
  ChangeWay way;
};

Per<StopId, std::vector<WayIn>> turned(const Changes& changes, std::size_t stops) {
  Per<StopId, std::vector<WayIn>> ways_in(stops);
  for (const StopId from : ways_in.rows()) {
    for (const ChangeWay& way : changes.from(from)) ways_in[way.to].push_back({from, way});
  }
  return ways_in;
}

/// How long one walks on a change that takes so long in all: the feed may say that the way is
/// quicker than along the streets.
std::uint32_t on_foot(const ChangeWay& way, std::uint32_t takes) {
  return std::min(way.walk, takes);
}

bool gets_on(Call call) {
  return call == Call::both || call == Call::board_only;
}
bool gets_off(Call call) {
  return call == Call::both || call == Call::alight_only;
}

/// Legs in order of departure, those at set times first laid out, the rest made when somebody is
/// there to wait for them.
class Scan {
 public:
  Scan(const Timetable& timetable, const ServiceDay& day, const WalksBetweenStops& between,
       Seconds leaves, const Rules& rules, const Ends& ends)
      : timetable_(timetable),
        day_(day),
        from_(leaves),
        rules_(rules),
        ends_(ends),
        slack_(static_cast<std::uint32_t>(rules.slack.count) * 10),
        most_(rules.rides == 0 ? not_reached - 1 : rules.rides),
        changes_(timetable, between, rules.slack),
        ways_in_(turned(changes_, timetable.stops.size())),
        got_off_(timetable.stops.size()),
        calling_(timetable.stops.size()),
        made_(day.frequent.size()),
        first_walk_(timetable.stops.size(), never),
        last_walk_(timetable.stops.size(), never) {
    const Legs legs = legs_within(timetable, day, {leaves, leaves + Seconds{60}}, rules);
    legs_.assign(legs.table.begin(), legs.table.end());
    goes_on_ = legs.goes_on;
    set_ = legs_.size();
    reached_.resize(set_);
    every_.resize(set_);
    file_calls();
    for (const Walk& walk : ends.to_stops) {
      first_walk_[walk.stop] = std::min(first_walk_[walk.stop], walk.takes);
    }
    for (const Walk& walk : ends.from_stops) {
      last_walk_[walk.stop] = std::min(last_walk_[walk.stop], walk.takes);
    }
  }

  std::optional<Journey> run() {
    best_ = ends_.on_foot <= rules_.longest ? ends_.on_foot : never;
    for (const Walk& walk : ends_.to_stops) {
      for (const Calling& call : calling_[walk.stop]) {
        wait(call, walk.takes + slack_, 1, {Came::By::home, 0, walk.takes});
      }
    }
    while (const auto leg = next()) {
      if (legs_[*leg].leaves >= best_) break;
      visit(*leg);
    }
    if (best_ == never) return std::nullopt;
    return told();
  }

 private:
  void file_calls() {
    for (std::size_t run = 0; run < day_.frequent.size(); ++run) {
      const TripId trip = day_.frequent[run].trip;
      if (rules_.wheelchair && timetable_.trips.wheelchair[trip] != Wheelchair::yes) continue;
      const PatternId pattern = timetable_.trips.pattern[trip];
      const auto calls = timetable_.patterns.calls[pattern];
      const auto stops = timetable_.patterns.stops[pattern];
      for (std::uint32_t at = 0; at + 1 < stops.size(); ++at) {
        if (gets_on(calls[at]) && usable(stops[at])) calling_[stops[at]].push_back({run, at});
      }
    }
  }
  bool usable(StopId stop) const {
    return !rules_.wheelchair || timetable_.stops.wheelchair[stop] == Wheelchair::yes;
  }

  /// The leg that leaves next, of set ones and of those that somebody waits for.
  std::optional<std::uint32_t> next() {
    const bool any_set = at_ < set_;
    if (!waiting_.empty() && (!any_set || waiting_.top().first < legs_[at_].leaves)) {
      const std::uint32_t leg = waiting_.top().second;
      waiting_.pop();
      return leg;
    }
    if (!any_set) return std::nullopt;
    return at_++;
  }

  void visit(std::uint32_t id) {
    const Leg leg = legs_[id];
    if (id < set_ && leg.boards) board(id, leg);
    Reached& here = reached_[id];
    if (here.rides > most_) return;
    stay_on(id);
    if (!leg.alights) return;
    got_off_[leg.to].push_back(id);
    arrive(id, leg);
    for (const ChangeWay& way : changes_.from(leg.to)) {
      for (const Calling& call : calling_[way.to]) {
        const auto takes = changes_.takes(leg, proto(call), way);
        if (takes == never) continue;
        wait(call, leg.arrives + takes, static_cast<std::uint8_t>(reached_[id].rides + 1),
             {Came::By::change, id, on_foot(way, takes)});
      }
    }
  }

  void board(std::uint32_t id, const Leg& leg) {
    Reached& here = reached_[id];
    const std::uint32_t walk = first_walk_[leg.from];
    if (walk != never && walk + slack_ <= leg.leaves && here.rides > 1) {
      here = {1, {Came::By::home, 0, walk}};
    }
    for (const auto& [from, way] : ways_in_[leg.from]) {
      for (const std::uint32_t off_id : got_off_[from]) {
        const Leg& off = legs_[off_id];
        const int rides = reached_[off_id].rides + 1;
        if (rides >= here.rides || off.leaves >= leg.leaves) continue;
        const auto takes = changes_.takes(off, leg, way);
        if (takes == never || off.arrives + takes > leg.leaves) continue;
        here = {static_cast<std::uint8_t>(rides), {Came::By::change, off_id, on_foot(way, takes)}};
      }
    }
  }

  void stay_on(std::uint32_t id) {
    const auto first =
        std::lower_bound(goes_on_.begin(), goes_on_.end(), id,
                         [](const GoesOn& on, std::uint32_t leg) { return on.leg.row() < leg; });
    const std::uint8_t rides = reached_[id].rides;
    for (auto on = first; on != goes_on_.end() && on->leg.row() == id; ++on) {
      Reached& then = reached_[on->as.row()];
      if (rides < then.rides) then = {rides, {Came::By::staying, id, 0}};
    }
    if (id >= set_ && id + 1 < legs_.size() && run_of(id + 1) == run_of(id)) {
      reached_[id + 1] = {rides, {Came::By::staying, id, 0}};
      waiting_.push({legs_[id + 1].leaves, id + 1});
    }
  }

  void arrive(std::uint32_t id, const Leg& leg) {
    const std::uint32_t walk = last_walk_[leg.to];
    if (walk == never) return;
    const std::uint32_t at = leg.arrives + walk;
    if (at > rules_.longest) return;
    const auto rank = std::tuple(at, reached_[id].rides, walk);
    // As quick on foot: then rather on foot.
    const bool better = last_leg_ ? rank < std::tuple(best_, reached_[*last_leg_].rides,
                                                      last_walk_[legs_[*last_leg_].to])
                                  : at < best_;
    if (!better) return;
    best_ = at;
    last_leg_ = id;
  }

  /// A leg of a line without times, to be asked about changes: only who and where it is.
  Leg proto(const Calling& call) const {
    const TripId trip = day_.frequent[call.run].trip;
    const PatternId pattern = timetable_.trips.pattern[trip];
    const auto stops = timetable_.patterns.stops[pattern];
    return {stops[call.at],
            stops[call.at + 1],
            0,
            0,
            trip,
            timetable_.patterns.line[pattern],
            true,
            true};
  }

  /// Somebody stands at the stop from `ready` on: half a headway later a vehicle comes, unless one
  /// that comes no later was made for somebody with no more rides.
  void wait(const Calling& call, std::uint32_t ready, std::uint8_t rides, const Came& came) {
    if (rides > most_) return;
    const FrequentRun& run = day_.frequent[call.run];
    const TimingId timing = timetable_.trips.timing[run.trip];
    const std::int64_t on_the_way = tenths(timetable_.timings.leaves[timing][call.at]);
    const std::int64_t first = tenths(run.from - from_) + on_the_way;
    const std::int64_t end = tenths(run.until - from_) + on_the_way;
    const std::int64_t stands = std::max<std::int64_t>(ready, first);
    if (stands >= end) return;
    const std::int64_t start = stands + tenths(run.every) / 2 - on_the_way;
    for (const Made& one : made_[call.run]) {
      if (one.start <= start && one.rides <= rides && one.at <= call.at) return;
    }
    if (start + on_the_way > rules_.longest) return;
    made_[call.run].push_back({start, rides, call.at});
    make(call, start);
    const auto id = static_cast<std::uint32_t>(run_first_.back());
    reached_[id] = {rides, came};
    waiting_.push({legs_[id].leaves, id});
  }

  /// Lays out a run from one of its stops on.
  void make(const Calling& call, std::int64_t start) {
    const FrequentRun& run = day_.frequent[call.run];
    const PatternId pattern = timetable_.trips.pattern[run.trip];
    const TimingId timing = timetable_.trips.timing[run.trip];
    const auto stops = timetable_.patterns.stops[pattern];
    const auto calls = timetable_.patterns.calls[pattern];
    const auto at = [&](Seconds after) {
      return static_cast<std::uint32_t>(start + tenths(after));
    };
    run_first_.push_back(legs_.size());
    for (std::uint32_t i = call.at; i + 1 < stops.size(); ++i) {
      legs_.push_back({stops[i], stops[i + 1], at(timetable_.timings.leaves[timing][i]),
                       at(timetable_.timings.arrives[timing][i + 1]), run.trip,
                       timetable_.patterns.line[pattern], false,
                       gets_off(calls[i + 1]) && usable(stops[i + 1])});
      every_.push_back(run.every);
    }
    reached_.resize(legs_.size());
  }
  std::size_t run_of(std::uint32_t made) const {
    return static_cast<std::size_t>(std::upper_bound(run_first_.begin(), run_first_.end(), made) -
                                    run_first_.begin());
  }
  static std::int64_t tenths(Seconds span) { return std::int64_t{span.count} * 10; }

  Journey told() const {
    if (!last_leg_) return {{}, ends_.on_foot, ends_.on_foot};
    Journey journey{{}, last_walk_[legs_[*last_leg_].to], best_};
    std::uint32_t id = *last_leg_;
    std::optional<Ride> ride;
    for (bool home = false; !home;) {
      const Leg& leg = legs_[id];
      if (!ride) ride = Ride{leg.from, leg.to, leg.trip, leg.leaves, leg.arrives, every_[id]};
      ride->from = leg.from;
      ride->leaves = leg.leaves;
      const Came& came = reached_[id].came;
      const bool same = came.by == Came::By::staying && legs_[came.before].trip == leg.trip;
      home = came.by == Came::By::home;
      if (!same) {
        ride->walk = came.walk;
        ride->stays_seated = came.by == Came::By::staying;
        journey.rides.push_back(*ride);
        ride.reset();
      }
      id = came.before;
    }
    std::reverse(journey.rides.begin(), journey.rides.end());
    return journey;
  }

  struct Made {
    std::int64_t start;  ///< tenths of a second after leaving home
    std::uint8_t rides;
    std::uint32_t at;
  };
  using Waiting = std::pair<std::uint32_t, std::uint32_t>;  // leaves, leg

  const Timetable& timetable_;
  const ServiceDay& day_;
  const Seconds from_;
  const Rules& rules_;
  const Ends& ends_;
  const std::uint32_t slack_;
  const std::uint8_t most_;
  Changes changes_;
  Per<StopId, std::vector<WayIn>> ways_in_;
  std::vector<Leg> legs_;  ///< set ones in order of departure, then those made
  std::vector<GoesOn> goes_on_;
  std::size_t set_ = 0;
  std::vector<Reached> reached_;
  std::vector<std::optional<Seconds>> every_;
  Per<StopId, std::vector<std::uint32_t>> got_off_;
  Per<StopId, std::vector<Calling>> calling_;
  std::vector<std::vector<Made>> made_;
  std::vector<std::size_t> run_first_;
  Per<StopId, std::uint32_t> first_walk_, last_walk_;
  std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting_;
  std::uint32_t at_ = 0;
  std::uint32_t best_ = never;
  std::optional<std::uint32_t> last_leg_;
};

}  // namespace

std::optional<Journey> quickest_journey(const Timetable& timetable, const ServiceDay& day,
                                        const WalksBetweenStops& between, Seconds leaves,
                                        const Rules& rules, const Ends& ends) {
  return Scan(timetable, day, between, leaves, rules, ends).run();
}

}  // namespace analysis::transit
