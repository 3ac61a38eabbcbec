#include "analysis/transit/ride_bounds.hpp"

#include <algorithm>

#include "analysis/transit/arrival_rows.hpp"

// As in analysis/transit/pass.cpp.
#undef HWY_DISABLED_TARGETS
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "analysis/transit/ride_bounds.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace analysis::transit {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Homes = hn::CappedTag<std::int32_t, RideBounds::lanes>;
constexpr std::size_t in_one = hn::MaxLanes(Homes());

/// The n-th time of each home at a place is no more than that by any of the stops alone.
void bound_from_above(std::span<const Walk> walks, const std::int32_t* nth, std::int32_t* most) {
  for (std::size_t home = 0; home < RideBounds::lanes; home += in_one) {
    auto bound = hn::LoadU(Homes(), most + home);
    for (const Walk& walk : walks) {
      const auto takes = hn::Set(Homes(), static_cast<std::int32_t>(walk.takes));
      const auto ride = hn::LoadU(Homes(), nth + walk.stop.row() * RideBounds::lanes + home);
      bound = hn::Min(bound, hn::Add(ride, takes));
    }
    hn::StoreU(bound, Homes(), most + home);
  }
}

/// To which homes each walk is of use: somebody may be there earlier by it than at `most`.
void find_useful(std::span<const Walk> walks, const std::int32_t* quickest,
                 const std::int32_t* most, std::int32_t* least, std::uint32_t* useful_to) {
  std::fill_n(useful_to, walks.size(), 0);
  for (std::size_t home = 0; home < RideBounds::lanes; home += in_one) {
    const auto bound = hn::LoadU(Homes(), most + home);
    auto first = bound;
    for (std::size_t i = 0; i < walks.size(); ++i) {
      const auto takes = hn::Set(Homes(), static_cast<std::int32_t>(walks[i].takes));
      const auto row = walks[i].stop.row() * RideBounds::lanes + home;
      const auto there = hn::Add(hn::LoadU(Homes(), quickest + row), takes);
      first = hn::Min(first, there);
      std::uint8_t bits[8] = {};
      hn::StoreMaskBits(Homes(), hn::Lt(there, bound), bits);
      useful_to[i] |= (bits[0] | std::uint32_t{bits[1]} << 8) << home;
    }
    hn::StoreU(first, Homes(), least + home);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace analysis::transit
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace analysis::transit {
namespace {

HWY_EXPORT(bound_from_above);
HWY_EXPORT(find_useful);

/// More than any time; with a walk it stays within 31 bits.
constexpr std::int32_t far = 0x3fffffff;

std::int32_t or_far(std::uint32_t time) {
  return static_cast<std::int32_t>(std::min(time, static_cast<std::uint32_t>(far)));
}

}  // namespace

RideBounds::RideBounds(std::size_t stops) : least_(stops * lanes, far), nth_(least_) {}

void RideBounds::take(std::size_t home, std::span<const Arrivals> draws, std::size_t n) {
  ArrivalRows rows(draws);
  for (std::size_t stop = 0; stop * lanes < least_.size(); ++stop) {
    const auto [least, nth] = rows.ride_to(geo::StopId{stop}, n);
    least_[stop * lanes + home] = or_far(least);
    nth_[stop * lanes + home] = or_far(nth);
  }
}

void RideBounds::add_place(std::span<const Walk> from_stops, std::uint32_t beyond,
                           UsefulWalks& useful) {
  std::int32_t least[lanes], most[lanes];
  std::fill_n(most, lanes, or_far(beyond));
  useful_to_.resize(std::max(useful_to_.size(), from_stops.size()));
  HWY_DYNAMIC_DISPATCH(bound_from_above)(from_stops, nth_.data(), most);
  HWY_DYNAMIC_DISPATCH(find_useful)(from_stops, least_.data(), most, least, useful_to_.data());
  for (std::uint32_t walk = 0; walk < from_stops.size(); ++walk) {
    if (useful_to_[walk] != 0) useful.walks.push_back({walk, useful_to_[walk]});
  }
  auto& place = useful.places.emplace_back();
  std::copy_n(least, lanes, place.least);
  std::copy_n(most, lanes, place.most);
  place.end = useful.walks.size();
}

}  // namespace analysis::transit
#endif
