#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "analysis/travel/way.hpp"
#include "geo/network/street_graph.hpp"

namespace analysis::travel {

/// Larger than any cost, and twice it still fits 32 bits: for lists where a `closed` would
/// overflow.
inline constexpr std::uint32_t far = 1u << 30;
inline constexpr std::uint32_t or_far(std::uint32_t cost) {
  return cost == EdgeCost::closed ? far : cost;
}

/// Open stretches as a search reads them: for each corner, the corners one may go to (`along`), or
/// those one may come from (`against`), with the cost of that walk.
class Arcs {
 public:
  enum class Direction { along, against };
  struct Arc {
    std::uint32_t to;
    std::uint32_t cost;
  };

  Arcs(const geo::StreetGraph& streets, const Costs& costs, Direction direction);

  std::span<const Arc> at(std::uint32_t corner) const {
    return std::span<const Arc>(arcs_).subspan(first_[corner], first_[corner + 1] - first_[corner]);
  }
  std::size_t corners() const { return first_.size() - 1; }
  /// `limit`, or less where no trip from a seed of that cost can take so long.
  std::uint32_t enough(std::uint32_t limit, std::uint32_t furthest_seed = 0) const;

 private:
  std::vector<Arc> arcs_;
  std::vector<std::uint32_t> first_;
  std::uint64_t all_costs_ = 0;  ///< no shortest trip is longer
};

struct Seed {
  std::uint32_t corner;
  std::uint32_t cost;
};

/// The largest cost of `seeds` that are not closed.
std::uint32_t furthest(std::span<const Seed> seeds);

/// Least costs from a few seeds to every corner within a limit, one bucket for each tenth of a
/// second. Keeps its memory between runs; one for each thread.
/// O(m + limit / 64) for m arcs in reach. Dial (1969), doi:10.1145/363269.363610.
class BucketSearch {
 public:
  static constexpr std::uint32_t unreached = std::numeric_limits<std::uint32_t>::max();

  BucketSearch(const Arcs& arcs, std::uint32_t limit);

  /// Seeds that are `closed` or beyond the limit are passed over.
  void run(std::span<const Seed> seeds);

  /// Corners within the limit in the last run, each once, in no particular order.
  std::span<const std::uint32_t> reached() const { return reached_; }
  std::uint32_t cost(std::uint32_t corner) const { return cost_[corner]; }

 private:
  struct Waiting {
    std::uint32_t corner;
    std::uint32_t next;
  };

  void push(std::uint32_t corner, std::uint32_t cost);
  void empty_bucket(std::uint32_t cost);

  const Arcs& arcs_;
  std::uint32_t limit_;
  std::vector<std::uint32_t> cost_;
  std::vector<std::uint32_t> bucket_;    ///< first waiting of each cost
  std::vector<std::uint64_t> occupied_;  ///< one bit for each bucket
  std::vector<Waiting> waiting_;
  std::vector<std::uint32_t> reached_;
};

}  // namespace analysis::travel
