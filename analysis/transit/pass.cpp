#include "analysis/transit/pass.hpp"

#include <algorithm>
#include <limits>
#include <span>

#include "analysis/transit/ready_at.hpp"

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

/// Gets people on the vehicles of a queue: from the first that anybody catches to that which all do
/// even in the last minute. Plain loops, for the compiler to widen.
void board_queue(std::span<const Boarding> queue, const ReadyAt& ready, std::size_t minutes,
                 LastMinutes* rows) {
  const auto most = static_cast<std::int16_t>(minutes);
  const auto all_on = ready.last + static_cast<std::uint32_t>(minutes - 1) * tenths_in_minute;
  for (const auto& [leg, leaves] : queue) {
    if (leaves < ready.first) continue;
    const auto full = static_cast<std::int16_t>(leaves / tenths_in_minute + 1);
    const auto rest = static_cast<std::int16_t>(leaves % tenths_in_minute);
    std::uint8_t* const last = rows[leg].lane;
    for (std::size_t home = 0; home < homes_in_row; ++home) {
      // Who leaves home so many minutes after the window begins, and is there in time.
      const auto in_time =
          static_cast<std::int16_t>(full - ready.full[home] - (ready.rest[home] > rest ? 1 : 0));
      const auto caught = static_cast<std::uint8_t>(std::clamp(in_time, std::int16_t{0}, most));
      last[home] = std::max(last[home], caught);
    }
    if (leaves >= all_on) break;
  }
}

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

HWY_EXPORT(board_queue);
HWY_EXPORT(follow);
HWY_EXPORT(follow_one_more);

/// When people from all homes are ready to get on, stop by stop.
std::vector<ReadyAt> ready_at_stops(const Network& network, const Leaving& leaving) {
  constexpr auto not_there = std::numeric_limits<std::size_t>::max();
  std::vector<ReadyAt> all;
  std::vector<std::size_t> of_stop(network.queues.size(), not_there);
  for (std::size_t home = 0; home < leaving.homes.size(); ++home) {
    for (const Walk& walk : leaving.homes[home]) {
      if (network.queues[walk.stop].empty()) continue;
      std::size_t& place = of_stop[walk.stop.row()];
      if (place == not_there) {
        place = all.size();
        all.push_back(ReadyAt(walk.stop));
      }
      all[place].add(home, walk.takes + leaving.slack);
    }
  }
  return all;
}

}  // namespace

std::vector<LastMinutes> boarded(const Network& network, const Leaving& leaving) {
  std::vector<LastMinutes> rows(network.legs);
  for (const ReadyAt& ready : ready_at_stops(network, leaving)) {
    for (const std::uint32_t queue : network.queues[ready.stop]) {
      HWY_DYNAMIC_DISPATCH(board_queue)
      (network.boardings[QueueId{queue}], ready, leaving.minutes, rows.data());
    }
  }
  return rows;
}

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
