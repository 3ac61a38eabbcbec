#include "analysis/travel/hierarchy.hpp"

#include <algorithm>
#include <numeric>

#include <tbb/task_arena.h>

#include "analysis/travel/arc_costs.hpp"
#include "analysis/travel/order.hpp"
#include "tests/analysis/travel/random_net.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis::travel;
using random_net::Net;

namespace {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

Hierarchy hierarchy(const Links& links) {
  return *Hierarchy::build(links, elimination_order(links));
}

std::vector<std::uint32_t> ancestors(const Hierarchy& tree, std::uint32_t rank) {
  std::vector<std::uint32_t> found;  // from the top down
  for (auto up = tree.parents()[rank]; up != Hierarchy::none; up = tree.parents()[up]) {
    found.push_back(up);
  }
  std::reverse(found.begin(), found.end());
  return found;
}

// Up by arcs, then down by arcs: what the hierarchy says, without a queue and without lanes.
template <class Lane>
std::vector<std::uint32_t> up_and_down(const Hierarchy& tree, const ArcCosts<Lane>& costs,
                                       std::uint32_t from) {
  std::vector<std::uint32_t> best(tree.size(), no_way<Lane>);
  best[tree.rank(from)] = 0;
  const auto each_arc = [&](std::uint32_t rank, auto f) {
    const auto above = ancestors(tree, rank);
    for (auto arc = tree.corners()[rank].first_arc; arc < tree.corners()[rank + 1].first_arc;
         ++arc) {
      f(above[tree.arc_depths()[arc]], arc);
    }
  };
  for (auto rank = tree.rank(from); rank != Hierarchy::none; rank = tree.parents()[rank]) {
    each_arc(rank, [&](std::uint32_t up, std::uint32_t arc) {
      best[up] = std::min(best[up], best[rank] + costs.upward()[arc]);
    });
  }
  for (std::uint32_t rank = 0; rank < tree.size(); ++rank) {
    each_arc(rank, [&](std::uint32_t up, std::uint32_t arc) {
      best[rank] = std::min(best[rank], best[up] + costs.downward()[arc]);
    });
  }
  std::vector<std::uint32_t> by_corner(tree.size());
  for (std::uint32_t corner = 0; corner < tree.size(); ++corner) {
    by_corner[corner] = std::min<std::uint32_t>(best[tree.rank(corner)], no_way<Lane>);
  }
  return by_corner;
}

template <class Lane>
std::vector<std::uint32_t> plain(const Net& net, std::uint32_t from) {
  std::vector<std::uint32_t> cut;
  for (const auto cost : random_net::dijkstra(net, {{from, 0}})) {
    cut.push_back(static_cast<std::uint32_t>(std::min<std::uint64_t>(cost, no_way<Lane>)));
  }
  return cut;
}

}  // namespace

TEST_CASE("an order takes every corner out once, and the same links give the same order") {
  volume::Trial trial("orders of elimination", {50, 1000}, "nets");
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const Links links(random_net::net(trial.seed() + static_cast<unsigned>(round)).streets);
    const auto order = elimination_order(links);
    CHECK(order == elimination_order(links));
    auto sorted = order;
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::uint32_t> all(links.corners());
    std::iota(all.begin(), all.end(), 0u);
    CHECK(sorted == all);
  }
}

TEST_CASE("a town without corners, without streets, of one street and a star have a hierarchy") {
  CHECK(hierarchy(Links()).size() == 0);
  const auto apart = hierarchy(Links(3, Pairs{}));
  CHECK(apart.size() == 3);
  CHECK(apart.arcs() == 0);
  CHECK(hierarchy(Links(2, Pairs{{0, 1}})).arcs() == 1);
  Pairs star;
  for (std::uint32_t ray = 1; ray < 100; ++ray) star.emplace_back(0, ray);
  CHECK(hierarchy(Links(100, star)).depth() == 2);
}

TEST_CASE("a long street is halved again and again") {
  Pairs street;
  for (std::uint32_t at = 1; at < 4096; ++at) street.emplace_back(at - 1, at);
  const auto tree = hierarchy(Links(4096, street));
  CHECK(tree.depth() <= 24);
  CHECK(tree.arcs() < 2 * 4096);
}

TEST_CASE("streets in which everybody meets everybody are refused when they are too many") {
  // Each of 66,000 corners would have all others above it; a list of neighbours is enough to say
  // so.
  constexpr std::uint32_t size = 70'000;
  Pairs street;
  for (std::uint32_t at = 1; at < size; ++at) street.emplace_back(at - 1, at);
  std::vector<std::uint32_t> from_one_end(size);
  std::iota(from_one_end.begin(), from_one_end.end(), 0u);
  CHECK_FALSE(Hierarchy::build(Links(size, street), from_one_end));
}

TEST_CASE("every street is an arc between a corner and one of its ancestors") {
  volume::Trial trial("shapes of hierarchies", {100, 2000}, "nets");
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const Net net = random_net::net(trial.seed() + static_cast<unsigned>(round));
    const Links links(net.streets);
    const auto tree = hierarchy(links);
    for (std::uint32_t corner = 0; corner < links.corners(); ++corner) {
      CHECK(tree.corner(tree.rank(corner)) == corner);
      for (const auto neighbour : links.at(corner)) {
        const auto low = std::max(tree.rank(corner), tree.rank(neighbour));
        const auto high = std::min(tree.rank(corner), tree.rank(neighbour));
        CHECK(low < tree.corners()[high].end);
        CHECK(tree.arc_between(low, high) != Hierarchy::none);
      }
    }
    for (std::uint32_t rank = 0; rank < tree.size(); ++rank) {
      const auto above = ancestors(tree, rank);
      CHECK(tree.corners()[rank].depth == above.size());
      for (const auto up : above) CHECK(tree.corners()[rank].end <= tree.corners()[up].end);
    }
  }
}

TEST_CASE("up and down a hierarchy is as quick as a plain Dijkstra finds") {
  volume::Trial trial("hierarchies against Dijkstra", {60, 2000}, "nets");
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const Net net = random_net::net(trial.seed() + static_cast<unsigned>(round));
    const auto tree = hierarchy(Links(net.streets));
    const auto narrow = customise<std::uint16_t>(tree, net.streets, net.costs);
    const auto wide = customise<std::uint32_t>(tree, net.streets, net.costs);
    for (std::uint32_t from = 0; from < tree.size(); from += 1 + tree.size() / 8) {
      CHECK(up_and_down(tree, narrow, from) == plain<std::uint16_t>(net, from));
      CHECK(up_and_down(tree, wide, from) == plain<std::uint32_t>(net, from));
    }
    trial.count("corners", tree.size());
  }
}

TEST_CASE("any order gives the same times") {
  volume::Trial trial("orders drawn at random", {20, 300}, "nets");
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const auto seed = trial.seed() + static_cast<unsigned>(round);
    const Net net = random_net::net(seed);
    const Links links(net.streets);
    std::vector<std::uint32_t> order(links.corners());
    std::iota(order.begin(), order.end(), 0u);
    std::shuffle(order.begin(), order.end(), std::mt19937(seed));
    const auto tree = Hierarchy::build(links, order);
    const auto costs = customise<std::uint32_t>(*tree, net.streets, net.costs);
    CHECK(up_and_down(*tree, costs, 0) == plain<std::uint32_t>(net, 0));
  }
}

TEST_CASE("arcs cost the same on one thread and on eight") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const Net net = random_net::net(seed);
    const auto tree = hierarchy(Links(net.streets));
    const auto on = [&](int threads) {
      ArcCosts<std::uint32_t> costs;
      tbb::task_arena(threads).execute(
          [&] { costs = customise<std::uint32_t>(tree, net.streets, net.costs); });
      return costs;
    };
    const auto one = on(1), eight = on(8);
    CHECK(one.up == eight.up);
    CHECK(one.down == eight.down);
  }
}

TEST_CASE("streets that cost the same both ways are kept once") {
  Net net;
  net.streets.at.push_back({0, 0});
  net.streets.at.push_back({100, 0});
  net.streets.at.push_back({200, 0});
  std::vector<std::vector<geo::Street>> at(3);
  random_net::join(net, at, 0, 1, {750, 750});
  random_net::join(net, at, 1, 2, {750, 750});
  net.streets.streets = geo::Lists<geo::NodeId, geo::Street>(at);
  const auto tree = hierarchy(Links(net.streets));
  CHECK(customise<std::uint16_t>(tree, net.streets, net.costs).down.empty());
  net.costs.edge[geo::EdgeId{1}].backward = EdgeCost::closed;
  CHECK_FALSE(customise<std::uint16_t>(tree, net.streets, net.costs).down.empty());
}
