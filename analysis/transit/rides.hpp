#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/transit/quickest.hpp"
#include "analysis/transit/ride_bounds.hpp"
#include "geo/core/units.hpp"

namespace analysis::transit {

/// Which of so many times in order, from 1 on, is the one that `share` of them do not exceed: the
/// ceil(share x times)-th, never one in between; the first where share is 0. Conway, Byrd, van der
/// Linden (2017), doi:10.3141/2653-06.
std::size_t place_in_order(std::size_t times, geo::Share share);
/// That one of the times. O(n).
std::uint32_t percentile(std::vector<std::uint32_t> times, geo::Share share);

/// The times from one home to one place after another, one for each minute of leaving in each draw
/// of unknown departures: the quicker of the ride with the walk from its last stop, and walking all
/// the way.
///
/// Only stops that matter are looked at, when a time is asked for, as many minutes at once as a
/// register holds. Keeps its memory from home to home: one for each thread.
class Rides {
 public:
  /// Takes up a home, with its number among those of `useful` and its arrivals in each draw. Of the
  /// times at a place none behind the `most`-th in order, for which `useful` was found, will be
  /// asked for. Both must outlive what is looked at.
  void enter(std::size_t home, std::span<const Arrivals> draws, const UsefulWalks& useful,
             std::size_t most);

  /// Takes up a place: its number among the useful, all walks on to it, and the walk all the way,
  /// or `never`. Times of more than `longest` do not count; no more than the search's rules have,
  /// and than the bounds knew of.
  void look(std::size_t place, std::span<const Walk> from_stops, std::uint32_t on_foot,
            std::uint32_t longest);

  /// How many times there are.
  std::size_t times() const { return draws_.size() * draws_.front().minutes(); }
  /// False where none of the times counts; seldom true where none does.
  bool may_count() const { return least_ <= longest_; }
  /// The n-th of the times in order, from 1 on, or `never`. O(useful stops x minutes), once for a
  /// place, and O(log range x minutes).
  std::uint32_t nth(std::size_t n);
  /// All of them, or `never`, draw by draw. Only where the last in order was going to be asked for.
  void write(std::span<std::uint32_t> times);

 private:
  /// The quickest of each minute, draw by draw.
  template <class Time>
  std::span<const Time> found(std::vector<Time>& quickest);

  std::size_t home_ = 0;
  std::span<const Arrivals> draws_;
  const UsefulWalks* all_useful_ = nullptr;
  std::size_t most_th_ = 0;
  // About the place.
  std::span<const Walk> from_stops_;
  std::uint32_t longest_ = 0, least_ = 0, most_ = 0;  ///< no time is less; the `most_th_` no more
  std::vector<std::uint32_t> useful_;                 ///< of the walks, the first `count_`
  std::size_t count_ = 0;
  bool found_ = false;
  std::vector<std::uint16_t> narrow_;  ///< one of these, as the arrivals are
  std::vector<std::uint32_t> wide_;
};

}  // namespace analysis::transit
