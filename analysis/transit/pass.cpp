#include "analysis/transit/pass.hpp"

#include <algorithm>

// As in analysis/travel/sweep.cpp: registers whose size is known only at run time cannot hold rows.
#undef HWY_DISABLED_TARGETS
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "analysis/transit/pass.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace analysis::transit {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR

struct Row {
  LastMinutes lanes;

  static HWY_INLINE Row load(const LastMinutes& from) { return {from}; }
  HWY_INLINE void store(LastMinutes& to) const { to = lanes; }
  HWY_INLINE void raise(const LastMinutes& other) {
    for (std::size_t i = 0; i < homes_in_row; ++i) {
      lanes.lane[i] = std::max(lanes.lane[i], other.lane[i]);
    }
  }
};

#else

/// All lanes in registers.
struct Row {
  using Tag = hn::CappedTag<std::uint8_t, homes_in_row>;
  static constexpr std::size_t in_one = hn::MaxLanes(Tag());
  static constexpr std::size_t registers = homes_in_row / in_one;
  hn::Vec<Tag> part[registers];

  static HWY_INLINE Row load(const LastMinutes& from) {
    Row row;
    for (std::size_t i = 0; i < registers; ++i) {
      row.part[i] = hn::Load(Tag(), from.lane + i * in_one);
    }
    return row;
  }
  HWY_INLINE void store(LastMinutes& to) const {
    for (std::size_t i = 0; i < registers; ++i) hn::Store(part[i], Tag(), to.lane + i * in_one);
  }
  HWY_INLINE void raise(const LastMinutes& other) {
    for (std::size_t i = 0; i < registers; ++i) {
      part[i] = hn::Max(part[i], hn::Load(Tag(), other.lane + i * in_one));
    }
  }
};

#endif

/// With any number of rides: `rows` hold where people get on from home.
void follow(const Network& network, LastMinutes* rows) {
  const std::uint32_t* const before = network.before.data();
  for (std::size_t leg = 0; leg < network.legs; ++leg) {
    Row row = Row::load(rows[leg]);
    const auto last = network.first[leg + 1];
    for (auto i = network.first[leg]; i < last; ++i) row.raise(rows[before[i]]);
    row.store(rows[leg]);
  }
}

/// With one ride more than `fewer` holds, or the first where that is null.
void follow_one_more(const Network& network, const LastMinutes* fewer, LastMinutes* rows) {
  const std::uint32_t* const before = network.before.data();
  for (std::size_t leg = 0; leg < network.legs; ++leg) {
    Row row = Row::load(rows[leg]);
    const auto change = network.change[leg], last = network.first[leg + 1];
    for (auto i = network.first[leg]; i < change; ++i) row.raise(rows[before[i]]);
    if (fewer != nullptr) {
      for (auto i = change; i < last; ++i) row.raise(fewer[before[i]]);
    }
    row.store(rows[leg]);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace analysis::transit
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace analysis::transit {
namespace {

HWY_EXPORT(follow);
HWY_EXPORT(follow_one_more);

/// Gets one home's people on what they catch after walking to a stop. Of a queue, the first vehicle
/// in each minute; none behind that which even the last minute catches.
void board(const Network& network, const Leaving& leaving, std::size_t home, const Walk& walk,
           LastMinutes* rows) {
  const std::uint32_t ready = walk.takes + leaving.slack;
  for (const std::uint32_t queue : network.queues[walk.stop]) {
    const auto boardings = network.boardings[QueueId{queue}];
    auto next = std::lower_bound(
        boardings.begin(), boardings.end(), ready,
        [](const Boarding& boarding, std::uint32_t time) { return boarding.leaves < time; });
    for (std::size_t caught = 0; next != boardings.end() && caught < leaving.minutes; ++next) {
      const std::size_t minutes = (next->leaves - ready) / tenths_in_minute + 1;
      if (minutes <= caught) continue;
      caught = std::min(minutes, leaving.minutes);
      auto& last = rows[next->leg].lane[home];
      last = std::max(last, static_cast<std::uint8_t>(caught));
    }
  }
}

std::vector<LastMinutes> boarded(const Network& network, const Leaving& leaving) {
  std::vector<LastMinutes> rows(network.legs);
  for (std::size_t home = 0; home < leaving.homes.size(); ++home) {
    for (const Walk& walk : leaving.homes[home]) {
      board(network, leaving, home, walk, rows.data());
    }
  }
  return rows;
}

}  // namespace

std::vector<LastMinutes> last_minutes(const Network& network, const Leaving& leaving) {
  auto rows = boarded(network, leaving);
  if (leaving.rides == 0) {
    HWY_DYNAMIC_DISPATCH(follow)(network, rows.data());
    return rows;
  }
  const auto from_home = leaving.rides > 1 ? rows : std::vector<LastMinutes>{};
  HWY_DYNAMIC_DISPATCH(follow_one_more)(network, nullptr, rows.data());
  for (std::uint8_t ride = 2; ride <= leaving.rides; ++ride) {
    auto more = from_home;
    HWY_DYNAMIC_DISPATCH(follow_one_more)(network, rows.data(), more.data());
    rows = std::move(more);
  }
  return rows;
}

std::vector<std::int64_t> pass_processors() {
  std::vector<std::int64_t> found;
  for (std::int64_t all = hwy::SupportedTargets() & HWY_TARGETS; all != 0; all &= all - 1) {
    found.push_back(all & -all);
  }
  return found;
}

void force_pass_processor(std::int64_t processor) {
  hwy::SetSupportedTargetsForTest(processor);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

}  // namespace analysis::transit
#endif
