#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analysis/travel/answer.hpp"
#include "analysis/travel/destinations.hpp"
#include "analysis/travel/filed_doors.hpp"
#include "analysis/travel/home_edges.hpp"
#include "analysis/travel/search.hpp"
#include "analysis/travel/swept_streets.hpp"
#include "analysis/travel/trip_lists.hpp"

namespace analysis::travel {

/// Every trip within the limits from the corners between which homes lie: the middle of a trip,
/// before the walk from a home's door to the corner is added. Lists ascend by destination.
class CornerTrips {
 public:
  /// From where the searches start, and whether their trips are kept. All three give the same.
  enum class Plan { from_destinations, from_corners, block_by_block };

  /// About 400 MB; above it each fold searches again, block by block of streets.
  static constexpr std::size_t most_kept = 50'000'000;

  /// Searches from the smaller side; by sweeps where `swept` is there and the limits allow it. The
  /// arguments must outlive the result.
  CornerTrips(const HomeEdges& homes, const Arcs& along, const Arcs& against,
              const Destinations& destinations, std::size_t keep_at_most = most_kept,
              const SweptStreets* swept = nullptr);

  /// The trips of `before` with those to some destinations, `again`, searched again: what changed
  /// is the way to these, or they are new in the table. Their limits and the corners are as before.
  /// The lists of corners that reach none of them are shared. A search for each, and a pass over
  /// the other lists.
  CornerTrips(const CornerTrips& before, const HomeEdges& homes, const Arcs& along,
              const Arcs& against, const Destinations& destinations, const SweptStreets* swept,
              std::span<const std::uint32_t> again);

  /// The trips from one corner to all destinations within their limits, ascending; not kept.
  std::vector<Trip> from(std::uint32_t corner) const;

  /// The corners whose lists differ from those of `other` over the same corners, by slot. Nothing
  /// where lists are not kept.
  std::optional<std::vector<std::uint32_t>> differing(const CornerTrips& other) const;
  /// The list of a corner, by slot, where lists are kept.
  std::span<const Trip> kept(std::uint32_t slot) const { return kept_[slot]; }
  /// The corners from which a destination is reached within its limit, by slot.
  std::vector<std::uint32_t> reaching(std::uint32_t row) const;

  Plan plan() const { return plan_; }
  bool swept() const { return swept_ != nullptr; }

  /// The trips from the ends of a few stretches.
  class Block {
   public:
    std::span<const Trip> from(std::uint32_t slot) const;

   private:
    friend class CornerTrips;
    const CornerTrips* kept_ = nullptr;
    std::vector<std::uint32_t> slots_;  ///< ascending
    TripLists lists_;
  };
  Block block(std::size_t first_stretch, std::size_t last_stretch) const;

 private:
  class Searcher;

  TripLists lists_from(std::span<const std::uint32_t> slots, Searcher& searcher) const;
  void file_places();
  std::size_t estimated_trips() const;
  void keep_from_corners();
  void keep_from_destinations();
  /// Searches from some destinations for the corners that reach them.
  ByDestination reached(std::span<const std::uint32_t> rows) const;
  void reach_by_buckets(ByDestination& found) const;
  void reach_by_sweeps(ByDestination& found) const;

  const HomeEdges& homes_;
  const Arcs& along_;
  const Arcs& against_;
  const Destinations& destinations_;
  const SweptStreets* swept_;
  std::vector<std::uint32_t> place_corners_;  ///< corners with destinations, for sweeps
  std::unique_ptr<const FiledDoors<std::uint16_t>> places_;  ///< the same as doors
  Plan plan_ = Plan::from_corners;
  KeptTrips kept_;
};

}  // namespace analysis::travel
