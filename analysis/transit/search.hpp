#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analysis/transit/fares.hpp"
#include "analysis/transit/rules.hpp"
#include "geo/service_day.hpp"
#include "geo/timetable.hpp"

namespace analysis::transit {

struct Prepared;

/// How early one may be at each stop, by the minute in which one leaves home. Stops to which one
/// only walks are not here: a walk is for the streets to answer.
class Arrivals {
 public:
  /// Tenths of a second after the window begins, at the moment when one has got off there; `never`
  /// where that is later than `longest` after leaving.
  std::uint32_t at(geo::StopId stop, std::size_t minute) const;
  std::size_t minutes() const { return minutes_; }

 private:
  friend class ArrivalRows;
  friend class Profiles;
  friend class Rides;

  /// The times to a stop, `stride_` of them; null where nobody gets off.
  template <class Time>
  const Time* times_to(geo::StopId stop) const {
    const std::uint32_t row = (*rows_)[stop];
    if (row == never) return nullptr;
    return times<Time>() + row * stride_;
  }
  template <class Time>
  const Time* times() const {
    if constexpr (sizeof(Time) == sizeof(std::uint16_t)) {
      return narrow_.data();
    } else {
      return wide_.data();
    }
  }
  bool is_narrow() const { return wide_.empty(); }

  std::size_t minutes_ = 0, stride_ = 0;
  std::shared_ptr<const geo::Per<geo::StopId, std::uint32_t>> rows_;  ///< `never`: not got off at
  // Times under way by row and minute, tenths of a second, or `no_time`; in the narrower of the two
  // that holds them.
  std::vector<std::uint16_t> narrow_;
  std::vector<std::uint32_t> wide_;
};

/// What a search found for some homes, a byte for each call of a vehicle: so small that those of 64
/// homes fit where the arrivals of a few would. Outlives its search.
class Profiles {
 public:
  Profiles();
  ~Profiles();
  Profiles(Profiles&&) noexcept;
  Profiles& operator=(Profiles&&) noexcept;

  /// Homes.
  std::size_t size() const { return homes_; }
  /// Spells one home's out, to arrivals of this or another home whose memory is taken again.
  /// O(stops x minutes + calls).
  void write(std::size_t home, Arrivals& out) const;
  Arrivals arrivals(std::size_t home) const;

 private:
  friend class Search;
  std::size_t homes_ = 0;
  std::shared_ptr<const Prepared> prepared_;
  std::vector<std::uint8_t> last_minutes_;  ///< by home, then alighting
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
///
/// One pass over all legs for 64 homes and all minutes at once; see `last_minutes`. The ready-made
/// search holds about 30 bytes for each leg and 4 for each change that is kept.
class Search {
 public:
  /// Only the set times of `day` are ridden: `drawn` makes them of times that nobody knows. `day`
  /// covers the window and `longest` after it, or trips towards the end miss vehicles. `between`
  /// holds no walk that nobody would walk: no limit is put on walks here. With `fares` only trips
  /// count whose fares add up to the budget at most; see `last_minutes_within`. Throws nothing but
  /// what `fare_steps` does; the arguments need not outlive this.
  Search(const geo::Timetable& timetable, const geo::ServiceDay& day,
         const WalksBetweenStops& between, const Window& window, const Rules& rules,
         const std::optional<Fares>& fares = {});
  ~Search();
  Search(Search&&) noexcept;

  /// Homes at most in one go: neighbours together are quicker.
  static constexpr std::size_t lanes = 64;

  /// What is found from each of up to `lanes` homes, whose walks to stops these are.
  Profiles profiles(std::span<const std::span<const Walk>> homes) const;
  /// The same, all spelled out: 2 or 4 bytes for each home, stop and minute.
  std::vector<Arrivals> arrivals(std::span<const std::span<const Walk>> homes) const;

 private:
  std::shared_ptr<const Prepared> prepared_;
};

}  // namespace analysis::transit
