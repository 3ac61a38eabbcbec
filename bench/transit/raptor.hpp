#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "analysis/transit/rules.hpp"
#include "geo/service_day.hpp"
#include "geo/timetable.hpp"

namespace peer {

using analysis::transit::Walk;
using analysis::transit::WalksBetweenStops;
using geo::Seconds;
using geo::StopId;
using Time = std::uint32_t;  // tenths of a second after the window begins, a day ahead

/// Rounds over routes: RAPTOR of Delling, Pajor and Werneck (2015), doi:10.1287/trsc.2014.0534, as
/// one would write it for speed: flat tables, only routes at stops that got better, times of a stop
/// of a route side by side, the trip caught found from the one before it. With labels kept from one
/// minute to that before it is range-RAPTOR. Any number of rides; no transfers.txt.
class Raptor {
 public:
  static constexpr Time never = ~Time{0};

  Raptor(const geo::Timetable& timetable, const geo::ServiceDay& day,
         const WalksBetweenStops& between, Seconds from, Time slack)
      : between_(between),
        slack_(slack),
        routes_at_(timetable.stops.size()),
        got_off_(timetable.stops.size()),
        ready_(timetable.stops.size()),
        marked_(timetable.stops.size()) {
    std::map<geo::PatternId, std::vector<geo::Run>> by_pattern;
    for (const geo::Run& run : day.runs) {
      by_pattern[timetable.trips.pattern[run.trip]].push_back(run);
    }
    for (auto& [pattern, runs] : by_pattern) add_routes(timetable, pattern, runs, from);
    first_in_.assign(routes_.size(), 0);
    queued_.assign(routes_.size(), false);
  }

  /// When one is at each stop who leaves home at `left`.
  std::span<const Time> leave(std::span<const Walk> home, Time left) {
    forget();
    return leave_earlier(home, left);
  }
  void forget() {
    std::fill(got_off_.begin(), got_off_.end(), never);
    std::fill(ready_.begin(), ready_.end(), never);
  }
  /// The same, labels of a later `left` kept.
  std::span<const Time> leave_earlier(std::span<const Walk> home, Time left) {
    for (const Walk& walk : home) be_ready(walk.stop, left + walk.takes);
    while (!improved_.empty()) {
      queue_routes();
      for (const std::uint32_t route : queue_) ride(route);
      queue_.clear();
      for (const StopId stop : by_ride_) {
        by_ride_mark_[stop.row()] = false;
        const Time there = got_off_[stop.row()];
        be_ready(stop, there);
        for (const Walk& walk : between_[stop]) be_ready(walk.stop, there + walk.takes);
      }
      by_ride_.clear();
    }
    return got_off_;
  }

 private:
  struct Route {
    std::uint32_t first_stop, stops, first_time, trips;
  };
  struct AtStop {
    std::uint32_t route, position;
  };
  struct Call {
    StopId stop;
    bool boards, alights;
  };

  void add_routes(const geo::Timetable& all, geo::PatternId pattern, std::vector<geo::Run>& runs,
                  Seconds from) {
    std::stable_sort(runs.begin(), runs.end(),
                     [](const geo::Run& a, const geo::Run& b) { return a.start < b.start; });
    std::vector<std::vector<geo::Run>> columns;
    const auto behind = [&](const geo::Run& a, const geo::Run& b) {
      const auto first = all.trips.timing[a.trip], second = all.trips.timing[b.trip];
      for (const auto* times : {&all.timings.leaves, &all.timings.arrives}) {
        for (std::size_t i = 0; i < (*times)[first].size(); ++i) {
          if (a.start + (*times)[first][i] > b.start + (*times)[second][i]) return false;
        }
      }
      return true;
    };
    for (const geo::Run& run : runs) {
      auto column = std::find_if(columns.begin(), columns.end(),
                                 [&](const auto& some) { return behind(some.back(), run); });
      if (column == columns.end()) column = columns.insert(columns.end(), std::vector<geo::Run>{});
      column->push_back(run);
    }
    for (const auto& column : columns) add_route(all, pattern, column, from);
  }

  void add_route(const geo::Timetable& all, geo::PatternId pattern,
                 const std::vector<geo::Run>& runs, Seconds from) {
    const auto stops = all.patterns.stops[pattern];
    const auto calls = all.patterns.calls[pattern];
    const auto number = static_cast<std::uint32_t>(routes_.size());
    routes_.push_back(
        {static_cast<std::uint32_t>(calls_.size()), static_cast<std::uint32_t>(stops.size()),
         static_cast<std::uint32_t>(leaves_.size()), static_cast<std::uint32_t>(runs.size())});
    // Times before the window lie below zero; nobody catches them.
    const auto tenths = [&](Seconds time) {
      return static_cast<Time>(std::max(0, (time - from).count * 10));
    };
    for (std::uint32_t i = 0; i < stops.size(); ++i) {
      const bool boards = calls[i] == geo::Call::both || calls[i] == geo::Call::board_only;
      const bool alights = calls[i] == geo::Call::both || calls[i] == geo::Call::alight_only;
      calls_.push_back({stops[i], boards, alights});
      if (boards && i + 1 < stops.size()) routes_at_[stops[i].row()].push_back({number, i});
      for (const geo::Run& run : runs) {
        const auto timing = all.trips.timing[run.trip];
        leaves_.push_back(tenths(run.start + all.timings.leaves[timing][i]));
        arrives_.push_back(tenths(run.start + all.timings.arrives[timing][i]));
      }
    }
  }

  void be_ready(StopId stop, Time time) {
    if (time >= ready_[stop.row()]) return;
    ready_[stop.row()] = time;
    if (marked_[stop.row()]) return;
    marked_[stop.row()] = true;
    improved_.push_back(stop);
  }

  void queue_routes() {
    for (const StopId stop : improved_) {
      marked_[stop.row()] = false;
      for (const auto& [route, position] : routes_at_[stop.row()]) {
        if (!queued_[route]) {
          queued_[route] = true;
          queue_.push_back(route);
          first_in_[route] = position;
        } else {
          first_in_[route] = std::min(first_in_[route], position);
        }
      }
    }
    improved_.clear();
  }

  void ride(std::uint32_t number) {
    queued_[number] = false;
    const Route& route = routes_[number];
    std::uint32_t trip = route.trips;
    for (std::uint32_t i = first_in_[number]; i < route.stops; ++i) {
      const Call& call = calls_[route.first_stop + i];
      const std::size_t row = route.first_time + std::size_t{i} * route.trips;
      if (trip < route.trips && call.alights) get_off(call.stop, arrives_[row + trip]);
      const Time ready = ready_[call.stop.row()];
      if (!call.boards || ready == never) continue;
      const Time* const leaves = leaves_.data() + row;
      if (trip == route.trips) {
        trip = static_cast<std::uint32_t>(
            std::lower_bound(leaves, leaves + route.trips, ready + slack_) - leaves);
      } else {
        while (trip > 0 && leaves[trip - 1] >= ready + slack_) --trip;
      }
    }
  }

  void get_off(StopId stop, Time time) {
    if (time >= got_off_[stop.row()]) return;
    got_off_[stop.row()] = time;
    if (by_ride_mark_[stop.row()]) return;
    by_ride_mark_[stop.row()] = true;
    by_ride_.push_back(stop);
  }

  const WalksBetweenStops& between_;
  const Time slack_;
  std::vector<Route> routes_;
  std::vector<Call> calls_;
  std::vector<Time> leaves_, arrives_;  ///< by route, stop, trip
  std::vector<std::vector<AtStop>> routes_at_;
  std::vector<Time> got_off_, ready_;
  std::vector<char> marked_, queued_;
  std::vector<char> by_ride_mark_ = std::vector<char>(got_off_.size());
  std::vector<StopId> improved_, by_ride_;
  std::vector<std::uint32_t> queue_, first_in_;
};

}  // namespace peer
