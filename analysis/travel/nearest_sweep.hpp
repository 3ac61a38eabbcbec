#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "analysis/travel/arc_costs.hpp"
#include "analysis/travel/filed_doors.hpp"
#include "analysis/travel/hierarchy.hpp"
#include "analysis/travel/sweep_ground.hpp"

namespace analysis::travel {

/// How many kinds one sweep after the nearest looks for.
inline constexpr std::size_t kinds_in_row = 16;

/// A corner, by rank, and what it costs from there to a member of a kind (or from the member to
/// the corner, when the sweep looks towards targets).
struct KindSeed {
  std::uint32_t rank;
  std::uint32_t lane;  ///< the kind
  std::uint32_t cost;
  std::uint16_t member = 0;  ///< which of the kind; lower ones go first when equally near
};

/// Looks for the nearest of up to 16 kinds from everywhere at once: what is nearest to a corner is
/// nearest to one of the corners around it. One climb and one descent, however many doors and
/// however many members. Exact. One for each thread; the constructor's arguments must outlive it.
class NearestSweep {
 public:
  /// The largest k of `nearest`, and the largest number of members of a kind.
  static constexpr std::size_t most_k = 8;
  static constexpr std::size_t most_members = 0xffff;
  static constexpr std::uint32_t nobody = 0xffffffff;

  NearestSweep(const Hierarchy& tree, const ArcCosts<std::uint16_t>& costs, Towards towards);

  /// Cost between each corner and the nearest of each kind: `costs[door * 16 + kind]`, by filed
  /// door, `no_way` where there is none within 109 minutes. `corners` are doors at corners.
  /// `costs` lies on 64 bytes. Sorts the seeds.
  void times(const FiledDoors<std::uint16_t>& corners, std::vector<KindSeed>& seeds,
             std::span<std::uint16_t> costs);

  /// The k nearest of each kind, by cost and then by member: `nearest[(door * k + i) * 16 + kind]`
  /// is the cost in the upper and the member in the lower half, or `nobody`. A kind's list may hold
  /// costs above the limit and may lack some of them. k is 1 to `most_k`;
  /// `nearest` lies on 64 bytes.
  void nearest(const FiledDoors<std::uint16_t>& corners, std::vector<KindSeed>& seeds,
               std::size_t k, std::uint16_t limit, std::span<std::uint32_t> nearest);

 private:
  SweepGround<std::uint16_t> ground(const FiledDoors<std::uint16_t>& corners,
                                    std::vector<KindSeed>& seeds, std::uint16_t limit,
                                    std::size_t label_bytes);

  const Hierarchy& tree_;
  std::span<const std::uint16_t> climb_, descend_;
  SweepMemory memory_;
};

}  // namespace analysis::travel
