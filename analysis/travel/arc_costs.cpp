#include "analysis/travel/arc_costs.hpp"

#include <algorithm>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

namespace analysis::travel {
namespace {

/// Streets and what passing along each costs: all from which arcs get their own costs.
struct Laid {
  const geo::StreetGraph& streets;
  const Costs& costs;
};

template <class Lane>
Lane saturated(std::uint32_t cost) {
  return static_cast<Lane>(std::min<std::uint32_t>(cost, no_way<Lane>));
}

// Gives the arcs of one corner the costs of its own streets; of parallel ones the quickest counts
// in each direction.
template <class Lane>
void lay(const Hierarchy& hierarchy, const Laid& laid, std::uint32_t corner,
         ArcCosts<Lane>& costs) {
  const auto rank = hierarchy.rank(corner);
  for (auto arc = hierarchy.corners()[rank].first_arc;
       arc < hierarchy.corners()[rank + std::size_t{1}].first_arc; ++arc) {
    costs.up[arc] = costs.down[arc] = no_way<Lane>;
  }
  for (const geo::Street& street : laid.streets.streets[geo::NodeId{corner}]) {
    const auto other = hierarchy.rank(street.to.row());
    if (other >= rank) continue;  // it is the other's arc, or a loop
    const auto arc = hierarchy.arc_between(rank, other);
    const EdgeCost cost = laid.costs.passing(street.edge);
    const auto leaving = saturated<Lane>(street.forward ? cost.forward : cost.backward);
    const auto coming = saturated<Lane>(street.forward ? cost.backward : cost.forward);
    costs.up[arc] = std::min(costs.up[arc], leaving);
    costs.down[arc] = std::min(costs.down[arc], coming);
  }
}

/// Gathers for one corner after the other, each after all that are below it.
template <class Lane>
class Gatherer {
 public:
  Gatherer(const Hierarchy& hierarchy, ArcCosts<Lane>& costs)
      : hierarchy_(hierarchy),
        costs_(costs),
        up_(hierarchy.depth(), no_way<Lane>),
        down_(hierarchy.depth(), no_way<Lane>) {}

  void gather(std::uint32_t rank) {
    const auto first = hierarchy_.corners()[rank].first_arc;
    const auto last = hierarchy_.corners()[rank + std::size_t{1}].first_arc;
    const auto lower = hierarchy_.lower(rank);
    if (lower.empty() || first == last) return;
    const auto depth = hierarchy_.arc_depths().data();
    for (auto arc = first; arc < last; ++arc) {
      up_[depth[arc]] = costs_.up[arc];
      down_[depth[arc]] = costs_.down[arc];
    }
    const auto own = hierarchy_.corners()[rank].depth;
    for (const auto below : lower) through(below, own, depth);
    for (auto arc = first; arc < last; ++arc) {
      costs_.up[arc] = static_cast<Lane>(up_[depth[arc]]);
      costs_.down[arc] = static_cast<Lane>(down_[depth[arc]]);
    }
  }

 private:
  // Ways by one lower corner: to it, and on from it to the ancestors that both have.
  void through(std::uint32_t below, std::uint16_t own, const std::uint16_t* depth) {
    const auto first = hierarchy_.corners()[below].first_arc;
    auto last = first;  // the arc that leads here; those before it lead further up
    while (depth[last] != own) ++last;
    const std::uint32_t from_below = costs_.up[last], to_below = costs_.down[last];
    for (auto arc = first; arc < last; ++arc) {
      auto& up = up_[depth[arc]];
      auto& down = down_[depth[arc]];
      up = std::min(up, to_below + costs_.up[arc]);
      down = std::min(down, costs_.down[arc] + from_below);
    }
  }

  const Hierarchy& hierarchy_;
  ArcCosts<Lane>& costs_;
  std::vector<std::uint32_t> up_, down_;  ///< by depth of the ancestor
};

// Parts of town small enough to be shared out; what lies above them is left.
std::vector<std::uint32_t> parts(const Hierarchy& hierarchy, std::vector<std::uint32_t>& above) {
  const std::uint32_t most = hierarchy.size() / 64 + 64;
  std::vector<std::uint32_t> heads;
  for (std::uint32_t rank = 0; rank < hierarchy.size();) {
    const auto end = hierarchy.corners()[rank].end;
    const bool small = end - rank <= most;
    (small ? heads : above).push_back(rank);
    rank = small ? end : rank + 1;
  }
  return heads;
}

template <class Lane>
void gather_all(const Hierarchy& hierarchy, ArcCosts<Lane>& costs) {
  std::vector<std::uint32_t> above;
  const auto heads = parts(hierarchy, above);
  tbb::enumerable_thread_specific<Gatherer<Lane>> gatherers(
      [&] { return Gatherer<Lane>(hierarchy, costs); });
  tbb::parallel_for(std::size_t{0}, heads.size(), [&](std::size_t part) {
    auto& gatherer = gatherers.local();
    for (auto rank = hierarchy.corners()[heads[part]].end; rank-- > heads[part];) {
      gatherer.gather(rank);
    }
  });
  auto& gatherer = gatherers.local();
  for (auto rank = above.rbegin(); rank != above.rend(); ++rank) gatherer.gather(*rank);
}

/// Gathers again for a corner and for those above it, as far as anything changes.
template <class Lane>
class Again {
 public:
  Again(const Hierarchy& hierarchy, Laid laid, ArcCosts<Lane>& costs)
      : hierarchy_(hierarchy),
        laid_(laid),
        costs_(costs),
        gatherer_(hierarchy, costs),
        is_due_(hierarchy.depth(), false) {}

  // All whose arcs may change are ancestors of the first, so one way up meets them all.
  void from(std::uint32_t rank) {
    is_due_[hierarchy_.corners()[rank].depth] = true;
    for (; rank != Hierarchy::none; rank = hierarchy_.parents()[rank]) {
      if (is_due_[hierarchy_.corners()[rank].depth]) gather(rank);
    }
  }

 private:
  void gather(std::uint32_t rank) {
    const auto first = hierarchy_.corners()[rank].first_arc;
    const auto last = hierarchy_.corners()[rank + std::size_t{1}].first_arc;
    const std::vector<Lane> up(costs_.up.begin() + first, costs_.up.begin() + last);
    const std::vector<Lane> down(costs_.down.begin() + first, costs_.down.begin() + last);
    lay(hierarchy_, laid_, hierarchy_.corner(rank), costs_);
    gatherer_.gather(rank);
    if (std::equal(up.begin(), up.end(), costs_.up.begin() + first) &&
        std::equal(down.begin(), down.end(), costs_.down.begin() + first)) {
      return;
    }
    for (auto arc = first; arc < last; ++arc) is_due_[hierarchy_.arc_depths()[arc]] = true;
  }

  const Hierarchy& hierarchy_;
  Laid laid_;
  ArcCosts<Lane>& costs_;
  Gatherer<Lane> gatherer_;
  std::vector<bool> is_due_;  ///< by depth
};

}  // namespace

template <class Lane>
ArcCosts<Lane> customise(const Hierarchy& hierarchy, const geo::StreetGraph& streets,
                         const Costs& costs) {
  ArcCosts<Lane> gathered;
  gathered.up.resize(hierarchy.arcs());
  gathered.down.resize(hierarchy.arcs());
  tbb::parallel_for(std::uint32_t{0}, hierarchy.size(), [&](std::uint32_t corner) {
    lay(hierarchy, {streets, costs}, corner, gathered);
  });
  gather_all(hierarchy, gathered);
  if (gathered.down == gathered.up) std::vector<Lane>().swap(gathered.down);
  return gathered;
}

template <class Lane>
ArcCosts<Lane> customise_again(const Hierarchy& hierarchy, const ArcCosts<Lane>& before,
                               const geo::StreetGraph& streets, const Costs& costs,
                               geo::EdgeId changed) {
  ArcCosts<Lane> after = before;
  if (after.down.empty()) after.down = after.up;
  const geo::Edge& edge = streets.edges[changed];
  if (edge.from != edge.to) {
    const auto lower = std::max(hierarchy.rank(edge.from.row()), hierarchy.rank(edge.to.row()));
    Again<Lane>(hierarchy, {streets, costs}, after).from(lower);
  }
  if (after.down == after.up) std::vector<Lane>().swap(after.down);
  return after;
}

template ArcCosts<std::uint16_t> customise(const Hierarchy&, const geo::StreetGraph&, const Costs&);
template ArcCosts<std::uint32_t> customise(const Hierarchy&, const geo::StreetGraph&, const Costs&);

template ArcCosts<std::uint16_t> customise_again(const Hierarchy&, const ArcCosts<std::uint16_t>&,
                                                 const geo::StreetGraph&, const Costs&,
                                                 geo::EdgeId);
template ArcCosts<std::uint32_t> customise_again(const Hierarchy&, const ArcCosts<std::uint32_t>&,
                                                 const geo::StreetGraph&, const Costs&,
                                                 geo::EdgeId);

}  // namespace analysis::travel
