#include "analysis/transit/search.hpp"

#include <algorithm>
#include <cassert>

#include "analysis/transit/changes.hpp"
#include "analysis/transit/legs.hpp"

namespace analysis::transit {
namespace {

using namespace geo;

constexpr std::uint8_t not_reached = 255;

/// A way by which one comes to a stop to get on.
struct WayIn {
  StopId from;
  ChangeWay way;
};

}  // namespace

struct Search::Impl {
  Window window;
  Rules rules;
  std::size_t stops;
  Legs legs;
  Changes changes;
  Per<StopId, std::vector<WayIn>> ways_in;

  template <class Arrive>
  void leave(std::span<const Walk> home, std::size_t minute, Arrive arrive) const;
};

namespace {

/// One home, one minute: which legs one can be on, after how few rides. Legs come in order of
/// departure, so that all that leads to one is known when it is looked at.
class Scan {
 public:
  Scan(const Legs& legs, const Changes& changes, const Per<StopId, std::vector<WayIn>>& ways_in,
       std::uint32_t slack)
      : legs_(legs),
        changes_(changes),
        ways_in_(ways_in),
        slack_(slack),
        rides_(legs.size(), not_reached),
        got_off_(ways_in.size()) {}

  /// Calls `arrive(leg)` for each leg at whose end one may be.
  template <class Arrive>
  void run(std::span<const Walk> home, std::uint32_t leaves, std::uint8_t most, Arrive arrive) {
    auto on = legs_.goes_on.begin();
    for (const LegId id : legs_.table.rows()) {
      const Leg& leg = legs_.table[id];
      if (leg.boards) rides_[id] = std::min(rides_[id], by_boarding(leg, home, leaves));
      if (rides_[id] > most) rides_[id] = not_reached;
      for (; on != legs_.goes_on.end() && on->leg == id; ++on) {
        rides_[on->as] = std::min(rides_[on->as], rides_[id]);
      }
      if (rides_[id] == not_reached || !leg.alights) continue;
      got_off_[leg.to].push_back(id);
      arrive(leg);
    }
  }

 private:
  std::uint8_t by_boarding(const Leg& leg, std::span<const Walk> home, std::uint32_t leaves) const {
    for (const Walk& walk : home) {
      if (walk.stop == leg.from && leaves + walk.takes + slack_ <= leg.leaves) return 1;
    }
    std::uint8_t least = not_reached;
    for (const auto& [from, way] : ways_in_[leg.from]) {
      for (const LegId id : got_off_[from]) {
        const Leg& off = legs_.table[id];
        if (rides_[id] + 1 >= least || off.leaves >= leg.leaves) continue;
        const auto takes = changes_.takes(off, leg, way);
        if (takes != never && off.arrives + takes <= leg.leaves) {
          least = static_cast<std::uint8_t>(rides_[id] + 1);
        }
      }
    }
    return least;
  }

  const Legs& legs_;
  const Changes& changes_;
  const Per<StopId, std::vector<WayIn>>& ways_in_;
  const std::uint32_t slack_;
  Per<LegId, std::uint8_t> rides_;
  Per<StopId, std::vector<LegId>> got_off_;
};

Per<StopId, std::vector<WayIn>> turned(const Changes& changes, std::size_t stops) {
  Per<StopId, std::vector<WayIn>> ways_in(stops);
  for (const StopId from : ways_in.rows()) {
    for (const ChangeWay& way : changes.from(from)) ways_in[way.to].push_back({from, way});
  }
  return ways_in;
}

}  // namespace

template <class Arrive>
void Search::Impl::leave(std::span<const Walk> home, std::size_t minute, Arrive arrive) const {
  const auto leaves = static_cast<std::uint32_t>(minute) * tenths_in_minute;
  const auto slack = static_cast<std::uint32_t>(rules.slack.count) * 10;
  const std::uint8_t most = rules.rides == 0 ? not_reached - 1 : rules.rides;
  Scan(legs, changes, ways_in, slack).run(home, leaves, most, [&](const Leg& leg) {
    if (leg.arrives - leaves <= rules.longest) arrive(leg);
  });
}

Search::Search(const Timetable& timetable, const ServiceDay& day, const WalksBetweenStops& between,
               const Window& window, const Rules& rules) {
  const std::size_t stops = timetable.stops.size();
  Changes changes(timetable, between, rules.slack);
  auto ways_in = turned(changes, stops);
  impl_ = std::make_unique<const Impl>(Impl{window, rules, stops,
                                            legs_within(timetable, day, window, rules),
                                            std::move(changes), std::move(ways_in)});
}

Search::~Search() = default;
Search::Search(Search&&) noexcept = default;

std::vector<Arrivals> Search::arrivals(std::span<const std::span<const Walk>> homes) const {
  assert(homes.size() <= lanes);
  std::vector<Arrivals> all(homes.size());
  for (std::size_t home = 0; home < homes.size(); ++home) {
    Arrivals& out = all[home];
    out.minutes_ = impl_->window.minutes();
    out.by_stop_and_minute_.assign(impl_->stops * out.minutes_, never);
    for (std::size_t minute = 0; minute < out.minutes_; ++minute) {
      impl_->leave(homes[home], minute, [&](const Leg& leg) {
        auto& arrival = out.by_stop_and_minute_[leg.to.row() * out.minutes_ + minute];
        arrival = std::min(arrival, leg.arrives);
      });
    }
  }
  return all;
}

}  // namespace analysis::transit
