#include "analysis/transit/quickest.hpp"

#include <algorithm>

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

/// A register of times; 64 bytes at most, so that rows hold whole registers.
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

/// The quickest of the minutes from `first` on in some registers side by side.
template <class Time, std::size_t registers>
HWY_INLINE void take_quickest(const WaysOn<Time>& ways, std::size_t first, Time* out) {
  constexpr Tag<Time> tag;
  hn::Vec<Tag<Time>> best[registers];
  for (auto& part : best) part = hn::Set(tag, no_time<Time>);
  for (const std::uint32_t number : ways.numbers) {
    const Walk& walk = ways.walks[number];
    const std::uint32_t row = ways.row_of_stop[walk.stop.row()];
    if (row == never) continue;
    const Time* const times = ways.times + row * ways.stride;
    const auto takes = hn::Set(tag, static_cast<Time>(walk.takes));
    for (std::size_t i = 0; i < registers; ++i) {
      const auto there = hn::LoadU(tag, times + first + i * in_one<Time>);
      best[i] = hn::Min(best[i], plus(tag, there, takes));
    }
  }
  for (std::size_t i = 0; i < registers; ++i) {
    hn::StoreU(best[i], tag, out + first + i * in_one<Time>);
  }
}

template <class Time>
HWY_INLINE void find_quickest(const WaysOn<Time>& ways, std::span<Time> best) {
  constexpr std::size_t n = in_one<Time>;
  std::size_t done = 0;
  for (; done + 4 * n <= best.size(); done += 4 * n)
    take_quickest<Time, 4>(ways, done, best.data());
  for (; done < best.size(); done += n) take_quickest<Time, 1>(ways, done, best.data());
}

/// Times that are counted again and again.
template <class Time, std::size_t registers>
struct InRegisters {
  hn::Vec<Tag<Time>> part[registers];

  explicit HWY_INLINE InRegisters(const Time* times) {
    for (std::size_t i = 0; i < registers; ++i) {
      part[i] = hn::LoadU(Tag<Time>(), times + i * in_one<Time>);
    }
  }
  template <class F>
  HWY_INLINE void each(F f) const {
    for (const auto& some : part) f(some);
  }
};
template <class Time>
struct InMemory {
  std::span<const Time> times;

  template <class F>
  HWY_INLINE void each(F f) const {
    for (std::size_t i = 0; i < times.size(); i += in_one<Time>) {
      f(hn::LoadU(Tag<Time>(), times.data() + i));
    }
  }
};

/// How many times are less than `bound`, which is `no_time` at most.
template <class Time, class Times>
HWY_INLINE std::size_t less(const Times& times, std::uint32_t bound) {
  const auto more = hn::Set(Tag<Time>(), static_cast<Time>(bound));
  std::size_t count = 0;
  times.each([&](auto some) { count += hn::CountTrue(Tag<Time>(), hn::Lt(some, more)); });
  return count;
}

/// The greatest of those that are.
template <class Time, class Times>
HWY_INLINE std::uint32_t greatest_less(const Times& times, std::uint32_t bound) {
  const auto more = hn::Set(Tag<Time>(), static_cast<Time>(bound));
  auto most = hn::Zero(Tag<Time>());
  times.each(
      [&](auto some) { most = hn::Max(most, hn::IfThenElseZero(hn::Lt(some, more), some)); });
  return hn::GetLane(hn::MaxOfLanes(Tag<Time>(), most));
}

/// First by whether it is `high` itself, as often. Then by quartering the range in which it lies,
/// three counts side by side, until few times are left there; then down from the greatest of these.
template <class Time, class Times>
HWY_INLINE std::uint32_t search_nth(const Times& times, std::size_t n, std::uint32_t low,
                                    std::uint32_t high) {
  constexpr std::uint32_t few = 128;
  if (low >= high || less<Time>(times, high) < n) return high;
  --high;
  while (high - low > few) {
    const std::uint32_t quarter = (high - low) / 4, first = low + quarter;
    const std::uint32_t too_few = (less<Time>(times, first + 1) < n ? 1 : 0) +
                                  (less<Time>(times, first + quarter + 1) < n ? 1 : 0) +
                                  (less<Time>(times, first + 2 * quarter + 1) < n ? 1 : 0);
    high = too_few == 3 ? high : first + too_few * quarter;
    low = too_few == 0 ? low : low + too_few * quarter + 1;
  }
  for (;;) {
    const std::uint32_t greatest = greatest_less<Time>(times, high + 1);
    if (greatest <= low || less<Time>(times, greatest) < n) return greatest;
    const std::uint32_t middle = low + (greatest - 1 - low) / 2;
    const bool enough = less<Time>(times, middle + 1) >= n;
    high = enough ? middle : greatest - 1;
    low = enough ? low : middle + 1;
  }
}

template <class Time>
HWY_INLINE std::uint32_t find_nth(std::span<const Time> times, std::size_t n, std::uint32_t low,
                                  std::uint32_t high) {
  if (times.size() == 4 * in_one<Time>) {
    return search_nth<Time>(InRegisters<Time, 4>(times.data()), n, low, high);
  }
  return search_nth<Time>(InMemory<Time>{times}, n, low, high);
}

template <class Time>
HWY_INLINE LeastAndNth find_least_and_nth(std::span<const Time> times, std::size_t n) {
  auto low = hn::Set(Tag<Time>(), no_time<Time>);
  const InMemory<Time> all{times};
  all.each([&](auto some) { low = hn::Min(low, some); });
  const std::uint32_t least = hn::GetLane(hn::MinOfLanes(Tag<Time>(), low));
  if (less<Time>(all, no_time<Time>) < n) return {least, no_time<Time>};
  const std::uint32_t most = greatest_less<Time>(all, no_time<Time>);
  return {least, find_nth(times, n, least, most)};
}

void quickest16(const WaysOn<std::uint16_t>& ways, std::span<std::uint16_t> best) {
  find_quickest(ways, best);
}
void quickest32(const WaysOn<std::uint32_t>& ways, std::span<std::uint32_t> best) {
  find_quickest(ways, best);
}
LeastAndNth least_and_nth16(std::span<const std::uint16_t> times, std::size_t n) {
  return find_least_and_nth(times, n);
}
LeastAndNth least_and_nth32(std::span<const std::uint32_t> times, std::size_t n) {
  return find_least_and_nth(times, n);
}
std::uint32_t nth16(std::span<const std::uint16_t> times, std::size_t n, std::uint32_t low,
                    std::uint32_t high) {
  return find_nth(times, n, low, high);
}
std::uint32_t nth32(std::span<const std::uint32_t> times, std::size_t n, std::uint32_t low,
                    std::uint32_t high) {
  return find_nth(times, n, low, high);
}

}  // namespace HWY_NAMESPACE
}  // namespace analysis::transit
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace analysis::transit {
namespace {

HWY_EXPORT(quickest16);
HWY_EXPORT(quickest32);
HWY_EXPORT(least_and_nth16);
HWY_EXPORT(least_and_nth32);
HWY_EXPORT(nth16);
HWY_EXPORT(nth32);

}  // namespace

void quickest(const WaysOn<std::uint16_t>& ways, std::span<std::uint16_t> best) {
  HWY_DYNAMIC_DISPATCH(quickest16)(ways, best);
}
void quickest(const WaysOn<std::uint32_t>& ways, std::span<std::uint32_t> best) {
  HWY_DYNAMIC_DISPATCH(quickest32)(ways, best);
}

LeastAndNth least_and_nth(std::span<const std::uint16_t> times, std::size_t n) {
  return HWY_DYNAMIC_DISPATCH(least_and_nth16)(times, n);
}
LeastAndNth least_and_nth(std::span<const std::uint32_t> times, std::size_t n) {
  return HWY_DYNAMIC_DISPATCH(least_and_nth32)(times, n);
}

std::uint32_t nth_least(std::span<const std::uint16_t> times, std::size_t n, std::uint32_t low,
                        std::uint32_t high) {
  return HWY_DYNAMIC_DISPATCH(nth16)(times, n, low, high);
}
std::uint32_t nth_least(std::span<const std::uint32_t> times, std::size_t n, std::uint32_t low,
                        std::uint32_t high) {
  return HWY_DYNAMIC_DISPATCH(nth32)(times, n, low, high);
}

}  // namespace analysis::transit
#endif
