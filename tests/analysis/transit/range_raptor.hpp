#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "analysis/transit/rules.hpp"
#include "geo/service_day.hpp"
#include "geo/timetable.hpp"

/// Arrivals of a window by rounds, the last minute first: range-RAPTOR, Delling, Pajor and Werneck
/// (2015), doi:10.1287/trsc.2014.0534. Each run is a route of its own, so that overtaking needs no
/// care. It knows no transfers.txt: labels at stops cannot tell by which trip one came.
class RangeRaptor {
 public:
  using Walk = analysis::transit::Walk;

  RangeRaptor(const geo::Timetable& timetable, const geo::ServiceDay& day,
              const std::vector<std::vector<Walk>>& walks, const analysis::transit::Window& window,
              const analysis::transit::Rules& rules)
      : timetable_(timetable), day_(day), walks_(walks), window_(window), rules_(rules) {}

  /// By minute and stop.
  std::vector<std::vector<std::uint32_t>> arrivals(const std::vector<Walk>& home) {
    const std::size_t stops = timetable_.stops.size(), minutes = window_.minutes();
    // Without a limit nobody rides more vehicles than there are.
    const std::size_t rounds = rules_.rides == 0 ? day_.runs.size() : rules_.rides;
    std::vector<std::vector<std::uint32_t>> out(minutes);
    ready_.assign(rounds + 1, std::vector<long>(stops, never));
    got_off_.assign(stops, never);
    for (std::size_t minute = minutes; minute-- > 0;) {
      const long left = 600 * static_cast<long>(minute);
      for (const Walk& walk : home) lower(ready_[0][walk.stop.row()], left + walk.takes);
      better_ = true;
      for (std::size_t round = 1; round <= rounds && better_; ++round) {
        better_ = false;
        for (const geo::Run& run : day_.runs) ride(run, round);
      }
      for (const long arrival : got_off_) {
        out[minute].push_back(arrival == never || arrival - left > rules_.longest
                                  ? analysis::transit::never
                                  : static_cast<std::uint32_t>(arrival));
      }
    }
    return out;
  }

 private:
  static constexpr long never = 1L << 40;

  void lower(long& label, long time) {
    if (time >= label) return;
    label = time;
    better_ = true;
  }

  bool takes_wheels(geo::StopId stop) const {
    return !rules_.wheelchair || timetable_.stops.wheelchair[stop] == geo::Wheelchair::yes;
  }

  void ride(const geo::Run& run, std::size_t round) {
    const auto wheels = timetable_.trips.wheelchair[run.trip];
    if (rules_.wheelchair && wheels != geo::Wheelchair::yes) return;
    const auto pattern = timetable_.trips.pattern[run.trip];
    const auto timing = timetable_.trips.timing[run.trip];
    const auto stops = timetable_.patterns.stops[pattern];
    const auto calls = timetable_.patterns.calls[pattern];
    const auto tenths = [&](geo::Seconds after) {
      return 10L * ((run.start + after).count - window_.from.count);
    };
    bool aboard = false;
    for (std::size_t i = 0; i < stops.size(); ++i) {
      const auto stop = stops[i].row();
      const bool open = calls[i] != geo::Call::neither && takes_wheels(stops[i]);
      if (aboard && open && calls[i] != geo::Call::board_only) {
        const long arrives = tenths(timetable_.timings.arrives[timing][i]);
        lower(got_off_[stop], arrives);
        lower(ready_[round][stop], arrives);
        for (const Walk& walk : walks_[stop]) {
          lower(ready_[round][walk.stop.row()], arrives + walk.takes);
        }
      }
      if (open && calls[i] != geo::Call::alight_only &&
          ready_[round - 1][stop] + 10L * rules_.slack.count <=
              tenths(timetable_.timings.leaves[timing][i])) {
        aboard = true;
      }
    }
  }

  const geo::Timetable& timetable_;
  const geo::ServiceDay& day_;
  const std::vector<std::vector<Walk>>& walks_;
  const analysis::transit::Window window_;
  const analysis::transit::Rules rules_;
  std::vector<std::vector<long>> ready_;  ///< by rides and stop: there, but for the slack
  bool better_ = false;                   ///< in the round under way
  std::vector<long> got_off_;             ///< by stop, with as many rides as may be
};
