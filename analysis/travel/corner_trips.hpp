#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "analysis/travel/answer.hpp"
#include "analysis/travel/destinations.hpp"
#include "analysis/travel/filed_doors.hpp"
#include "analysis/travel/home_edges.hpp"
#include "analysis/travel/search.hpp"
#include "analysis/travel/swept_streets.hpp"

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

  Plan plan() const { return plan_; }
  bool swept() const { return swept_ != nullptr; }

  /// One list of trips for each of some corners.
  struct Lists {
    std::vector<std::size_t> first{0};
    std::vector<Trip> trips;
    std::span<const Trip> operator[](std::size_t row) const {
      return std::span<const Trip>(trips).subspan(first[row], first[row + 1] - first[row]);
    }
  };

  /// The trips from the ends of a few stretches.
  class Block {
   public:
    std::span<const Trip> from(std::uint32_t slot) const;

   private:
    friend class CornerTrips;
    const CornerTrips* kept_ = nullptr;
    std::vector<std::uint32_t> slots_;  ///< ascending
    Lists lists_;
  };
  Block block(std::size_t first_stretch, std::size_t last_stretch) const;

 private:
  class Searcher;
  static constexpr std::size_t corners_per_piece = 64;

  struct Reached {
    std::uint32_t slot;
    std::uint32_t cost;
  };

  Lists lists_from(std::span<const std::uint32_t> slots, Searcher& searcher) const;
  struct Found {
    std::uint32_t slot;
    Trip trip;
  };

  void file_places();
  std::size_t estimated_trips() const;
  void keep_from_corners();
  void keep_from_destinations();
  void put(std::vector<Found> found, std::span<const std::uint32_t> in_place_of);
  /// For each of some destinations, the corners that reach it.
  std::vector<std::vector<Reached>> reached(std::span<const std::uint32_t> rows) const;
  std::vector<std::vector<Reached>> reached_by_buckets(std::span<const std::uint32_t> rows) const;
  std::vector<std::vector<Reached>> reached_by_sweeps(std::span<const std::uint32_t> rows) const;

  const HomeEdges& homes_;
  const Arcs& along_;
  const Arcs& against_;
  const Destinations& destinations_;
  const SweptStreets* swept_;
  std::vector<std::uint32_t> place_corners_;  ///< corners with destinations, for sweeps
  std::unique_ptr<const FiledDoors<std::uint16_t>> places_;  ///< the same as doors
  Plan plan_ = Plan::from_corners;
  std::size_t per_piece_ = corners_per_piece;
  std::vector<std::shared_ptr<const Lists>> kept_;
};

}  // namespace analysis::travel
