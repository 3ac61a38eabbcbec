#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "analysis/travel/riders.hpp"

namespace analysis::travel {

/// The k nearest services of one question from each home with a door.
struct NearestRidden {
  std::size_t k = 0;
  std::vector<Trip> trips;           ///< k for each home
  std::vector<std::uint32_t> count;  ///< how many of these are there
  std::span<const Trip> from(std::size_t home) const {
    return std::span<const Trip>(trips).subspan(home * k, count[home]);
  }
};

/// Trips of each home at one percentile of the times over the minutes of leaving.
///
/// Kept where they fit (`most_kept` in all, 2 bytes each and a bit for each service), else searched
/// again for each fold.
class RiddenTrips {
 public:
  /// 1.6 GB, and the bits.
  static constexpr std::size_t most_kept = 800'000'000;

  /// Trips of some homes as they are kept.
  struct Tile {
    std::vector<std::uint64_t> reached;  ///< a bit for each of `Columns`, home by home
    std::vector<std::uint16_t> costs;    ///< tenths of a second, for each bit that is set
    std::vector<std::size_t> end;        ///< of each home's costs
  };
  /// Of `Tile::reached`, for each home.
  static constexpr std::size_t words(std::size_t columns) { return (columns + 63) / 64; }
  static constexpr std::size_t stretches_in_tile = 64;

  /// To be searched again.
  RiddenTrips(std::shared_ptr<const Riders> riders, int percentile)
      : riders_(std::move(riders)), percentile_(percentile) {}
  /// Kept: `tiles` hold the trips from the homes of `ground` to places among `rows`.
  RiddenTrips(std::shared_ptr<const Ground> ground, std::vector<std::uint32_t> rows,
              std::vector<Tile> tiles)
      : ground_(std::move(ground)), rows_(std::move(rows)), tiles_(std::move(tiles)) {}
  bool is_kept() const { return !riders_; }

  using EachHome = std::function<void(geo::HomeId, std::span<const Trip>)>;
  /// Calls `f` with the trips of the homes on some stretches to what was asked, in order of
  /// stretch, then home. Safe from several threads.
  void each_home(const Answer::Impl& asked, std::size_t first_stretch, std::size_t last_stretch,
                 const EachHome& f) const;

 private:
  /// One home's trips to what was asked.
  void unpack(const Tile& tile, std::size_t home, const Answer::Impl& asked,
              std::vector<Trip>& trips) const;
  void each_home_kept(const Answer::Impl& asked, std::size_t first_stretch,
                      std::size_t last_stretch, const EachHome& f) const;

  std::shared_ptr<const Riders> riders_;  ///< null where trips are kept
  int percentile_ = 0;
  std::shared_ptr<const Ground> ground_;
  std::vector<std::uint32_t> rows_;
  std::vector<Tile> tiles_;  ///< 64 stretches each
};

/// Answers questions about public transport in one pass over all homes: their lists, the nearest
/// and what is in reach on average. `impls` hold such questions alone; `most` trips are kept.
/// `report` hears the share done. Says whether the lists are kept.
bool answer_riding(std::map<Question, std::shared_ptr<Answer::Impl>>& impls,
                   std::shared_ptr<const Riders> riders, std::size_t most,
                   const std::function<void(double)>& report);

}  // namespace analysis::travel
