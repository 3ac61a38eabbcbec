#include "analysis/travel/sweep.hpp"

#include <algorithm>
#include <array>
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

#include "analysis/travel/passes.hpp"

#ifndef MEDINA_SWEEP_ONCE
#define MEDINA_SWEEP_ONCE
namespace analysis::travel {

/// The lanes whose weight has a one at some binary digit.
struct LanesWithDigit {
  std::uint64_t lanes;
  unsigned digit;
};

}  // namespace analysis::travel
#endif

HWY_BEFORE_NAMESPACE();
namespace analysis::travel {
namespace HWY_NAMESPACE {

template <class T>
using Row = Lanes<T, lanes_in_row>;
template <class T>
using Label = Times<T, lanes_in_row>;

/// What the doors at a corner are shown to.
template <class T, class Emit>
struct AtCorners {
  const std::uint32_t* first_door;
  Emit& emit;

  HWY_INLINE void operator()(std::uint32_t rank, const Label<T>& label) {
    const auto last = first_door[rank + std::size_t{1}];
    for (auto door = first_door[rank]; door < last; ++door) emit(door, label.row);
  }
};

/// The same for doors along streets: by either corner, or directly from a seed on the same street.
template <class T, class Emit>
class AlongStreets {
 public:
  AlongStreets(const SweepGround<T>& ground, const FiledDoors<T>& doors, const Batch& batch,
               Emit& emit)
      : first_door_(ground.first_door),
        doors_(doors.doors().data()),
        stack_(words_of<T>(ground.memory.stack)),
        direct_(batch.directs.data()),
        last_direct_(direct_ + batch.directs.size()),
        emit_(emit) {}

  HWY_INLINE void operator()(std::uint32_t rank, const Label<T>& label) {
    const auto last = first_door_[rank + std::size_t{1}];
    for (auto door = first_door_[rank]; door < last; ++door) {
      const auto& filed = doors_[door];
      auto best = Label<T>::nothing();
      best.take(label, filed.by_lower);
      best.take(Label<T>::load(stack_ + filed.upper_depth * lanes_in_row), filed.by_upper);
      while (direct_ != last_direct_ && direct_->door < door) ++direct_;
      if (direct_ != last_direct_ && direct_->door == door) {
        const Direct* const first = direct_;
        while (direct_ != last_direct_ && direct_->door == door) ++direct_;
        best = with_directs(best, first, direct_);
      }
      emit_(door, best.row);
    }
  }

 private:
  // Labels by value, here as elsewhere: one that somebody points to cannot stay in registers.
  static HWY_NOINLINE Label<T> with_directs(Label<T> label, const Direct* direct,
                                            const Direct* last) {
    LaneRow<T> labels;
    label.store(labels.lane);
    for (; direct != last; ++direct) Label<T>::plant(labels.lane, *direct);
    return Label<T>::load(labels.lane);
  }

  const std::uint32_t* const first_door_;
  const typename FiledDoors<T>::Door* const doors_;
  const T* const stack_;
  const Direct* direct_;
  const Direct* const last_direct_;
  Emit& emit_;
};

template <class T, class Emit, Passes passes = Passes::over_parts>
HWY_INLINE void sweep(const SweepGround<T>& ground, const FiledDoors<T>& doors, const Batch& batch,
                      Emit& emit) {
  Climb<Label<T>>(ground).run(batch.seeds);
  if (doors.doors().empty()) {
    AtCorners<T, Emit> show{ground.first_door, emit};
    Descent<Label<T>, decltype(show), passes>(ground, show).run();
  } else {
    AlongStreets<T, Emit> show(ground, doors, batch, emit);
    Descent<Label<T>, decltype(show), passes>(ground, show).run();
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

/// Adds up weights by their binary digits: how many lanes in reach have each digit.
template <class T>
struct AddToDoors {
  const std::span<const T> limits;
  std::uint64_t* const sums_of_doors;
  const std::span<const LanesWithDigit> digits;

  HWY_INLINE void operator()(std::uint32_t door, const Row<T>& label) const {
    std::uint64_t* sums = sums_of_doors + door * limits.size();
    for (const T limit : limits) {
      const auto bits = within(label, limit);
      std::uint64_t sum = 0;
      for (const auto& [lanes, digit] : digits) {
        sum += std::uint64_t{hwy::PopCount(bits & lanes)} << digit;
      }
      *sums++ += sum;
    }
  }
};

template <class T>
void write_times(const SweepGround<T>& ground, const FiledDoors<T>& doors, const Batch& batch,
                 T* costs) {
  WriteTimes<T> emit{costs};
  if (ground.limit == no_way<T> - 1) {
    sweep<T, WriteTimes<T>, Passes::over_empty>(ground, doors, batch, emit);  // writes every door
  } else {
    std::fill_n(costs, doors.size() * lanes_in_row, no_way<T>);
    sweep(ground, doors, batch, emit);
  }
}
void times16(const SweepGround<std::uint16_t>& ground, const FiledDoors<std::uint16_t>& doors,
             const Batch& batch, std::uint16_t* costs) {
  write_times(ground, doors, batch, costs);
}
void times32(const SweepGround<std::uint32_t>& ground, const FiledDoors<std::uint32_t>& doors,
             const Batch& batch, std::uint32_t* costs) {
  write_times(ground, doors, batch, costs);
}
void find16(const SweepGround<std::uint16_t>& ground, const FiledDoors<std::uint16_t>& doors,
            const Batch& batch, Finder<std::uint16_t>& finder) {
  ShowFound<std::uint16_t> emit{ground.limit, finder};
  sweep(ground, doors, batch, emit);
}
void find32(const SweepGround<std::uint32_t>& ground, const FiledDoors<std::uint32_t>& doors,
            const Batch& batch, Finder<std::uint32_t>& finder) {
  ShowFound<std::uint32_t> emit{ground.limit, finder};
  sweep(ground, doors, batch, emit);
}
void tally16(const SweepGround<std::uint16_t>& ground, const FiledDoors<std::uint16_t>& doors,
             const Batch& batch, const Tally<std::uint16_t>& tally,
             LaneRow<std::uint16_t>* partial) {
  AddToLanes<std::uint16_t> emit{tally, partial};
  sweep(ground, doors, batch, emit);
  emit.flush();
}
void tally32(const SweepGround<std::uint32_t>& ground, const FiledDoors<std::uint32_t>& doors,
             const Batch& batch, const Tally<std::uint32_t>& tally,
             LaneRow<std::uint32_t>* partial) {
  AddToLanes<std::uint32_t> emit{tally, partial};
  sweep(ground, doors, batch, emit);
  emit.flush();
}
void scatter16(const SweepGround<std::uint16_t>& ground, const FiledDoors<std::uint16_t>& doors,
               const Batch& batch, const Scatter<std::uint16_t>& scatter,
               std::span<const LanesWithDigit> digits) {
  AddToDoors<std::uint16_t> emit{scatter.limits, scatter.sums.data(), digits};
  sweep(ground, doors, batch, emit);
}
void scatter32(const SweepGround<std::uint32_t>& ground, const FiledDoors<std::uint32_t>& doors,
               const Batch& batch, const Scatter<std::uint32_t>& scatter,
               std::span<const LanesWithDigit> digits) {
  AddToDoors<std::uint32_t> emit{scatter.limits, scatter.sums.data(), digits};
  sweep(ground, doors, batch, emit);
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

// Calls the function for lanes of a width that was compiled for this processor.
#define MEDINA_DISPATCH(name)                                  \
  template <class Lane, class... More>                         \
  void name(const SweepGround<Lane>& ground, More&&... more) { \
    if constexpr (sizeof(Lane) == 2) {                         \
      HWY_DYNAMIC_DISPATCH(name##16)(ground, more...);         \
    } else {                                                   \
      HWY_DYNAMIC_DISPATCH(name##32)(ground, more...);         \
    }                                                          \
  }
MEDINA_DISPATCH(times)
MEDINA_DISPATCH(find)
MEDINA_DISPATCH(tally)
MEDINA_DISPATCH(scatter)
#undef MEDINA_DISPATCH

std::vector<LanesWithDigit> digits_of(std::span<const std::uint64_t> weight) {
  if (weight.empty()) return {{~std::uint64_t{0}, 0}};
  std::array<std::uint64_t, 64> lanes_with{};
  for (std::size_t lane = 0; lane < std::min(weight.size(), lanes_in_row); ++lane) {
    for (auto rest = weight[lane]; rest != 0; rest &= rest - 1) {
      lanes_with[static_cast<std::size_t>(std::countr_zero(rest))] |= std::uint64_t{1} << lane;
    }
  }
  std::vector<LanesWithDigit> digits;
  for (unsigned digit = 0; digit < 64; ++digit) {
    if (lanes_with[digit] != 0) digits.push_back({lanes_with[digit], digit});
  }
  return digits;
}

}  // namespace

template <class Lane>
Sweep<Lane>::Sweep(const Hierarchy& tree, const ArcCosts<Lane>& costs, Towards towards)
    : tree_(tree),
      climb_(towards == Towards::targets ? costs.upward() : costs.downward()),
      descend_(towards == Towards::targets ? costs.downward() : costs.upward()) {
  make_room(memory_.stack, tree.depth() * sizeof(LaneRow<Lane>));
  memory_.depth = tree.depth();
}

template <class Lane>
SweepGround<Lane> Sweep<Lane>::ground(const FiledDoors<Lane>& doors, Batch& batch, Lane limit) {
  assert(limit < no_way<Lane>);
  order_for_climb(tree_, batch.seeds);
  const auto by_door = [](const Direct& a, const Direct& b) { return a.door < b.door; };
  if (!std::is_sorted(batch.directs.begin(), batch.directs.end(), by_door)) {
    std::sort(batch.directs.begin(), batch.directs.end(), by_door);
  }
  return {tree_.corners().data(),
          tree_.parents().data(),
          tree_.arc_depths().data(),
          climb_.data(),
          descend_.data(),
          tree_.size(),
          doors.first_of_rank().data(),
          limit,
          memory_};
}

template <class Lane>
void Sweep<Lane>::times(const FiledDoors<Lane>& doors, Batch& batch, Lane limit,
                        std::span<Lane> costs) {
  assert(costs.size() == doors.size() * lanes_in_row);
  travel::times(ground(doors, batch, limit), doors, batch, costs.data());
}

template <class Lane>
void Sweep<Lane>::find(const FiledDoors<Lane>& doors, Batch& batch, Lane limit,
                       Finder<Lane>& finder) {
  travel::find(ground(doors, batch, limit), doors, batch, finder);
}

template <class Lane>
void Sweep<Lane>::tally(const FiledDoors<Lane>& doors, Batch& batch, const Tally<Lane>& tally) {
  if (tally.limits.empty()) return;
  partial_.assign(tally.groups * tally.limits.size(), LaneRow<Lane>{});
  const Lane limit = *std::max_element(tally.limits.begin(), tally.limits.end());
  travel::tally(ground(doors, batch, limit), doors, batch, tally, partial_.data());
}

template <class Lane>
void Sweep<Lane>::scatter(const FiledDoors<Lane>& doors, Batch& batch,
                          const Scatter<Lane>& scatter) {
  if (scatter.limits.empty()) return;
  const Lane limit = *std::max_element(scatter.limits.begin(), scatter.limits.end());
  const auto digits = digits_of(scatter.weight);
  travel::scatter(ground(doors, batch, limit), doors, batch, scatter,
                  std::span<const LanesWithDigit>(digits));
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
