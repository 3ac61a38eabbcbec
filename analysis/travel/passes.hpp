// The two passes of every sweep, whatever its labels are: up from the seeds, down through town.
// Read once for each kind of processor by foreach_target.h, so it has no `#pragma once`.
//
// A Label is what a corner knows. It says how it lies in memory (`Word`, `words`, `load`, `store`),
// starts as `nothing()`, and takes up what is known elsewhere: `take(other, cost)` on arcs, and
// `plant(words, seed)` where a search starts.

#if defined(MEDINA_PASSES) == defined(HWY_TARGET_TOGGLE)
#ifdef MEDINA_PASSES
#undef MEDINA_PASSES
#else
#define MEDINA_PASSES
#endif

#include <algorithm>

#include "analysis/travel/lanes.hpp"
#include "analysis/travel/sweep_ground.hpp"

HWY_BEFORE_NAMESPACE();
namespace analysis::travel {
namespace HWY_NAMESPACE {

/// The corners above the seeds, from the seeds to the top, in order of rank. The labels of the
/// present way lie in a stack by depth; a corner is left for good, and its label kept, when the way
/// turns elsewhere above it.
template <class Label>
class Climb {
 public:
  using Word = typename Label::Word;

  explicit Climb(const SweepGround<typename Label::Cost>& ground)
      : ground_(ground), memory_(ground.memory), stack_(words_of<Word>(memory_.stack)) {}

  template <class Seeds>
  void run(const Seeds& seeds) {
    memory_.chain.clear();
    for (const auto& seed : seeds) {
      if (memory_.chain.empty() || seed.rank > last_) enter(seed.rank);
      last_ = seed.rank;
      Label::plant(stack_ + ground_.corners[seed.rank].depth * Label::words, seed);
    }
    leave(0);
  }

 private:
  // Any smaller ancestor is on the present way already.
  void enter(std::uint32_t rank) {
    auto& chain = memory_.chain;
    const std::size_t before = chain.size();
    for (auto up = rank; up != Hierarchy::none && (before == 0 || up > last_);
         up = ground_.parents[up]) {
      chain.push_back(up);
    }
    std::reverse(chain.begin() + static_cast<std::ptrdiff_t>(before), chain.end());
    leave(ground_.corners[chain[before]].depth);
    make_room(memory_.labels, chain.size() * Label::words * sizeof(Word));
    for (std::size_t at = before; at < chain.size(); ++at, ++length_) {
      memory_.position[length_] = static_cast<std::uint32_t>(at);
      Label::nothing().store(stack_ + length_ * Label::words);
    }
  }

  // Leaves the corners at `depth` and below, the deepest first.
  void leave(std::size_t depth) {
    while (length_ > depth) {
      --length_;
      const auto at = memory_.position[length_];
      const auto label = Label::load(stack_ + length_ * Label::words);
      label.store(words_of<Word>(memory_.labels) + at * Label::words);
      if (label.any_within(ground_.limit)) push(memory_.chain[at], label);
    }
  }

  HWY_INLINE void push(std::uint32_t rank, const Label& label) {
    const auto last = ground_.corners[rank + std::size_t{1}].first_arc;
    for (auto arc = ground_.corners[rank].first_arc; arc < last; ++arc) {
      Word* const above = stack_ + ground_.depths[arc] * Label::words;
      auto best = Label::load(above);
      best.take(label, ground_.climb[arc]);
      best.store(above);
    }
  }

  const SweepGround<typename Label::Cost>& ground_;
  SweepMemory& memory_;
  Word* const stack_;
  std::size_t length_ = 0;  ///< of the present way
  std::uint32_t last_ = 0;
};

/// Which parts of town a descent passes over: those without a door or out of reach, or none, which
/// is quicker where nearly every corner is wanted and in reach.
enum class Passes { over_parts, by_all };

/// Comes down through town and shows each corner that has a door, with its label, to `show`.
template <class Label, class Show, Passes passes = Passes::over_parts>
class Descent {
 public:
  using Word = typename Label::Word;

  Descent(const SweepGround<typename Label::Cost>& ground, Show& show)
      : ground_(ground),
        stack_(words_of<Word>(ground.memory.stack)),
        labels_(words_of<Word>(ground.memory.labels)),
        show_(show) {}

  void run() {
    const std::uint32_t* const first_door = ground_.first_door;
    for (std::uint32_t rank = 0; rank < ground_.size;) {
      const auto& corner = ground_.corners[rank];
      if constexpr (passes == Passes::by_all) {
        enter(rank, corner);
      } else if (first_door[rank] == first_door[corner.end] || !enter(rank, corner)) {
        rank = corner.end;
        continue;
      }
      ++rank;
    }
  }

 private:
  HWY_INLINE Label on_stack(std::uint32_t arc) const {
    return Label::load(stack_ + ground_.depths[arc] * Label::words);
  }

  // False when nothing in this part of town can be in reach: every way in is by an ancestor to
  // which an arc leads.
  HWY_INLINE bool enter(std::uint32_t rank, const Hierarchy::Corner& corner) {
    const auto& chain = ground_.memory.chain;
    while (next_ < chain.size() && chain[next_] < rank) ++next_;
    auto best = Label::nothing();
    const auto last = ground_.corners[rank + std::size_t{1}].first_arc;
    const bool on_chain = next_ < chain.size() && chain[next_] == rank;
    if (on_chain) best = Label::load(labels_ + next_ * Label::words);
    if (on_chain || passes == Passes::by_all) {
      for (auto arc = corner.first_arc; arc < last; ++arc) {
        best.take(on_stack(arc), ground_.descend[arc]);
      }
    } else {
      auto above = best.bound();
      for (auto arc = corner.first_arc; arc < last; ++arc) {
        const auto label = on_stack(arc);
        above.lower(label);
        best.take(label, ground_.descend[arc]);
      }
      if (!above.any_within(ground_.limit)) return false;
    }
    best.store(stack_ + corner.depth * Label::words);
    if (ground_.first_door[rank] < ground_.first_door[rank + std::size_t{1}]) show_(rank, best);
    return true;
  }

  const SweepGround<typename Label::Cost>& ground_;
  Word* const stack_;
  const Word* const labels_;
  Show& show_;
  std::size_t next_ = 0;  ///< in the chain
};

/// The least cost of each of some lanes.
template <class T, std::size_t size>
struct Times {
  using Word = T;
  using Cost = T;
  static constexpr std::size_t words = size;

  Lanes<T, size> row;

  static HWY_INLINE Times nothing() { return {all_of<T, size>(no_way<T>)}; }
  static HWY_INLINE Times load(const T* from) { return {HWY_NAMESPACE::load<T, size>(from)}; }
  HWY_INLINE void store(T* to) const { HWY_NAMESPACE::store(row, to); }
  template <class Seed>
  static HWY_INLINE void plant(T* label, const Seed& seed) {
    if (seed.cost < label[seed.lane]) label[seed.lane] = static_cast<T>(seed.cost);
  }
  HWY_INLINE void take(const Times& other, T cost) {
    HWY_NAMESPACE::lower(row, plus(other.row, cost));
  }
  HWY_INLINE Times bound() const { return *this; }
  HWY_INLINE void lower(const Times& other) { HWY_NAMESPACE::lower(row, other.row); }
  HWY_INLINE bool any_within(T limit) const { return HWY_NAMESPACE::any_within(row, limit); }
};

}  // namespace HWY_NAMESPACE
}  // namespace analysis::travel
HWY_AFTER_NAMESPACE();

#endif
