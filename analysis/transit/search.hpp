#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "analysis/transit/rules.hpp"
#include "geo/service_day.hpp"
#include "geo/timetable.hpp"

namespace analysis::transit {

/// How early one may be at each stop, by the minute in which one leaves home. Stops to which one
/// only walks are not here: a walk is for the streets to answer.
class Arrivals {
 public:
  /// Tenths of a second after the window begins, at the moment when one has got off there; `never`
  /// where that is later than `longest` after leaving.
  std::uint32_t at(geo::StopId stop, std::size_t minute) const {
    return by_stop_and_minute_[stop.row() * minutes_ + minute];
  }
  std::size_t minutes() const { return minutes_; }

 private:
  friend class Search;
  std::size_t minutes_ = 0;
  std::vector<std::uint32_t> by_stop_and_minute_;
};

/// What runs on a day, made ready to be searched from any number of homes. Searches from several
/// threads at once are safe.
///
/// Who leaves home at a full minute walks to a stop, waits `slack` there and gets on any vehicle
/// that leaves then or later. At each call where one may get off one is there at once, may walk on
/// to a stop of `between` and, after `slack` again, get on. What transfers.txt says of two stops,
/// lines or trips takes the place of that walk and slack, the most specific first as in GTFS, a
/// stop before its station: a least time; never; no slack where one vehicle waits for the other.
/// Who stays seated where a trip goes on as another rides one vehicle.
///
/// All times are exact. One gets on only what leaves later than one's last vehicle left the stop
/// before, so that no two vehicles that take no time can take turns.
class Search {
 public:
  /// Only the set times of `day` are ridden: `drawn` makes them of times that nobody knows. `day`
  /// covers the window and `longest` after it, or trips towards the end miss vehicles. `between`
  /// holds no walk that nobody would walk: no limit is put on walks here. Throws nothing; the
  /// arguments need not outlive this.
  Search(const geo::Timetable& timetable, const geo::ServiceDay& day,
         const WalksBetweenStops& between, const Window& window, const Rules& rules);
  ~Search();
  Search(Search&&) noexcept;

  /// Homes at most in one go: neighbours together are quicker.
  static constexpr std::size_t lanes = 64;

  /// The arrivals from each of up to `lanes` homes, whose walks to stops these are.
  std::vector<Arrivals> arrivals(std::span<const std::span<const Walk>> homes) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

/// Time from home to a place for each minute of leaving, in tenths of a second: the quicker of the
/// ride with the walk from its last stop, and `on_foot` all the way (or `never`). More than
/// `longest` is `never`.
void times_to(const Arrivals& arrivals, std::span<const Walk> from_stops, std::uint32_t on_foot,
              std::uint32_t longest, std::span<std::uint32_t> by_minute);

/// The time that `share` of the minutes do not exceed: the ceil(share x n)-th of the n times in
/// order, never one in between; the first where share is 0. Conway, Byrd, van der Linden (2017),
/// doi:10.3141/2653-06.
std::uint32_t percentile(std::span<const std::uint32_t> by_minute, geo::Share share);

}  // namespace analysis::transit
