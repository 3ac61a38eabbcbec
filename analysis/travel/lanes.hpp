// Rows of lanes: the labels of 64 searches side by side, in the widest registers at hand. Read once
// for each kind of processor by foreach_target.h, so it has no `#pragma once`.
//
// Targets whose registers have no size that the compiler knows (SVE, RVV) are left out where this
// is included; where there are no wide registers at all, plain loops do the same.

#if defined(MEDINA_LANES) == defined(HWY_TARGET_TOGGLE)
#ifdef MEDINA_LANES
#undef MEDINA_LANES
#else
#define MEDINA_LANES
#endif

#include <cstdint>
#include <cstring>

#include <hwy/highway.h>

#include "analysis/travel/arc_costs.hpp"

HWY_BEFORE_NAMESPACE();
namespace analysis::travel {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR

template <class T, std::size_t size>
struct Lanes {
  T lane[size];
};
template <class T, std::size_t size>
HWY_INLINE Lanes<T, size> all_of(T value) {
  Lanes<T, size> row;
  for (std::size_t i = 0; i < size; ++i) row.lane[i] = value;
  return row;
}
template <class T, std::size_t size>
HWY_INLINE Lanes<T, size> load(const T* from) {
  Lanes<T, size> row;
  for (std::size_t i = 0; i < size; ++i) row.lane[i] = from[i];
  return row;
}
template <class T, std::size_t size>
HWY_INLINE void store(const Lanes<T, size>& row, T* to) {
  for (std::size_t i = 0; i < size; ++i) to[i] = row.lane[i];
}
template <class T, std::size_t size>
HWY_INLINE void stream(const Lanes<T, size>& row, T* to) {
  store(row, to);
}
template <class T, std::size_t size>
HWY_INLINE void lower(Lanes<T, size>& row, const Lanes<T, size>& other) {
  for (std::size_t i = 0; i < size; ++i) {
    row.lane[i] = other.lane[i] < row.lane[i] ? other.lane[i] : row.lane[i];
  }
}
template <std::size_t size>
HWY_INLINE Lanes<std::uint16_t, size> plus(Lanes<std::uint16_t, size> row, std::uint16_t cost) {
  for (std::size_t i = 0; i < size; ++i) {
    const auto sum = static_cast<std::uint16_t>(row.lane[i] + cost);
    row.lane[i] = sum < cost ? no_way<std::uint16_t> : sum;
  }
  return row;
}
template <std::size_t size>
HWY_INLINE Lanes<std::uint32_t, size> plus(Lanes<std::uint32_t, size> row, std::uint32_t cost) {
  for (std::size_t i = 0; i < size; ++i) row.lane[i] += cost;
  return row;
}
template <class T, std::size_t size>
HWY_INLINE bool any_within(const Lanes<T, size>& row, T limit) {
  T least = row.lane[0];
  for (std::size_t i = 1; i < size; ++i) least = row.lane[i] < least ? row.lane[i] : least;
  return least <= limit;
}
template <class T>
HWY_INLINE std::uint64_t within(const Lanes<T, 64>& row, T limit) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 64; ++i) bits |= std::uint64_t{row.lane[i] <= limit} << i;
  return bits;
}
template <class T, std::size_t size>
HWY_INLINE void add_where_within(const Lanes<T, size>& row, T limit, T weight, T* sums) {
  for (std::size_t i = 0; i < size; ++i) {
    sums[i] = static_cast<T>(sums[i] + (row.lane[i] <= limit ? weight : 0));
  }
}

#else

template <class T, std::size_t size>
using Tag = hn::CappedTag<T, size>;

/// All lanes of a row in registers.
template <class T, std::size_t size>
struct Lanes {
  static constexpr std::size_t in_one = hn::MaxLanes(Tag<T, size>());
  static constexpr std::size_t registers = size / in_one;
  hn::Vec<Tag<T, size> > part[registers];
};
template <class T, std::size_t size>
HWY_INLINE Lanes<T, size> all_of(T value) {
  Lanes<T, size> row;
  for (auto& part : row.part) part = hn::Set(Tag<T, size>(), value);
  return row;
}
template <class T, std::size_t size>
HWY_INLINE Lanes<T, size> load(const T* from) {
  Lanes<T, size> row;
  for (auto& part : row.part) {
    part = hn::Load(Tag<T, size>(), from);
    from += row.in_one;
  }
  return row;
}
template <class T, std::size_t size>
HWY_INLINE void store(const Lanes<T, size>& row, T* to) {
  for (const auto& part : row.part) {
    hn::Store(part, Tag<T, size>(), to);
    to += row.in_one;
  }
}
/// Past the caches: for what is more than they hold and is not read soon.
template <class T, std::size_t size>
HWY_INLINE void stream(const Lanes<T, size>& row, T* to) {
  for (const auto& part : row.part) {
    hn::Stream(part, Tag<T, size>(), to);
    to += row.in_one;
  }
}
template <class T, std::size_t size>
HWY_INLINE void lower(Lanes<T, size>& row, const Lanes<T, size>& other) {
  for (std::size_t i = 0; i < row.registers; ++i) row.part[i] = hn::Min(row.part[i], other.part[i]);
}
template <std::size_t size>
HWY_INLINE Lanes<std::uint16_t, size> plus(Lanes<std::uint16_t, size> row, std::uint16_t cost) {
  const auto more = hn::Set(Tag<std::uint16_t, size>(), cost);
  for (auto& part : row.part) part = hn::SaturatedAdd(part, more);
  return row;
}
template <std::size_t size>
HWY_INLINE Lanes<std::uint32_t, size> plus(Lanes<std::uint32_t, size> row, std::uint32_t cost) {
  const auto more = hn::Set(Tag<std::uint32_t, size>(), cost);
  for (auto& part : row.part) part = hn::Add(part, more);
  return row;
}
// Highway 1.0 compares unsigned lanes for equality only.
template <class V>
HWY_INLINE auto at_most(V value, V limit) {
  return hn::Eq(hn::Min(value, limit), value);
}
template <class T, std::size_t size>
HWY_INLINE bool any_within(const Lanes<T, size>& row, T limit) {
  auto least = row.part[0];
  for (std::size_t i = 1; i < row.registers; ++i) least = hn::Min(least, row.part[i]);
  return !hn::AllFalse(Tag<T, size>(), at_most(least, hn::Set(Tag<T, size>(), limit)));
}
template <class T>
HWY_INLINE std::uint64_t within(const Lanes<T, 64>& row, T limit) {
  const auto most = hn::Set(Tag<T, 64>(), limit);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < row.registers; ++i) {
    std::uint8_t bytes[8] = {};
    hn::StoreMaskBits(Tag<T, 64>(), at_most(row.part[i], most), bytes);
    std::uint64_t some;
    std::memcpy(&some, bytes, 8);
    bits |= some << (i * row.in_one % 64);
  }
  return bits;
}
template <class T, std::size_t size>
HWY_INLINE void add_where_within(const Lanes<T, size>& row, T limit, T weight, T* sums) {
  const auto most = hn::Set(Tag<T, size>(), limit), more = hn::Set(Tag<T, size>(), weight);
  for (std::size_t i = 0; i < row.registers; ++i, sums += row.in_one) {
    const auto here = hn::IfThenElseZero(at_most(row.part[i], most), more);
    hn::Store(hn::Add(hn::Load(Tag<T, size>(), sums), here), Tag<T, size>(), sums);
  }
}

#endif

}  // namespace HWY_NAMESPACE
}  // namespace analysis::travel
HWY_AFTER_NAMESPACE();

#endif
