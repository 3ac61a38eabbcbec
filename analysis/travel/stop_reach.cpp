#include "analysis/travel/stop_reach.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <algorithm>

#include "analysis/travel/reached.hpp"

namespace analysis::travel {
namespace {

/// The corners within the limit of each door.
std::vector<std::vector<Seed>> corners_around(const geo::StreetGraph& streets, const Costs& costs,
                                              const Arcs& arcs, const StopDoors& doors,
                                              std::uint32_t limit) {
  std::vector<std::vector<Seed>> around(doors.door.size());
  tbb::enumerable_thread_specific<BucketSearch> searches([&] { return BucketSearch(arcs, limit); });
  tbb::parallel_for(std::size_t{0}, around.size(), [&](std::size_t at) {
    BucketSearch& search = searches.local();
    search.run(
        Reached::seeds(streets, costs, std::span(&doors.door[StopDoorId{at}], 1), Heading::away));
    for (const auto corner : search.reached()) around[at].push_back({corner, search.cost(corner)});
  });
  return around;
}

}  // namespace

StopReach::StopReach(const geo::StreetGraph& streets, const Costs& costs, const Arcs& arcs,
                     const StopDoors& doors, std::uint32_t limit)
    : limit_(limit), first_(streets.at.size() + 1, 0) {
  const auto around = corners_around(streets, costs, arcs, doors, limit);
  const auto each_walk = [&](auto f) {
    for (const StopDoorId door : doors.door.rows()) {
      for (const transit::Walk& out : doors.out[door]) {
        for (const auto& [corner, cost] : around[door.row()]) {
          if (cost + out.takes <= limit) f(corner, transit::Walk{out.stop, cost + out.takes});
        }
      }
    }
  };
  each_walk([&](std::uint32_t corner, const transit::Walk&) { ++first_[corner + 1]; });
  for (std::size_t at = 1; at < first_.size(); ++at) first_[at] += first_[at - 1];
  walks_.resize(first_.back());
  auto next = first_;
  each_walk(
      [&](std::uint32_t corner, const transit::Walk& walk) { walks_[next[corner]++] = walk; });
  for (const StopDoorId door : doors.door.rows()) {
    const geo::Door& at = doors.door[door];
    const double length = streets.edges[at.edge].length.value;
    const double share = length > 0 ? std::clamp(at.along.value / length, 0.0, 1.0) : 0;
    for (const transit::Walk& out : doors.out[door]) {
      on_streets_.push_back({out.stop, out.takes, stop(streets, costs, at), share});
    }
  }
  std::stable_sort(on_streets_.begin(), on_streets_.end(),
                   [](const OnStreet& a, const OnStreet& b) { return a.door.edge < b.door.edge; });
}

std::span<const transit::Walk> StopReach::to_corner(geo::NodeId corner) const {
  const std::size_t first = first_[corner.row()];
  return std::span(walks_).subspan(first, first_[corner.row() + 1] - first);
}

std::span<const StopReach::OnStreet> StopReach::onto(geo::EdgeId edge) const {
  const auto begin = std::lower_bound(
      on_streets_.begin(), on_streets_.end(), edge,
      [](const OnStreet& at, geo::EdgeId wanted) { return at.door.edge < wanted; });
  auto end = begin;
  while (end != on_streets_.end() && end->door.edge == edge) ++end;
  return {begin, end};
}

}  // namespace analysis::travel
