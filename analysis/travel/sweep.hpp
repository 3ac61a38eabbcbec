#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/travel/arc_costs.hpp"
#include "analysis/travel/filed_doors.hpp"
#include "analysis/travel/hierarchy.hpp"
#include "analysis/travel/sweep_ground.hpp"

namespace analysis::travel {

/// How many searches run side by side.
inline constexpr std::size_t lanes_in_row = 64;

/// Where a lane starts: a corner, by rank, and what it costs to get there. `closed` where there is
/// no way to that corner.
struct LaneSeed {
  std::uint32_t rank, lane, cost;
};

/// A way from a seed to a door that meets no corner: both are on one street.
struct Direct {
  std::uint32_t door, lane, cost;  ///< the door as filed
};

/// Up to 64 searches. Those whose seeds lie near each other share most of their work.
struct Batch {
  std::vector<LaneSeed> seeds;  ///< any number for each lane, in any order
  std::vector<Direct> directs;  ///< the door's two corners must be among the lane's seeds
};

/// Sums for each lane over the doors within some limits, by group of doors.
template <class Lane>
struct Tally {
  std::span<const Lane> limits;
  std::span<const std::uint16_t> group;   ///< of each filed door; empty: all in one group
  std::span<const std::uint32_t> weight;  ///< of each filed door; empty: one each
  std::size_t groups = 1;
  /// By group, limit, lane: `sums[(group * limits.size() + limit) * 64 + lane]`; added to.
  std::span<std::uint64_t> sums;
};

/// Sums for each door over the lanes within some limits.
template <class Lane>
struct Scatter {
  std::span<const Lane> limits;
  std::span<const std::uint64_t> weight;  ///< of each lane; empty: one each
  std::span<std::uint64_t> sums;          ///< by filed door, limit; added to
};

/// Takes the doors that a sweep finds.
template <class Lane>
class Finder {
 public:
  virtual ~Finder() = default;
  /// `within` has a bit for each lane within the limit, at least one; `cost` has 64 entries.
  virtual void found(std::uint32_t door, std::uint64_t within, const Lane* cost) = 0;
};

template <class Lane>
struct alignas(128) LaneRow {
  Lane lane[lanes_in_row];
};

/// Searches from 64 places at once over a customised hierarchy: climbs from the seeds to the top,
/// then comes down through all of town, passing over parts with no door and parts out of reach.
/// No queue; every corner looked at once. Exact: equals a plain Dijkstra bit for bit, on any
/// processor. Labels beyond what a lane holds (see `ArcCosts`) are `no_way`.
/// After PHAST: Delling, Goldberg, Nowatzyk and Werneck (2013), doi:10.1016/j.jpdc.2012.02.007.
///
/// One for each thread. The arguments of the constructor must outlive it. Seeds of a batch are
/// sorted by the sweep, hence not constant.
template <class Lane>
class Sweep {
 public:
  Sweep(const Hierarchy& tree, const ArcCosts<Lane>& costs, Towards towards);

  /// Costs from every lane to every door: `costs[door * 64 + lane]`, by filed door, `no_way` beyond
  /// the limit's reach; costs above the limit may stand there too. `costs` lies on 128 bytes.
  void times(const FiledDoors<Lane>& doors, Batch& batch, Lane limit, std::span<Lane> costs);
  /// The doors within the limit of any lane, ascending.
  void find(const FiledDoors<Lane>& doors, Batch& batch, Lane limit, Finder<Lane>& finder);
  /// Adds to the sums of each lane. Limits may stand in any order.
  void tally(const FiledDoors<Lane>& doors, Batch& batch, const Tally<Lane>& tally);
  /// Adds to the sums of each door.
  void scatter(const FiledDoors<Lane>& doors, Batch& batch, const Scatter<Lane>& scatter);

 private:
  SweepGround<Lane> ground(const FiledDoors<Lane>& doors, Batch& batch, Lane limit);

  const Hierarchy& tree_;
  std::span<const Lane> climb_, descend_;
  SweepMemory memory_;
  std::vector<LaneRow<Lane>> partial_;  ///< sums that have not been added yet
};

/// What processors can be told apart here, the best first, and a way for tests to force one.
std::vector<std::int64_t> sweep_processors();
void force_processor(std::int64_t processor);  ///< 0: back to the best
const char* processor_name(std::int64_t processor);

}  // namespace analysis::travel
