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

#include <hwy/cache_control.h>

#include "analysis/travel/lanes.hpp"
#include "analysis/travel/sweep_ground.hpp"

HWY_BEFORE_NAMESPACE();
namespace analysis::travel {
namespace HWY_NAMESPACE {

/// The corners above the seeds, from the seeds to the top, and what each of them learns from those
/// below it.
///
/// They are gathered in order of rank, and climbed through backwards: a part of town is a range of
/// ranks, so at any time only one corner of each depth has heard from below and not yet been
/// passed, and a stack by depth holds their labels.
//
// The tables are members, not a reference to the ground, so that a store cannot seem to move them.
template <class Label>
class Climb {
 public:
  using Word = typename Label::Word;
  using Cost = typename Label::Cost;

  explicit Climb(const SweepGround<Cost>& ground)
      : corners_(ground.corners),
        parents_(ground.parents),
        depths_(ground.depths),
        costs_(ground.climb),
        limit_(ground.limit),
        memory_(ground.memory),
        stack_(words_of<Word>(memory_.stack)) {}

  /// Seeds stand in the order of `can_climb`. What ends the chain is above every rank.
  template <class Seeds>
  void run(const Seeds& seeds) {
    gather(seeds);
    const auto& chain = memory_.chain;
    make_room(memory_.labels, chain.size() * Label::words * sizeof(Word));
    Word* const labels = words_of<Word>(memory_.labels);
    for (std::size_t depth = 0; depth < memory_.depth; ++depth) {
      Label::nothing().store(stack_ + depth * Label::words);
    }
    std::size_t left = seeds.size();
    for (std::size_t at = chain.size(); at-- > 0;) {
      if (at >= 2 * soon) hwy::Prefetch(corners_ + chain[at - 2 * soon]);
      if (at >= soon) fetch_arcs(chain[at - soon]);
      const auto rank = chain[at];
      // A seed further up this way can be planted already.
      for (; left > 0 && seeds[left - 1].rank <= rank && rank < corners_[seeds[left - 1].rank].end;
           --left) {
        Label::plant(stack_ + corners_[seeds[left - 1].rank].depth * Label::words, seeds[left - 1]);
      }
      Word* const here = stack_ + corners_[rank].depth * Label::words;
      const auto label = Label::load(here);
      Label::nothing().store(here);  // for the next corner of this depth
      label.store(labels + at * Label::words);
      if (label.any_within(limit_)) push(rank, label);
    }
    memory_.chain.push_back(Hierarchy::none);
  }

 private:
  // Corners of a large town lie far apart in its tables: what the next ones need is called up
  // while these are at work.
  static constexpr std::size_t soon = 8;

  HWY_INLINE void fetch_arcs(std::uint32_t rank) const {
    const auto arc = corners_[rank].first_arc;
    hwy::Prefetch(depths_ + arc);
    hwy::Prefetch(costs_ + arc);
  }

  // Above a seed only those below the seed before it are new: any smaller one is above that too.
  template <class Seeds>
  void gather(const Seeds& seeds) {
    auto& chain = memory_.chain;
    chain.clear();
    std::uint32_t last = 0;
    for (std::size_t at = 0; at < seeds.size(); ++at) {
      if (at + soon < seeds.size()) hwy::Prefetch(parents_ + seeds[at + soon].rank);
      const std::size_t before = chain.size();
      for (auto up = seeds[at].rank; up != Hierarchy::none && (before == 0 || up > last);
           up = parents_[up]) {
        chain.push_back(up);
      }
      std::reverse(chain.begin() + static_cast<std::ptrdiff_t>(before), chain.end());
      last = std::max(last, seeds[at].rank);
    }
  }

  HWY_INLINE void push(std::uint32_t rank, const Label& label) {
    const auto last = corners_[rank + std::size_t{1}].first_arc;
    for (auto arc = corners_[rank].first_arc; arc < last; ++arc) {
      Word* const above = stack_ + depths_[arc] * Label::words;
      auto best = Label::load(above);
      best.take(label, costs_[arc]);
      best.store(above);
    }
  }

  const Hierarchy::Corner* const corners_;
  const std::uint32_t* const parents_;
  const std::uint16_t* const depths_;
  const Cost* const costs_;
  const Cost limit_;
  SweepMemory& memory_;
  Word* const stack_;
};

/// Which parts of town a descent passes over: those without a door or out of reach; those without a
/// door, which is quicker where all is in reach; or none, where nearly every corner is wanted too.
enum class Passes { over_parts, over_empty, by_all };

/// Comes down through town and shows each corner that has a door, with its label, to `show`.
template <class Label, class Show, Passes passes = Passes::over_parts>
class Descent {
 public:
  using Word = typename Label::Word;
  using Cost = typename Label::Cost;

  Descent(const SweepGround<Cost>& ground, Show& show)
      : corners_(ground.corners),
        depths_(ground.depths),
        costs_(ground.descend),
        size_(ground.size),
        first_door_(ground.first_door),
        limit_(ground.limit),
        stack_(words_of<Word>(ground.memory.stack)),
        labels_(words_of<Word>(ground.memory.labels)),
        next_(ground.memory.chain.data()),
        show_(show) {}

  HWY_INLINE void run() {
    for (std::uint32_t rank = 0; rank < size_;) {
      const auto& corner = corners_[rank];
      if constexpr (passes == Passes::by_all) {
        enter(rank, corner);
      } else if (first_door_[rank] == first_door_[corner.end] || !enter(rank, corner)) {
        rank = corner.end;
        continue;
      }
      ++rank;
    }
  }

 private:
  HWY_INLINE Label on_stack(std::uint32_t arc) const {
    return Label::load(stack_ + depths_[arc] * Label::words);
  }

  // The label that the climb left at a corner, if it is on the chain.
  HWY_INLINE bool take_from_chain(std::uint32_t rank, Label& best) {
    for (; passes != Passes::by_all && *next_ < rank; ++next_) labels_ += Label::words;
    if (*next_ != rank) return false;
    best = Label::load(labels_);
    ++next_;
    labels_ += Label::words;
    return true;
  }

  // False when nothing in this part of town can be in reach: every way in is by an ancestor to
  // which an arc leads.
  HWY_INLINE bool enter(std::uint32_t rank, const Hierarchy::Corner& corner) {
    const auto last = corners_[rank + std::size_t{1}].first_arc;
    auto best = Label::nothing();
    if (take_from_chain(rank, best) || passes != Passes::over_parts) {
      for (auto arc = corner.first_arc; arc < last; ++arc) best.take(on_stack(arc), costs_[arc]);
    } else {
      auto above = best.bound();
      for (auto arc = corner.first_arc; arc < last; ++arc) {
        const auto label = on_stack(arc);
        above.lower(label);
        best.take(label, costs_[arc]);
      }
      if (!above.any_within(limit_)) return false;
    }
    best.store(stack_ + corner.depth * Label::words);
    if (first_door_[rank] < first_door_[rank + std::size_t{1}]) show_(rank, best);
    return true;
  }

  const Hierarchy::Corner* const corners_;
  const std::uint16_t* const depths_;
  const Cost* const costs_;
  const std::uint32_t size_;
  const std::uint32_t* const first_door_;
  const Cost limit_;
  Word* const stack_;
  const Word* labels_;         ///< of the chain, from the next on
  const std::uint32_t* next_;  ///< in the chain
  Show& show_;
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
  HWY_INLINE void stream(T* to) const { HWY_NAMESPACE::stream(row, to); }
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
