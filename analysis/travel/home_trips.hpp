#pragma once

#include <span>
#include <utility>
#include <vector>

#include "analysis/travel/answer_impl.hpp"

namespace analysis::travel {

/// Turns the trips of two corners into the trips of each home between them. One for each thread;
/// keeps its memory from stretch to stretch.
class HomeTrips {
 public:
  explicit HomeTrips(const Answer::Impl& asked) : asked_(asked) {}

  /// Takes up a stretch of street.
  void enter(const HomeEdges::Stretch& stretch, const CornerTrips::Block& block);
  /// The trips of one home on that stretch, ascending by destination; valid until the next call.
  std::span<const Trip> of(const Stop& home);

 private:
  using Entrance = Destinations::Entrance;

  std::span<const Trip> asked_part(std::span<const Trip> trips) const;
  void take(std::span<const Trip> trips, std::vector<Trip>& to) const;

  const Answer::Impl& asked_;
  std::vector<Trip> at_from_, at_to_;            ///< trips from the stretch's two corners
  std::vector<std::uint32_t> rows_, from_, to_;  ///< cost from the two corners, or `far`
  std::size_t size_ = 0;                         ///< of these three, which only grow
  std::vector<std::pair<std::size_t, const Entrance*>> on_stretch_;  ///< position in `rows_`
  std::vector<const Entrance*> entrances_;
  std::vector<std::uint32_t> costs_;
  std::vector<Trip> trips_;
};

}  // namespace analysis::travel
