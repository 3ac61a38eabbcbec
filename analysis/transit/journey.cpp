#include "analysis/transit/journey.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <tuple>
#include <utility>

#include "analysis/transit/changes.hpp"
#include "analysis/transit/found_trips.hpp"
#include "analysis/transit/legs.hpp"

namespace analysis::transit {
namespace {

using namespace geo;

constexpr std::uint8_t any_number = 254;

/// How one came to be on a leg.
struct Came {
  enum class By : std::uint8_t { home, change, staying } by = By::home;
  LegPlace before = {};  ///< leg got off, or ridden before; none from home
  std::uint32_t walk = 0;
};

struct Reached {
  std::uint8_t rides;
  std::uint32_t spent;  ///< thousandths
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
       Seconds leaves, const Rules& rules, const Ends& ends, const Fares* fares)
      : timetable_(timetable),
        day_(day),
        from_(leaves),
        rules_(rules),
        ends_(ends),
        fares_(fares),
        slack_(static_cast<std::uint32_t>(rules.slack.count) * 10),
        most_(rules.rides == 0 ? any_number : rules.rides),
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

  /// Trips of which none is both as cheap and as quick as another, the cheapest first.
  std::vector<PaidJourney> run() {
    if (ends_.on_foot <= rules_.longest) {
      found_.add({0, ends_.on_foot, 0, ends_.on_foot, std::nullopt});
    }
    for (const Walk& walk : ends_.to_stops) {
      for (const Calling& call : calling_[walk.stop]) {
        wait(call, walk.takes + slack_, {1, 0, {Came::By::home, {}, walk.takes}});
      }
    }
    while (const auto leg = next()) {
      if (found_.beat(legs_[*leg].leaves, 0)) break;
      visit(*leg);
    }
    std::vector<PaidJourney> all;
    for (const FoundTrip& found : found_.cheapest_first())
      all.push_back({Money{found.spent}, told(found)});
    return all;
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

  /// What has been spent by who gets on this line; nothing where one does not.
  std::optional<std::uint32_t> paid(LineId line, std::uint32_t spent) const {
    if (!fares_) return spent;
    const auto& fare = fares_->of_line[line];
    if (!fare || spent + std::uint64_t{fare->thousandths} > fares_->budget.thousandths) {
      return std::nullopt;
    }
    return spent + fare->thousandths;
  }

  /// Takes up a way to be on a leg, unless another has as few rides for as little.
  void reach(std::uint32_t id, const Reached& way) {
    auto& here = reached_[id];
    const auto beats = [](const Reached& a, const Reached& b) {
      return a.rides <= b.rides && a.spent <= b.spent;
    };
    const bool beaten = std::any_of(here.begin(), here.end(),
                                    [&](const Reached& known) { return beats(known, way); });
    if (way.rides > most_ || beaten || found_.beat(legs_[id].leaves, way.spent)) return;
    std::erase_if(here, [&](const Reached& known) { return beats(way, known); });
    here.push_back(way);
  }

  // Nobody comes to a leg that has been visited any more, so a place on it stays what it is.
  void visit(std::uint32_t id) {
    const Leg leg = legs_[id];
    if (id < set_ && leg.boards) board(id, leg);
    if (reached_[id].empty()) return;
    stay_on(id);
    if (!leg.alights) return;
    got_off_[leg.to].push_back(id);
    arrive(id, leg);
    for (const ChangeWay& way : changes_.from(leg.to)) {
      for (const Calling& call : calling_[way.to]) {
        const auto takes = changes_.takes(leg, proto(call), way);
        if (takes != never) change_to(call, {id, 0}, on_foot(way, takes), takes);
      }
    }
  }

  void change_to(const Calling& call, LegPlace off, std::uint32_t walk, std::uint32_t takes) {
    const std::size_t ways = reached_[off.leg].size();
    for (; off.way < ways; ++off.way) {
      const Reached before = reached_[off.leg][off.way];
      const auto rides = static_cast<std::uint8_t>(before.rides + 1);
      wait(call, legs_[off.leg].arrives + takes,
           {rides, before.spent, {Came::By::change, off, walk}});
    }
  }

  void board(std::uint32_t id, const Leg& leg) {
    const std::uint32_t walk = first_walk_[leg.from];
    if (walk != never && walk + slack_ <= leg.leaves) {
      get_on(id, leg.line, {1, 0, {Came::By::home, {}, walk}});
    }
    for (const auto& [from, way] : ways_in_[leg.from]) {
      for (const std::uint32_t off_id : got_off_[from]) {
        const Leg& off = legs_[off_id];
        if (off.leaves >= leg.leaves) continue;
        const auto takes = changes_.takes(off, leg, way);
        if (takes == never || off.arrives + takes > leg.leaves) continue;
        for (LegPlace at{off_id, 0}; at.way < reached_[off_id].size(); ++at.way) {
          const Reached& before = reached_[off_id][at.way];
          get_on(id, leg.line,
                 {static_cast<std::uint8_t>(before.rides + 1),
                  before.spent,
                  {Came::By::change, at, on_foot(way, takes)}});
        }
      }
    }
  }

  /// `way` is that of one who has not paid yet.
  void get_on(std::uint32_t id, LineId line, Reached way) {
    const auto spent = paid(line, way.spent);
    if (!spent) return;
    way.spent = *spent;
    reach(id, way);
  }

  void stay_on(std::uint32_t id) {
    const auto first =
        std::lower_bound(goes_on_.begin(), goes_on_.end(), id,
                         [](const GoesOn& on, std::uint32_t leg) { return on.leg.row() < leg; });
    for (auto on = first; on != goes_on_.end() && on->leg.row() == id; ++on) {
      go_on(id, on->as.row());
    }
    if (id >= set_ && id + 1 < legs_.size() && run_of(id + 1) == run_of(id)) {
      go_on(id, id + 1);
      waiting_.push({legs_[id + 1].leaves, id + 1});
    }
  }

  void go_on(std::uint32_t id, std::uint32_t as) {
    for (LegPlace at{id, 0}; at.way < reached_[id].size(); ++at.way) {
      const Reached& here = reached_[id][at.way];
      reach(as, {here.rides, here.spent, {Came::By::staying, at, 0}});
    }
  }

  void arrive(std::uint32_t id, const Leg& leg) {
    const std::uint32_t walk = last_walk_[leg.to];
    if (walk == never) return;
    const std::uint32_t at = leg.arrives + walk;
    if (at > rules_.longest) return;
    for (LegPlace last{id, 0}; last.way < reached_[id].size(); ++last.way) {
      const Reached& here = reached_[id][last.way];
      found_.add({here.spent, at, here.rides, walk, last});
    }
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

  /// Somebody who has not paid yet stands at the stop from `ready` on: half a headway later a
  /// vehicle comes, unless one that comes no later was made for somebody with no more rides, who
  /// had spent no more.
  void wait(const Calling& call, std::uint32_t ready, Reached way) {
    const FrequentRun& run = day_.frequent[call.run];
    const auto spent = paid(timetable_.line_of(run.trip), way.spent);
    if (way.rides > most_ || !spent) return;
    way.spent = *spent;
    const TimingId timing = timetable_.trips.timing[run.trip];
    const std::int64_t on_the_way = tenths(timetable_.timings.leaves[timing][call.at]);
    const std::int64_t first = tenths(run.from - from_) + on_the_way;
    const std::int64_t end = tenths(run.until - from_) + on_the_way;
    const std::int64_t stands = std::max<std::int64_t>(ready, first);
    if (stands >= end) return;
    const std::int64_t start = stands + tenths(run.every) / 2 - on_the_way;
    for (const Made& one : made_[call.run]) {
      const bool no_later = one.start <= start && one.at <= call.at;
      if (no_later && one.rides <= way.rides && one.spent <= way.spent) return;
    }
    if (start + on_the_way > rules_.longest) return;
    made_[call.run].push_back({start, way.rides, way.spent, call.at});
    make(call, start);
    const auto id = static_cast<std::uint32_t>(run_first_.back());
    reached_[id] = {way};
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

  Journey told(const FoundTrip& found) const {
    Journey journey{{}, found.walk, found.arrives};
    if (!found.last) return journey;
    LegPlace at = *found.last;
    std::optional<Ride> ride;
    for (bool home = false; !home;) {
      const Leg& leg = legs_[at.leg];
      if (!ride) ride = Ride{leg.from, leg.to, leg.trip, leg.leaves, leg.arrives, every_[at.leg]};
      ride->from = leg.from;
      ride->leaves = leg.leaves;
      const Came& came = reached_[at.leg][at.way].came;
      const bool same = came.by == Came::By::staying && legs_[came.before.leg].trip == leg.trip;
      home = came.by == Came::By::home;
      if (!same) {
        ride->walk = came.walk;
        ride->stays_seated = came.by == Came::By::staying;
        journey.rides.push_back(*ride);
        ride.reset();
      }
      at = came.before;
    }
    std::reverse(journey.rides.begin(), journey.rides.end());
    return journey;
  }

  struct Made {
    std::int64_t start;  ///< tenths of a second after leaving home
    std::uint8_t rides;
    std::uint32_t spent, at;
  };
  using Waiting = std::pair<std::uint32_t, std::uint32_t>;  // leaves, leg

  const Timetable& timetable_;
  const ServiceDay& day_;
  const Seconds from_;
  const Rules& rules_;
  const Ends& ends_;
  const Fares* const fares_;  ///< null: nothing costs anything
  const std::uint32_t slack_;
  const std::uint8_t most_;
  Changes changes_;
  Per<StopId, std::vector<WayIn>> ways_in_;
  std::vector<Leg> legs_;  ///< set ones in order of departure, then those made
  std::vector<GoesOn> goes_on_;
  std::size_t set_ = 0;
  std::vector<std::vector<Reached>> reached_;  ///< on each leg, no way worse than another
  std::vector<std::optional<Seconds>> every_;
  Per<StopId, std::vector<std::uint32_t>> got_off_;
  Per<StopId, std::vector<Calling>> calling_;
  std::vector<std::vector<Made>> made_;
  std::vector<std::size_t> run_first_;
  Per<StopId, std::uint32_t> first_walk_, last_walk_;
  std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting_;
  std::uint32_t at_ = 0;
  FoundTrips found_;
};

}  // namespace

std::optional<Journey> quickest_journey(const Timetable& timetable, const ServiceDay& day,
                                        const WalksBetweenStops& between, Seconds leaves,
                                        const Rules& rules, const Ends& ends) {
  auto found = Scan(timetable, day, between, leaves, rules, ends, nullptr).run();
  if (found.empty()) return std::nullopt;
  return std::move(found.front().journey);
}

std::vector<PaidJourney> journeys_for_money(const Timetable& timetable, const ServiceDay& day,
                                            const WalksBetweenStops& between, Seconds leaves,
                                            const Rules& rules, const Ends& ends,
                                            const Fares& fares) {
  return Scan(timetable, day, between, leaves, rules, ends, &fares).run();
}

}  // namespace analysis::transit
