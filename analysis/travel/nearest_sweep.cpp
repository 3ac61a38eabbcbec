#include "analysis/travel/nearest_sweep.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

// See sweep.cpp.
#undef HWY_DISABLED_TARGETS
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "analysis/travel/nearest_sweep.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "analysis/travel/passes.hpp"

HWY_BEFORE_NAMESPACE();
namespace analysis::travel {
namespace HWY_NAMESPACE {

using Kinds = Lanes<std::uint32_t, kinds_in_row>;
constexpr auto nobody = NearestSweep::nobody;

#if HWY_TARGET == HWY_SCALAR

HWY_INLINE Kinds later(Kinds row, std::uint32_t cost) {
  for (auto& key : row.lane) key = (key < nobody - cost ? key : nobody - cost) + cost;
  return row;
}
HWY_INLINE bool any_less(const Kinds& row, const Kinds& other) {
  bool any = false;
  for (std::size_t i = 0; i < kinds_in_row; ++i) any |= row.lane[i] < other.lane[i];
  return any;
}

/// Puts a row of keys into their lists, one lane after the other.
template <std::size_t k>
HWY_INLINE void insert(Kinds (&list)[k], std::size_t, const Kinds& keys) {
  for (std::size_t lane = 0; lane < kinds_in_row; ++lane) {
    const auto key = keys.lane[lane];
    std::size_t same = 0;
    while (same < k - 1 && ((list[same].lane[lane] ^ key) & 0xffff) != 0) ++same;
    if (list[same].lane[lane] <= key) continue;  // known already, or the list's last is nearer
    for (; same > 0 && list[same - 1].lane[lane] > key; --same) {
      list[same].lane[lane] = list[same - 1].lane[lane];
    }
    list[same].lane[lane] = key;
  }
}

#else

using Key = Tag<std::uint32_t, kinds_in_row>;

HWY_INLINE Kinds later(Kinds row, std::uint32_t cost) {
  const auto more = hn::Set(Key(), cost), most = hn::Set(Key(), nobody - cost);
  for (auto& part : row.part) part = hn::Add(hn::Min(part, most), more);
  return row;
}
HWY_INLINE bool any_less(const Kinds& row, const Kinds& other) {
  auto all = hn::FirstN(Key(), Kinds::in_one);
  for (std::size_t i = 0; i < Kinds::registers; ++i) {
    all = hn::And(all, at_most(other.part[i], row.part[i]));
  }
  return !hn::AllTrue(Key(), all);
}

/// Puts a row of keys into their lists, all lanes together: the key sinks from entry to entry, and
/// what it displaces sinks on. A member that is in the list twice loses its further entry.
/// `settled`: so many first entries are known to be no further than the key.
template <std::size_t k>
HWY_INLINE void insert(Kinds (&list)[k], std::size_t settled, const Kinds& keys) {
  const auto members = hn::Set(Key(), 0xffff), none = hn::Set(Key(), nobody);
  const auto zero = hn::Zero(Key());
  for (std::size_t i = 0; i < Kinds::registers; ++i) {
    const auto key = keys.part[i];
    const auto is_key = [&](auto other) HWY_ATTR {
      return hn::Eq(hn::And(hn::Xor(other, key), members), zero);
    };
    auto sinking = key;
    auto seen = hn::FirstN(Key(), 0);
    for (std::size_t at = 0; at < settled; ++at) seen = hn::Or(seen, is_key(list[at].part[i]));
    sinking = hn::IfThenElse(seen, none, sinking);
    for (std::size_t at = settled; at < k; ++at) {
      const auto nearer = hn::Min(list[at].part[i], sinking);
      const auto further = hn::Max(list[at].part[i], sinking);
      seen = hn::Or(seen, is_key(nearer));
      list[at].part[i] = nearer;
      sinking = hn::IfThenElse(hn::And(seen, is_key(further)), none, further);
    }
  }
}

#endif

/// The k nearest members of each kind, nearest first. A list cut at k at every corner stays exact:
/// who is k-th here is among the first k wherever the way leads on.
template <std::size_t k>
struct NearestLists {
  using Word = std::uint32_t;
  using Cost = std::uint16_t;
  static constexpr std::size_t words = k * kinds_in_row;

  Kinds list[k];

  static HWY_INLINE NearestLists nothing() {
    NearestLists lists;
    for (auto& row : lists.list) row = all_of<Word, kinds_in_row>(nobody);
    return lists;
  }
  static HWY_INLINE NearestLists load(const Word* from) {
    NearestLists lists;
    for (std::size_t at = 0; at < k; ++at) {
      lists.list[at] = HWY_NAMESPACE::load<Word, kinds_in_row>(from + at * kinds_in_row);
    }
    return lists;
  }
  HWY_INLINE void store(Word* to) const {
    for (std::size_t at = 0; at < k; ++at) HWY_NAMESPACE::store(list[at], to + at * kinds_in_row);
  }
  HWY_INLINE void stream(Word* to) const {
    for (std::size_t at = 0; at < k; ++at) HWY_NAMESPACE::stream(list[at], to + at * kinds_in_row);
  }
  static HWY_NOINLINE void plant(Word* label, const KindSeed& seed) {
    if (seed.cost >= no_way<Cost>) return;
    alignas(64) Word keys[kinds_in_row];
    std::fill(keys, keys + kinds_in_row, nobody);
    keys[seed.lane] = seed.cost << 16 | seed.member;
    NearestLists lists = load(label);
    insert(lists.list, 0, HWY_NAMESPACE::load<Word, kinds_in_row>(keys));
    lists.store(label);
  }
  HWY_INLINE void take(const NearestLists& other, Cost cost) {
    const auto more = static_cast<std::uint32_t>(cost) << 16;
    for (std::size_t at = 0; at < k; ++at) {
      const auto keys = later(other.list[at], more);
      if (!any_less(keys, list[k - 1])) return;  // nor are those further down the list
      insert(list, at, keys);
    }
  }
  HWY_INLINE bool any_within(Cost limit) const {
    return HWY_NAMESPACE::any_within(list[0], static_cast<std::uint32_t>(limit) << 16 | 0xffff);
  }

  struct Bound {
    Kinds least;
    HWY_INLINE void lower(const NearestLists& other) { HWY_NAMESPACE::lower(least, other.list[0]); }
    HWY_INLINE bool any_within(Cost limit) const {
      return HWY_NAMESPACE::any_within(least, static_cast<std::uint32_t>(limit) << 16 | 0xffff);
    }
  };
  HWY_INLINE Bound bound() const { return {list[0]}; }
};

/// More than the caches of a core hold.
constexpr std::size_t many_bytes = std::size_t{1} << 23;

/// Writes each shown label to its place among the doors.
template <class Label>
struct WriteLabels {
  const std::uint32_t* first_door;
  typename Label::Word* to;
  bool past_caches;

  HWY_INLINE void operator()(std::uint32_t rank, const Label& label) const {
    const auto last = first_door[rank + std::size_t{1}];
    for (auto door = first_door[rank]; door < last; ++door) {
      past_caches ? label.stream(to + door * Label::words) : label.store(to + door * Label::words);
    }
  }
};

template <class Label>
void near(const SweepGround<std::uint16_t>& ground, const std::vector<KindSeed>& seeds,
          typename Label::Word* to) {
  Climb<Label>(ground).run(seeds);
  const std::size_t doors = ground.first_door[ground.size];
  WriteLabels<Label> show{ground.first_door, to,
                          doors * Label::words * sizeof(typename Label::Word) > many_bytes};
  if (doors > ground.size / 4 * 3 && ground.limit == no_way<std::uint16_t> - 1) {
    Descent<Label, decltype(show), Passes::by_all>(ground, show).run();  // writes every door
  } else {
    std::fill_n(to, doors * Label::words, std::numeric_limits<typename Label::Word>::max());
    Descent<Label, decltype(show)>(ground, show).run();
  }
  if (show.past_caches) hwy::FlushStream();
}

void near_times(const SweepGround<std::uint16_t>& ground, const std::vector<KindSeed>& seeds,
                std::uint16_t* to) {
  near<Times<std::uint16_t, kinds_in_row>>(ground, seeds, to);
}

template <std::size_t k = 1>
void near_lists_of(std::size_t wanted, const SweepGround<std::uint16_t>& ground,
                   const std::vector<KindSeed>& seeds, std::uint32_t* to) {
  if (wanted == k) return near<NearestLists<k>>(ground, seeds, to);
  if constexpr (k < NearestSweep::most_k) near_lists_of<k + 1>(wanted, ground, seeds, to);
}
void near_lists(std::size_t k, const SweepGround<std::uint16_t>& ground,
                const std::vector<KindSeed>& seeds, std::uint32_t* to) {
  near_lists_of(k, ground, seeds, to);
}

}  // namespace HWY_NAMESPACE
}  // namespace analysis::travel
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace analysis::travel {
namespace {

HWY_EXPORT(near_times);
HWY_EXPORT(near_lists);

}  // namespace

NearestSweep::NearestSweep(const Hierarchy& tree, const ArcCosts<std::uint16_t>& costs,
                           Towards towards)
    : tree_(tree),
      climb_(towards == Towards::targets ? costs.upward() : costs.downward()),
      descend_(towards == Towards::targets ? costs.downward() : costs.upward()) {
  memory_.depth = tree.depth();
}

SweepGround<std::uint16_t> NearestSweep::ground(const FiledDoors<std::uint16_t>& corners,
                                                std::vector<KindSeed>& seeds, std::uint16_t limit,
                                                std::size_t label_bytes) {
  assert(corners.doors().empty());
  make_room(memory_.stack, tree_.depth() * label_bytes);
  order_for_climb(tree_, seeds);
  return {tree_.corners().data(),
          tree_.parents().data(),
          tree_.arc_depths().data(),
          climb_.data(),
          descend_.data(),
          tree_.size(),
          corners.first_of_rank().data(),
          limit,
          memory_};
}

void NearestSweep::times(const FiledDoors<std::uint16_t>& corners, std::vector<KindSeed>& seeds,
                         std::span<std::uint16_t> costs) {
  assert(costs.size() == corners.size() * kinds_in_row);
  constexpr std::uint16_t all = no_way<std::uint16_t> - 1;
  const auto on = ground(corners, seeds, all, kinds_in_row * sizeof(std::uint16_t));
  HWY_DYNAMIC_DISPATCH(near_times)(on, seeds, costs.data());
}

void NearestSweep::nearest(const FiledDoors<std::uint16_t>& corners, std::vector<KindSeed>& seeds,
                           std::size_t k, std::uint16_t limit, std::span<std::uint32_t> nearest) {
  assert(k >= 1 && k <= most_k && limit < no_way<std::uint16_t>);
  assert(nearest.size() == corners.size() * k * kinds_in_row);
  const auto on = ground(corners, seeds, limit, k * kinds_in_row * sizeof(std::uint32_t));
  HWY_DYNAMIC_DISPATCH(near_lists)(k, on, seeds, nearest.data());
}

}  // namespace analysis::travel
#endif
