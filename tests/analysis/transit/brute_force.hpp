#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "analysis/transit/rules.hpp"
#include "geo/service_day.hpp"
#include "geo/timetable.hpp"

/// Earliest arrivals by the letter of the rules, home by home and minute by minute: every leg of
/// every run is asked about every leg before it. Shares nothing with the search but the timetable.
class BruteForce {
 public:
  using Walks = std::vector<std::vector<analysis::transit::Walk>>;  ///< from each stop

  BruteForce(const geo::Timetable& timetable, const geo::ServiceDay& day, const Walks& walks,
             const analysis::transit::Window& window, const analysis::transit::Rules& rules)
      : timetable_(timetable), walks_(walks), window_(window), rules_(rules) {
    for (std::size_t run = 0; run < day.runs.size(); ++run) add(day, run);
    std::stable_sort(legs_.begin(), legs_.end(),
                     [](const Leg& a, const Leg& b) { return a.leaves < b.leaves; });
    join();
    find_changes();
  }

  /// Tenths of a second after the window begins, by stop.
  std::vector<std::uint32_t> arrivals(const std::vector<analysis::transit::Walk>& home,
                                      std::size_t minute) const {
    const long left = 600 * static_cast<long>(minute);
    std::vector<std::uint32_t> out(timetable_.stops.size(), analysis::transit::never);
    std::vector<int> rides(legs_.size(), none);
    for (std::size_t on = 0; on < legs_.size(); ++on) {
      const Leg& leg = legs_[on];
      for (const std::size_t before : leg.continues) rides[on] = std::min(rides[on], rides[before]);
      if (leg.boards) {
        for (const auto& walk : home) {
          if (walk.stop == leg.from && left + walk.takes + 10 * rules_.slack.count <= leg.leaves) {
            rides[on] = 1;
          }
        }
        for (const std::size_t off : leg.changed_from) {
          if (rides[off] != none) rides[on] = std::min(rides[on], rides[off] + 1);
        }
      }
      if (rules_.rides > 0 && rides[on] > rules_.rides) rides[on] = none;
      if (rides[on] == none || !leg.alights || leg.arrives - left > rules_.longest) continue;
      auto& arrival = out[leg.to.row()];
      arrival = std::min(arrival, static_cast<std::uint32_t>(leg.arrives));
    }
    return out;
  }

  /// The same of trips that cost `budget` thousandths at most, each ride the fare of its line;
  /// below zero: nobody gets on. On every leg all rides and sums are kept by which one may be
  /// there.
  std::vector<std::uint32_t> arrivals(const std::vector<analysis::transit::Walk>& home,
                                      std::size_t minute, const std::vector<long>& fares,
                                      long budget) const {
    const long left = 600 * static_cast<long>(minute);
    std::vector<std::uint32_t> out(timetable_.stops.size(), analysis::transit::never);
    std::vector<std::set<std::pair<int, long>>> ways(legs_.size());  // rides, spent
    for (std::size_t on = 0; on < legs_.size(); ++on) {
      const Leg& leg = legs_[on];
      for (const std::size_t before : leg.continues) {
        ways[on].insert(ways[before].begin(), ways[before].end());
      }
      const long fare = fares[timetable_.line_of(leg.trip).row()];
      const auto get_on = [&](int rides, long spent) {
        if (rules_.rides > 0 && rides > rules_.rides) return;
        if (spent <= budget) ways[on].emplace(rides, spent);
      };
      if (leg.boards && fare >= 0) {
        for (const auto& walk : home) {
          if (walk.stop == leg.from && left + walk.takes + 10 * rules_.slack.count <= leg.leaves) {
            get_on(1, fare);
          }
        }
        for (const std::size_t off : leg.changed_from) {
          for (const auto& [rides, spent] : ways[off]) {
            get_on(rules_.rides > 0 ? rides + 1 : 1, spent + fare);
          }
        }
      }
      if (ways[on].empty() || !leg.alights || leg.arrives - left > rules_.longest) continue;
      auto& arrival = out[leg.to.row()];
      arrival = std::min(arrival, static_cast<std::uint32_t>(leg.arrives));
    }
    return out;
  }

 private:
  static constexpr int none = 1 << 20;

  struct Leg {
    geo::StopId from, to;
    long leaves, arrives;
    geo::TripId trip;
    std::size_t run, position, calls;
    bool boards, alights;
    std::vector<std::size_t> continues, changed_from;
  };

  void add(const geo::ServiceDay& day, std::size_t run) {
    const geo::TripId trip = day.runs[run].trip;
    const auto pattern = timetable_.trips.pattern[trip];
    const auto stops = timetable_.patterns.stops[pattern];
    const auto calls = timetable_.patterns.calls[pattern];
    const auto timing = timetable_.trips.timing[trip];
    const auto on_wheels = [&](geo::StopId stop) {
      return !rules_.wheelchair || timetable_.stops.wheelchair[stop] == geo::Wheelchair::yes;
    };
    if (rules_.wheelchair && timetable_.trips.wheelchair[trip] != geo::Wheelchair::yes) return;
    const auto tenths = [&](geo::Seconds after) {
      return 10L * (day.runs[run].start.count + after.count - window_.from.count);
    };
    for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
      legs_.push_back({stops[i],
                       stops[i + 1],
                       tenths(timetable_.timings.leaves[timing][i]),
                       tenths(timetable_.timings.arrives[timing][i + 1]),
                       trip,
                       run,
                       i,
                       stops.size(),
                       on_wheels(stops[i]) && calls[i] != geo::Call::alight_only &&
                           calls[i] != geo::Call::neither,
                       on_wheels(stops[i + 1]) && calls[i + 1] != geo::Call::board_only &&
                           calls[i + 1] != geo::Call::neither,
                       {},
                       {}});
    }
  }

  void join() {
    for (std::size_t on = 0; on < legs_.size(); ++on) {
      for (std::size_t before = 0; before < legs_.size(); ++before) {
        if (legs_[before].run == legs_[on].run &&
            legs_[before].position + 1 == legs_[on].position) {
          legs_[on].continues.push_back(before);
        }
      }
    }
    for (const geo::Transfer& transfer : timetable_.transfers) {
      if (transfer.kind != geo::TransferKind::stay_seated) continue;
      for (std::size_t before = 0; before < legs_.size(); ++before) {
        const Leg& last = legs_[before];
        if (last.trip != transfer.from_trip || last.position + 2 != last.calls) continue;
        for (std::size_t on = 0; on < legs_.size(); ++on) {  // in order of time: the first will do
          Leg& first = legs_[on];
          if (first.trip != transfer.to_trip || first.position != 0) continue;
          if (first.leaves < last.arrives || first.leaves <= last.leaves) continue;
          first.continues.push_back(before);
          break;
        }
      }
    }
  }

  void find_changes() {
    for (std::size_t on = 0; on < legs_.size(); ++on) {
      for (std::size_t off = 0; off < legs_.size(); ++off) {
        if (!legs_[off].alights || legs_[off].leaves >= legs_[on].leaves) continue;
        const auto takes = change(legs_[off], legs_[on]);
        if (takes && legs_[off].arrives + *takes <= legs_[on].leaves) {
          legs_[on].changed_from.push_back(off);
        }
      }
    }
  }

  std::optional<long> walk(geo::StopId from, geo::StopId to) const {
    if (from == to) return 0;
    for (const auto& walk : walks_[from.row()]) {
      if (walk.stop == to) return walk.takes;
    }
    return std::nullopt;
  }

  // How many levels a stop stands below that which is named; nothing where it does not.
  std::optional<int> below(std::optional<geo::StopId> stop, geo::StopId named) const {
    for (int levels = 0; stop && levels < 3; ++levels) {
      if (*stop == named) return levels;
      stop = timetable_.stops.parent[*stop];
    }
    return std::nullopt;
  }

  // The place of a transfer in the ranking of the reference; nothing where it is about others.
  std::optional<std::tuple<int, int>> rank(const geo::Transfer& transfer, const Leg& off,
                                           const Leg& on) const {
    int levels = transfer.from && transfer.to ? 0 : 5;
    for (const auto& [named, stop] :
         {std::pair{transfer.from, off.to}, std::pair{transfer.to, on.from}}) {
      if (!named) continue;
      const auto found = below(stop, *named);
      if (!found) return std::nullopt;
      if (levels < 5) levels += *found;
    }
    const auto line = [&](const Leg& leg) { return timetable_.line_of(leg.trip); };
    if (transfer.from_trip && *transfer.from_trip != off.trip) return std::nullopt;
    if (transfer.to_trip && *transfer.to_trip != on.trip) return std::nullopt;
    if (transfer.from_line && *transfer.from_line != line(off)) return std::nullopt;
    if (transfer.to_line && *transfer.to_line != line(on)) return std::nullopt;
    const bool from_trip = transfer.from_trip.has_value(), to_trip = transfer.to_trip.has_value();
    const bool from_line = transfer.from_line.has_value(), to_line = transfer.to_line.has_value();
    int place = 6;
    if (from_trip && to_trip) {
      place = 1;
    } else if ((from_trip && to_line) || (from_line && to_trip)) {
      place = 2;
    } else if (from_trip || to_trip) {
      place = 3;
    } else if (from_line && to_line) {
      place = 4;
    } else if (from_line || to_line) {
      place = 5;
    }
    return std::tuple{place, levels};
  }

  std::optional<long> change(const Leg& off, const Leg& on) const {
    const geo::Transfer* best = nullptr;
    std::tuple<int, int> least{99, 99};
    for (const geo::Transfer& transfer : timetable_.transfers) {
      if (transfer.kind == geo::TransferKind::stay_seated ||
          transfer.kind == geo::TransferKind::get_off) {
        continue;
      }
      const auto found = rank(transfer, off, on);
      if (!found || *found >= least) continue;
      least = *found;
      best = &transfer;
    }
    const auto on_foot = walk(off.to, on.from);
    if (best != nullptr) {
      if (best->kind == geo::TransferKind::not_possible) return std::nullopt;
      if (best->kind == geo::TransferKind::takes_time && best->at_least) {
        const bool reached = best->from && best->to;
        if (on_foot || reached) return 10L * best->at_least->count;
      }
      if (best->kind == geo::TransferKind::waits) return on_foot;
    }
    if (!on_foot) return std::nullopt;
    return *on_foot + 10L * rules_.slack.count;
  }

  const geo::Timetable& timetable_;
  const Walks& walks_;
  const analysis::transit::Window window_;
  const analysis::transit::Rules rules_;
  std::vector<Leg> legs_;
};
