#pragma once

#include <cstdint>
#include <queue>
#include <random>
#include <utility>
#include <vector>

#include "analysis/travel/way.hpp"
#include "geo/network/street_graph.hpp"

/// Streets with costs of their own, awkward on purpose, and the plainest search over them.
namespace random_net {

using analysis::travel::Costs;
using analysis::travel::EdgeCost;

struct Net {
  geo::StreetGraph streets;
  Costs costs;
};

inline void join(Net& net, std::vector<std::vector<geo::Street>>& at, std::uint32_t a,
                 std::uint32_t b, EdgeCost cost) {
  geo::Edge edge;
  edge.from = geo::NodeId{a};
  edge.to = geo::NodeId{b};
  edge.length = geo::Metres{100};
  const geo::EdgeId id = net.streets.edges.push_back(edge);
  net.costs.edge.push_back(cost);
  at[a].push_back({id, edge.to, true});
  at[b].push_back({id, edge.from, false});
}

/// A grid with holes, short cuts across it, and now and then: one-ways, streets with a cost of its
/// own in each direction, closed ones, loops, parallel ones, ones of no length and of days; corners
/// without a street and parts that hang together with nothing.
inline Net net(unsigned seed) {
  std::mt19937 draw(seed);
  const auto below = [&](std::uint32_t n) {
    return std::uniform_int_distribution<std::uint32_t>(0, n - 1)(draw);
  };
  const auto chance = [&](double share) {
    return std::uniform_real_distribution<double>(0, 1)(draw) < share;
  };
  const std::uint32_t columns = 1 + below(14), rows = 1 + below(14);
  const double left = chance(0.3) ? 0.5 : 0.9, odd = chance(0.3) ? 0 : 0.08;
  const std::uint32_t longest = chance(0.3) ? 3 : 900;
  Net net;
  const std::uint32_t corners = columns * rows + below(4);
  for (std::uint32_t corner = 0; corner < corners; ++corner) {
    net.streets.at.push_back({100.0 * (corner % columns), 100.0 * (corner / columns)});
    net.streets.component.push_back(geo::ComponentId{0});
  }
  std::vector<std::vector<geo::Street>> at(corners);
  const auto some_cost = [&]() -> EdgeCost {
    const std::uint32_t cost = chance(odd)       ? 0
                               : chance(odd / 3) ? 30'000 + below(200'000)
                                                 : 1 + below(longest);
    if (chance(odd)) return {cost, EdgeCost::closed};
    if (chance(odd)) return {EdgeCost::closed, cost};
    if (chance(odd / 2)) return {};
    if (chance(odd)) return {cost, 1 + below(longest)};
    return {cost, cost};
  };
  for (std::uint32_t corner = 0; corner < columns * rows; ++corner) {
    const std::uint32_t column = corner % columns, row = corner / columns;
    if (column + 1 < columns && chance(left)) join(net, at, corner, corner + 1, some_cost());
    if (row + 1 < rows && chance(left)) join(net, at, corner + columns, corner, some_cost());
    if (chance(odd)) join(net, at, corner, below(corners), some_cost());
    if (chance(odd / 2)) join(net, at, corner, corner, some_cost());
    if (chance(odd / 2) && column + 1 < columns) join(net, at, corner + 1, corner, some_cost());
  }
  net.streets.streets = geo::Lists<geo::NodeId, geo::Street>(at);
  net.streets.component_nodes = {corners};
  return net;
}

constexpr std::uint64_t unreached = ~std::uint64_t{0};

/// Least cost to every corner from some, or with `against` from every corner to them.
inline std::vector<std::uint64_t> dijkstra(
    const Net& net, const std::vector<std::pair<std::uint32_t, std::uint64_t>>& seeds,
    bool against = false) {
  using Item = std::pair<std::uint64_t, std::uint32_t>;
  std::priority_queue<Item, std::vector<Item>, std::greater<>> queue;
  for (const auto& [corner, cost] : seeds) queue.emplace(cost, corner);
  std::vector<std::uint64_t> best(net.streets.at.size(), unreached);
  while (!queue.empty()) {
    const auto [cost, corner] = queue.top();
    queue.pop();
    if (best[corner] != unreached) continue;
    best[corner] = cost;
    for (const geo::Street& street : net.streets.streets[geo::NodeId{corner}]) {
      const EdgeCost& both = net.costs.edge[street.edge];
      const auto step = street.forward != against ? both.forward : both.backward;
      if (step != EdgeCost::closed) queue.emplace(cost + step, street.to.row());
    }
  }
  return best;
}

}  // namespace random_net
