#include "analysis/travel/sweep.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

// Registers whose size is known only at run time cannot hold rows; those processors take NEON or
// the plain loops.
#undef HWY_DISABLED_TARGETS
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "analysis/travel/sweep.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "analysis/travel/lanes.hpp"

// The part that does not depend on the processor: read once.
#ifndef MEDINA_SWEEP_ONCE
#define MEDINA_SWEEP_ONCE
namespace analysis::travel {

/// A sweep's ground, as plain arrays.
template <class Lane>
struct SweepGround {
  const Hierarchy::Corner* corners;
  const std::uint32_t* parents;
  const std::uint16_t* depths;  ///< of arcs
  const Lane* climb;
  const Lane* descend;
  std::uint32_t size;
  const std::uint32_t* first_door;  ///< by rank
  const typename FiledDoors<Lane>::Door* doors;
  const Batch& batch;
  Lane limit;
  SweepMemory<Lane>& memory;
};

}  // namespace analysis::travel
#endif

HWY_BEFORE_NAMESPACE();
namespace analysis::travel {
namespace HWY_NAMESPACE {

template <class T>
using Row = Lanes<T, lanes_in_row>;

template <class T>
HWY_INLINE Row<T> row_of(const LaneRow<T>& from) {
  return load<T, lanes_in_row>(from.lane);
}

/// Climbs from the seeds, in order of rank. The labels of the present way lie in a stack by depth;
/// a corner is left for good, and its label kept, when the way turns elsewhere above it.
template <class T>
class Climb {
 public:
  explicit Climb(const SweepGround<T>& ground) : ground_(ground), memory_(ground.memory) {}

  void run() {
    memory_.chain.clear();
    for (const LaneSeed& seed : ground_.batch.seeds) {
      if (memory_.chain.empty() || seed.rank > last_) enter(seed.rank);
      last_ = seed.rank;
      T& label = memory_.stack[ground_.corners[seed.rank].depth].lane[seed.lane];
      if (seed.cost < label) label = static_cast<T>(seed.cost);
    }
    leave(0);
  }

 private:
  // Any smaller ancestor is on the present way already.
  void enter(std::uint32_t rank) {
    const std::size_t before = memory_.chain.size();
    auto up = rank;
    while (up != Hierarchy::none && (before == 0 || up > last_)) {
      memory_.chain.push_back(up);
      up = ground_.parents[up];
    }
    std::reverse(memory_.chain.begin() + static_cast<std::ptrdiff_t>(before), memory_.chain.end());
    leave(ground_.corners[memory_.chain[before]].depth);
    if (memory_.labels.size() < memory_.chain.size()) {
      memory_.labels.resize(2 * memory_.chain.size());
    }
    const auto nothing = all_of<T, lanes_in_row>(no_way<T>);
    for (std::size_t at = before; at < memory_.chain.size(); ++at, ++length_) {
      memory_.position[length_] = static_cast<std::uint32_t>(at);
      store(nothing, memory_.stack[length_].lane);
    }
  }

  // Leaves the corners at `depth` and below, the deepest first.
  void leave(std::size_t depth) {
    while (length_ > depth) {
      --length_;
      const auto at = memory_.position[length_];
      const auto label = row_of(memory_.stack[length_]);
      store(label, memory_.labels[at].lane);
      if (any_within(label, ground_.limit)) push(memory_.chain[at], label);
    }
  }

  HWY_INLINE void push(std::uint32_t rank, const Row<T>& label) {
    const auto last = ground_.corners[rank + std::size_t{1}].first_arc;
    for (auto arc = ground_.corners[rank].first_arc; arc < last; ++arc) {
      T* const above = memory_.stack[ground_.depths[arc]].lane;
      auto best = load<T, lanes_in_row>(above);
      lower(best, plus(label, ground_.climb[arc]));
      store(best, above);
    }
  }

  const SweepGround<T>& ground_;
  SweepMemory<T>& memory_;
  std::size_t length_ = 0;  ///< of the present way
  std::uint32_t last_ = 0;
};

/// Comes down through town and shows each door with its labels to `emit`.
template <class T, bool at_corners, class Emit>
class Descent {
 public:
  Descent(const SweepGround<T>& ground, Emit& emit)
      : ground_(ground), stack_(ground.memory.stack.data()), emit_(emit) {}

  void run() {
    const std::uint32_t* const first_door = ground_.first_door;
    for (std::uint32_t rank = 0; rank < ground_.size;) {
      const auto& corner = ground_.corners[rank];
      if (first_door[rank] == first_door[corner.end] || !enter(rank, corner)) {
        rank = corner.end;
        continue;
      }
      ++rank;
    }
  }

 private:
  // False when nothing in this part of town can be in reach: every way in is by an ancestor to
  // which an arc leads.
  HWY_INLINE bool enter(std::uint32_t rank, const Hierarchy::Corner& corner) {
    const auto& chain = ground_.memory.chain;
    while (next_ < chain.size() && chain[next_] < rank) ++next_;
    const bool on_chain = next_ < chain.size() && chain[next_] == rank;
    auto best =
        on_chain ? row_of(ground_.memory.labels[next_]) : all_of<T, lanes_in_row>(no_way<T>);
    const auto last = ground_.corners[rank + std::size_t{1}].first_arc;
    if (on_chain) {
      for (auto arc = corner.first_arc; arc < last; ++arc) {
        lower(best, plus(row_of(stack_[ground_.depths[arc]]), ground_.descend[arc]));
      }
    } else {
      auto above = best;
      for (auto arc = corner.first_arc; arc < last; ++arc) {
        const auto label = row_of(stack_[ground_.depths[arc]]);
        lower(above, label);
        lower(best, plus(label, ground_.descend[arc]));
      }
      if (!any_within(above, ground_.limit)) return false;
    }
    store(best, stack_[corner.depth].lane);
    show_doors(rank, best);
    return true;
  }

  HWY_INLINE void show_doors(std::uint32_t rank, const Row<T>& label) {
    const auto last = ground_.first_door[rank + std::size_t{1}];
    for (auto door = ground_.first_door[rank]; door < last; ++door) {
      if constexpr (at_corners) {
        emit_(door, label);
      } else {
        const auto& filed = ground_.doors[door];
        auto best = all_of<T, lanes_in_row>(no_way<T>);
        lower(best, plus(label, filed.by_lower));
        lower(best, plus(row_of(stack_[filed.upper_depth]), filed.by_upper));
        if (has_directs(door)) best = with_directs(door, best);
        emit_(door, best);
      }
    }
  }

  HWY_INLINE bool has_directs(std::uint32_t door) {
    const auto& directs = ground_.batch.directs;
    while (direct_ < directs.size() && directs[direct_].door < door) ++direct_;
    return direct_ < directs.size() && directs[direct_].door == door;
  }
  HWY_NOINLINE Row<T> with_directs(std::uint32_t door, const Row<T>& best) {
    const auto& directs = ground_.batch.directs;
    LaneRow<T> labels;
    store(best, labels.lane);
    for (; direct_ < directs.size() && directs[direct_].door == door; ++direct_) {
      T& label = labels.lane[directs[direct_].lane];
      if (directs[direct_].cost < label) label = static_cast<T>(directs[direct_].cost);
    }
    return row_of(labels);
  }

  const SweepGround<T>& ground_;
  LaneRow<T>* const stack_;
  Emit& emit_;
  std::size_t next_ = 0;    ///< in the chain
  std::size_t direct_ = 0;  ///< in the batch's directs
};

template <class T, class Emit>
HWY_INLINE void sweep(const SweepGround<T>& ground, Emit& emit) {
  Climb<T>(ground).run();
  if (ground.doors == nullptr) {
    Descent<T, true, Emit>(ground, emit).run();
  } else {
    Descent<T, false, Emit>(ground, emit).run();
  }
}

template <class T>
struct WriteTimes {
  T* costs;
  HWY_INLINE void operator()(std::uint32_t door, const Row<T>& label) const {
    store(label, costs + door * lanes_in_row);
  }
};

template <class T>
struct ShowFound {
  T limit;
  Finder<T>& finder;
  HWY_INLINE void operator()(std::uint32_t door, const Row<T>& label) const {
    const auto bits = within(label, limit);
    if (bits == 0) return;
    LaneRow<T> labels;
    store(label, labels.lane);
    finder.found(door, bits, labels.lane);
  }
};

/// Adds to sums in lanes, and those to the wide sums before they can run over.
template <class T>
struct AddToLanes {
  const Tally<T>& tally;
  LaneRow<T>* partial;  ///< by group and limit
  T left = no_way<T>;   ///< weight that the partial sums still hold

  HWY_INLINE void operator()(std::uint32_t door, const Row<T>& label) {
    std::uint32_t weight = tally.weight.empty() ? 1 : tally.weight[door];
    const std::size_t group = tally.group.empty() ? 0 : tally.group[door];
    while (weight > 0) {
      const T more = weight < no_way<T> ? static_cast<T>(weight) : no_way<T>;
      if (more > left) flush();
      left = static_cast<T>(left - more);
      weight -= more;
      LaneRow<T>* sums = partial + group * tally.limits.size();
      for (const T limit : tally.limits) add_where_within(label, limit, more, (sums++)->lane);
    }
  }
  HWY_NOINLINE void flush() {
    const std::size_t rows = tally.groups * tally.limits.size();
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t lane = 0; lane < lanes_in_row; ++lane) {
        tally.sums[row * lanes_in_row + lane] += partial[row].lane[lane];
        partial[row].lane[lane] = 0;
      }
    }
    left = no_way<T>;
  }
};

template <class T>
struct AddToDoors {
  const Scatter<T>& scatter;
  const std::uint64_t* by_byte;  ///< sum of weights for each byte of lanes; null: one each

  HWY_INLINE void operator()(std::uint32_t door, const Row<T>& label) const {
    std::uint64_t* sums = scatter.sums.data() + door * scatter.limits.size();
    for (const T limit : scatter.limits) {
      const auto bits = within(label, limit);
      *sums++ += by_byte == nullptr ? hwy::PopCount(bits) : weigh(bits);
    }
  }
  HWY_INLINE std::uint64_t weigh(std::uint64_t bits) const {
    std::uint64_t sum = 0;
    for (const std::uint64_t* table = by_byte; bits != 0; bits >>= 8, table += 256) {
      sum += table[bits & 255];
    }
    return sum;
  }
};

template <class T>
void write_times(const SweepGround<T>& ground, T* costs) {
  WriteTimes<T> emit{costs};
  sweep(ground, emit);
}
template <class T>
void show_found(const SweepGround<T>& ground, Finder<T>& finder) {
  ShowFound<T> emit{ground.limit, finder};
  sweep(ground, emit);
}
template <class T>
void add_to_lanes(const SweepGround<T>& ground, const Tally<T>& tally) {
  AddToLanes<T> emit{tally, ground.memory.partial.data()};
  sweep(ground, emit);
  emit.flush();
}
template <class T>
void add_to_doors(const SweepGround<T>& ground, const Scatter<T>& scatter,
                  const std::uint64_t* by_byte) {
  AddToDoors<T> emit{scatter, by_byte};
  sweep(ground, emit);
}

void times16(const SweepGround<std::uint16_t>& ground, std::uint16_t* costs) {
  write_times(ground, costs);
}
void times32(const SweepGround<std::uint32_t>& ground, std::uint32_t* costs) {
  write_times(ground, costs);
}
void find16(const SweepGround<std::uint16_t>& ground, Finder<std::uint16_t>& finder) {
  show_found(ground, finder);
}
void find32(const SweepGround<std::uint32_t>& ground, Finder<std::uint32_t>& finder) {
  show_found(ground, finder);
}
void tally16(const SweepGround<std::uint16_t>& ground, const Tally<std::uint16_t>& tally) {
  add_to_lanes(ground, tally);
}
void tally32(const SweepGround<std::uint32_t>& ground, const Tally<std::uint32_t>& tally) {
  add_to_lanes(ground, tally);
}
void scatter16(const SweepGround<std::uint16_t>& ground, const Scatter<std::uint16_t>& scatter,
               const std::uint64_t* by_byte) {
  add_to_doors(ground, scatter, by_byte);
}
void scatter32(const SweepGround<std::uint32_t>& ground, const Scatter<std::uint32_t>& scatter,
               const std::uint64_t* by_byte) {
  add_to_doors(ground, scatter, by_byte);
}

}  // namespace HWY_NAMESPACE
}  // namespace analysis::travel
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace analysis::travel {
namespace {

HWY_EXPORT(times16);
HWY_EXPORT(times32);
HWY_EXPORT(find16);
HWY_EXPORT(find32);
HWY_EXPORT(tally16);
HWY_EXPORT(tally32);
HWY_EXPORT(scatter16);
HWY_EXPORT(scatter32);

void run(const SweepGround<std::uint16_t>& ground, std::uint16_t* costs) {
  HWY_DYNAMIC_DISPATCH(times16)(ground, costs);
}
void run(const SweepGround<std::uint32_t>& ground, std::uint32_t* costs) {
  HWY_DYNAMIC_DISPATCH(times32)(ground, costs);
}
void run(const SweepGround<std::uint16_t>& ground, Finder<std::uint16_t>& finder) {
  HWY_DYNAMIC_DISPATCH(find16)(ground, finder);
}
void run(const SweepGround<std::uint32_t>& ground, Finder<std::uint32_t>& finder) {
  HWY_DYNAMIC_DISPATCH(find32)(ground, finder);
}
void run(const SweepGround<std::uint16_t>& ground, const Tally<std::uint16_t>& tally) {
  HWY_DYNAMIC_DISPATCH(tally16)(ground, tally);
}
void run(const SweepGround<std::uint32_t>& ground, const Tally<std::uint32_t>& tally) {
  HWY_DYNAMIC_DISPATCH(tally32)(ground, tally);
}
void run(const SweepGround<std::uint16_t>& ground, const Scatter<std::uint16_t>& scatter,
         const std::uint64_t* by_byte) {
  HWY_DYNAMIC_DISPATCH(scatter16)(ground, scatter, by_byte);
}
void run(const SweepGround<std::uint32_t>& ground, const Scatter<std::uint32_t>& scatter,
         const std::uint64_t* by_byte) {
  HWY_DYNAMIC_DISPATCH(scatter32)(ground, scatter, by_byte);
}

// Sum of the weights of the lanes that a byte of bits names, for each byte of a row.
std::vector<std::uint64_t> weights_by_byte(std::span<const std::uint64_t> weight) {
  std::vector<std::uint64_t> sums(lanes_in_row / 8 * 256, 0);
  for (std::size_t byte = 0; byte < lanes_in_row / 8; ++byte) {
    for (std::size_t bits = 1; bits < 256; ++bits) {
      const auto lane = byte * 8 + static_cast<std::size_t>(std::countr_zero(bits));
      sums[byte * 256 + bits] =
          sums[byte * 256 + (bits & (bits - 1))] + (lane < weight.size() ? weight[lane] : 0);
    }
  }
  return sums;
}

}  // namespace

template <class Lane>
Sweep<Lane>::Sweep(const Hierarchy& tree, const ArcCosts<Lane>& costs, Towards towards)
    : tree_(tree),
      climb_(towards == Towards::targets ? costs.upward() : costs.downward()),
      descend_(towards == Towards::targets ? costs.downward() : costs.upward()) {
  memory_.stack.resize(tree.depth());
  memory_.position.resize(tree.depth());
}

template <class Lane>
static SweepGround<Lane> ground(const Hierarchy& tree, std::span<const Lane> climb,
                                std::span<const Lane> descend, const FiledDoors<Lane>& doors,
                                Batch& batch, Lane limit, SweepMemory<Lane>& memory) {
  std::sort(batch.seeds.begin(), batch.seeds.end(),
            [](const LaneSeed& a, const LaneSeed& b) { return a.rank < b.rank; });
  std::sort(batch.directs.begin(), batch.directs.end(),
            [](const Direct& a, const Direct& b) { return a.door < b.door; });
  assert(limit < no_way<Lane>);
  return {tree.corners().data(),
          tree.parents().data(),
          tree.arc_depths().data(),
          climb.data(),
          descend.data(),
          tree.size(),
          doors.first_of_rank().data(),
          doors.doors().empty() ? nullptr : doors.doors().data(),
          batch,
          limit,
          memory};
}

template <class Lane>
void Sweep<Lane>::times(const FiledDoors<Lane>& doors, Batch& batch, Lane limit,
                        std::span<Lane> costs) {
  assert(costs.size() == doors.size() * lanes_in_row);
  std::fill(costs.begin(), costs.end(), no_way<Lane>);
  run(ground(tree_, climb_, descend_, doors, batch, limit, memory_), costs.data());
}

template <class Lane>
void Sweep<Lane>::find(const FiledDoors<Lane>& doors, Batch& batch, Lane limit,
                       Finder<Lane>& finder) {
  run(ground(tree_, climb_, descend_, doors, batch, limit, memory_), finder);
}

template <class Lane>
void Sweep<Lane>::tally(const FiledDoors<Lane>& doors, Batch& batch, const Tally<Lane>& tally) {
  if (tally.limits.empty()) return;
  memory_.partial.assign(tally.groups * tally.limits.size(), LaneRow<Lane>{});
  const Lane limit = *std::max_element(tally.limits.begin(), tally.limits.end());
  run(ground(tree_, climb_, descend_, doors, batch, limit, memory_), tally);
}

template <class Lane>
void Sweep<Lane>::scatter(const FiledDoors<Lane>& doors, Batch& batch,
                          const Scatter<Lane>& scatter) {
  if (scatter.limits.empty()) return;
  const Lane limit = *std::max_element(scatter.limits.begin(), scatter.limits.end());
  const auto by_byte =
      scatter.weight.empty() ? std::vector<std::uint64_t>() : weights_by_byte(scatter.weight);
  run(ground(tree_, climb_, descend_, doors, batch, limit, memory_), scatter,
      by_byte.empty() ? nullptr : by_byte.data());
}

template class Sweep<std::uint16_t>;
template class Sweep<std::uint32_t>;

std::vector<std::int64_t> sweep_processors() {
  std::vector<std::int64_t> found;
  for (std::int64_t all = hwy::SupportedTargets() & HWY_TARGETS; all != 0; all &= all - 1) {
    found.push_back(all & -all);
  }
  return found;
}

void force_processor(std::int64_t processor) {
  hwy::SetSupportedTargetsForTest(processor);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

const char* processor_name(std::int64_t processor) {
  return hwy::TargetName(processor);
}

}  // namespace analysis::travel
#endif
