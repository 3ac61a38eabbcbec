#pragma once

// A second opinion on travel, written from the definition alone: it shares with the program the
// parsed streets and the costs of whole edges, and nothing else.

#include <cmath>
#include <cstdint>
#include <optional>
#include <queue>
#include <utility>
#include <vector>

#include "analysis/travel/way.hpp"
#include "geo/city.hpp"

namespace brute_force {

using Cost = std::uint64_t;
using Maybe = std::optional<Cost>;

inline Maybe open(std::uint32_t cost) {
  if (cost == analysis::travel::EdgeCost::closed) return std::nullopt;
  return cost;
}
inline Maybe less(Maybe a, Maybe b) {
  if (!a) return b;
  if (!b) return a;
  return *a < *b ? a : b;
}
inline Maybe plus(Maybe a, Maybe b) {
  if (!a || !b) return std::nullopt;
  return *a + *b;
}

/// Walks from doors to doors, one plain Dijkstra for each origin over the whole graph.
class Walks {
 public:
  Walks(const geo::StreetGraph& streets, const analysis::travel::Costs& costs)
      : streets_(streets), costs_(costs) {}

  /// Least cost from a door to every corner.
  std::vector<Maybe> to_corners(const geo::Door& door) const {
    Queue queue;
    const geo::Edge& edge = streets_.edges[door.edge];
    // Forward to the far end: what is left of the edge. Back to its beginning: what was walked.
    if (const auto whole = open(costs_.edge[door.edge].forward)) {
      queue.emplace(*whole - behind(door, *whole) + off(door), edge.to.row());
    }
    if (const auto whole = open(costs_.edge[door.edge].backward)) {
      queue.emplace(behind(door, *whole) + off(door), edge.from.row());
    }
    return spread(std::move(queue));
  }

  /// Least cost from a corner to every corner.
  std::vector<Maybe> from_corner(geo::NodeId corner) const {
    Queue queue;
    queue.emplace(Cost{0}, corner.row());
    return spread(std::move(queue));
  }

  /// From one door to another: by the corners, or along the street that both are on.
  Maybe between(const geo::Door& from, const std::vector<Maybe>& corners,
                const geo::Door& to) const {
    const geo::Edge& edge = streets_.edges[to.edge];
    const auto forward = open(costs_.edge[to.edge].forward);
    const auto backward = open(costs_.edge[to.edge].backward);
    Maybe best;
    if (forward) {
      best = less(best, plus(corners[edge.from.row()], behind(to, *forward) + off(to)));
    }
    if (backward) {
      best = less(best, plus(corners[edge.to.row()], *backward - behind(to, *backward) + off(to)));
    }
    if (from.edge == to.edge) {
      if (forward && behind(to, *forward) >= behind(from, *forward)) {
        best = less(best, behind(to, *forward) - behind(from, *forward) + off(from) + off(to));
      }
      if (backward && behind(to, *backward) <= behind(from, *backward)) {
        best = less(best, behind(from, *backward) - behind(to, *backward) + off(from) + off(to));
      }
    }
    return best;
  }

 private:
  using Item = std::pair<Cost, std::uint32_t>;
  using Queue = std::priority_queue<Item, std::vector<Item>, std::greater<>>;

  std::vector<Maybe> spread(Queue queue) const {
    std::vector<Maybe> best(streets_.at.size());
    while (!queue.empty()) {
      const auto [cost, corner] = queue.top();
      queue.pop();
      if (best[corner]) continue;
      best[corner] = cost;
      for (const geo::Street& street : streets_.streets[geo::NodeId{corner}]) {
        const auto both = costs_.passing(street.edge);
        const auto step = open(street.forward ? both.forward : both.backward);
        if (step && !best[street.to.row()]) queue.emplace(cost + *step, street.to.row());
      }
    }
    return best;
  }

  Cost off(const geo::Door& door) const {
    return static_cast<Cost>(std::lround(door.off_network.value / costs_.way.pace.value * 600.0));
  }
  // Cost of the part of the edge that lies behind the door, seen from the edge's beginning.
  Cost behind(const geo::Door& door, Cost whole) const {
    const double length = streets_.edges[door.edge].length.value;
    if (!(length > 0)) return 0;
    return static_cast<Cost>(std::lround(static_cast<double>(whole) * (door.along.value / length)));
  }

  const geo::StreetGraph& streets_;
  const analysis::travel::Costs& costs_;
};

}  // namespace brute_force
