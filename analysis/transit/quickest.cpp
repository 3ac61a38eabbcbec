#include "analysis/transit/quickest.hpp"

#include <algorithm>

#include "analysis/transit/no_time.hpp"

// As in analysis/transit/pass.cpp.
#undef HWY_DISABLED_TARGETS
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "analysis/transit/quickest.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace analysis::transit {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// A register of times; 64 bytes at most, so that rows of 32 minutes hold whole registers.
template <class Time>
using Tag = hn::CappedTag<Time, 64 / sizeof(Time)>;
template <class Time>
constexpr std::size_t in_one = hn::MaxLanes(Tag<Time>());

template <class V>
HWY_INLINE V plus(Tag<std::uint16_t>, V time, V walk) {
  return hn::SaturatedAdd(time, walk);
}
template <class V>
HWY_INLINE V plus(Tag<std::uint32_t>, V time, V walk) {
  return hn::Add(time, walk);
}

/// The quickest of the minutes in some registers side by side, to `out`.
template <class Time, std::size_t registers>
HWY_INLINE void take_quickest(const Time* times, const Ways& ways, Time* out) {
  constexpr Tag<Time> tag;
  hn::Vec<Tag<Time>> best[registers];
  for (auto& part : best) part = hn::Set(tag, no_time<Time>);
  for (const Walk& walk : ways.walks) {
    const std::uint32_t row = ways.row_of_stop[walk.stop.row()];
    if (row == never || walk.takes >= no_time<Time>) continue;
    const auto takes = hn::Set(tag, static_cast<Time>(walk.takes));
    const Time* const at_stop = times + row * ways.stride;
    for (std::size_t i = 0; i < registers; ++i) {
      const auto there = hn::LoadU(tag, at_stop + i * in_one<Time>);
      best[i] = hn::Min(best[i], plus(tag, there, takes));
    }
  }
  for (std::size_t i = 0; i < registers; ++i) hn::StoreU(best[i], tag, out + i * in_one<Time>);
}

template <class Time>
HWY_INLINE void find_quickest(std::span<const Time> times, const Ways& ways,
                              std::span<std::uint32_t> by_minute) {
  constexpr std::size_t n = in_one<Time>;
  Time best[256];
  const std::size_t registers = (by_minute.size() + n - 1) / n;
  for (std::size_t done = 0; done < registers;) {
    const Time* const from = times.data() + done * n;
    Time* const out = best + done * n;
    if (registers - done >= 4) {
      take_quickest<Time, 4>(from, ways, out);
      done += 4;
    } else {
      take_quickest<Time, 1>(from, ways, out);
      done += 1;
    }
  }
  // Copies, or each time written might change them.
  const std::uint32_t on_foot = ways.on_foot, longest = ways.longest;
  for (std::size_t minute = 0; minute < by_minute.size(); ++minute) {
    const std::uint32_t ride = best[minute] >= no_time<Time> ? never : best[minute];
    const std::uint32_t time = std::min(ride, on_foot);
    by_minute[minute] = time > longest ? never : time;
  }
}

void quickest16(std::span<const std::uint16_t> times, const Ways& ways,
                std::span<std::uint32_t> by_minute) {
  find_quickest(times, ways, by_minute);
}
void quickest32(std::span<const std::uint32_t> times, const Ways& ways,
                std::span<std::uint32_t> by_minute) {
  find_quickest(times, ways, by_minute);
}

/// The n-th in order, by halving the range in which it lies. Plain loops, for the compiler to
/// widen.
std::uint32_t nth_by_halving(std::span<const std::uint32_t> times, std::size_t n) {
  std::uint32_t low = never, high = 0;
  for (const std::uint32_t time : times) {
    low = std::min(low, time);
    high = std::max(high, time == never ? 0 : time);
  }
  const auto within = [&](std::uint32_t most) {
    std::uint32_t count = 0;
    for (const std::uint32_t time : times) count += time <= most;
    return count;
  };
  if (low == never || within(high) < n) return never;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (within(middle) >= n) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

}  // namespace HWY_NAMESPACE
}  // namespace analysis::transit
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace analysis::transit {
namespace {

HWY_EXPORT(quickest16);
HWY_EXPORT(quickest32);
HWY_EXPORT(nth_by_halving);

}  // namespace

void quickest(std::span<const std::uint16_t> times, const Ways& ways,
              std::span<std::uint32_t> by_minute) {
  HWY_DYNAMIC_DISPATCH(quickest16)(times, ways, by_minute);
}
void quickest(std::span<const std::uint32_t> times, const Ways& ways,
              std::span<std::uint32_t> by_minute) {
  HWY_DYNAMIC_DISPATCH(quickest32)(times, ways, by_minute);
}

std::uint32_t nth_least(std::span<const std::uint32_t> times, std::size_t n) {
  return HWY_DYNAMIC_DISPATCH(nth_by_halving)(times, n);
}

}  // namespace analysis::transit
#endif
