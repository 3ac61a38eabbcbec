#include "analysis/travel/nearest_sweep.hpp"

#include <algorithm>

#include "analysis/travel/order.hpp"
#include "analysis/travel/sweep.hpp"
#include "tests/analysis/travel/random_net.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis::travel;
using random_net::Net;

namespace {

using Cost = std::uint64_t;

/// Members of kinds at corners, several seeds for some, many equally near.
struct Case {
  Net net;
  Towards towards;
  std::vector<KindSeed> seeds;  ///< ranks are corners here
  std::vector<std::uint32_t> wanted;
};

Case some_case(unsigned seed) {
  std::mt19937 draw(seed);
  Case made{random_net::net(seed), draw() % 2 ? Towards::targets : Towards::seeds, {}, {}};
  const auto corners = static_cast<std::uint32_t>(made.net.streets.at.size());
  const std::uint32_t most = 1 + static_cast<std::uint32_t>(draw() % 120);
  for (std::uint32_t count = 0; count < most; ++count) {
    made.seeds.push_back(
        {static_cast<std::uint32_t>(draw() % corners),
         static_cast<std::uint32_t>(draw() % kinds_in_row),
         draw() % 20 == 0 ? EdgeCost::closed : static_cast<std::uint32_t>(draw() % 40),
         static_cast<std::uint16_t>(draw() % 20)});
  }
  const bool all = draw() % 2 == 0;  // then nothing is passed over
  for (std::uint32_t corner = 0; corner < corners; ++corner) {
    if (all || draw() % 3 != 0) made.wanted.push_back(corner);
  }
  return made;
}

/// From every corner to every member: `costs[kind][member][corner]`, one search for each.
std::vector<std::vector<std::vector<Cost>>> by_dijkstra(const Case& made) {
  std::vector<std::vector<std::vector<Cost>>> costs(kinds_in_row);
  for (std::uint32_t kind = 0; kind < kinds_in_row; ++kind) {
    for (std::uint32_t member = 0; member < 20; ++member) {
      std::vector<std::pair<std::uint32_t, Cost>> from;
      for (const KindSeed& seed : made.seeds) {
        if (seed.lane == kind && seed.member == member && seed.cost != EdgeCost::closed) {
          from.emplace_back(seed.rank, seed.cost);
        }
      }
      costs[kind].push_back(random_net::dijkstra(made.net, from, made.towards == Towards::seeds));
    }
  }
  return costs;
}

std::vector<std::pair<Cost, std::uint32_t>> nearest_of(
    const std::vector<std::vector<Cost>>& by_member, std::uint32_t corner, Cost limit,
    std::size_t k) {
  std::vector<std::pair<Cost, std::uint32_t>> all;
  for (std::uint32_t member = 0; member < by_member.size(); ++member) {
    if (by_member[member][corner] <= limit) all.emplace_back(by_member[member][corner], member);
  }
  std::sort(all.begin(), all.end());
  all.resize(std::min(all.size(), k));
  return all;
}

void check_case(const Case& made, unsigned seed) {
  std::mt19937 draw(seed);
  const Links links(made.net.streets);
  const auto tree = *Hierarchy::build(links, elimination_order(links));
  const auto arcs = customise<std::uint16_t>(tree, made.net.streets, made.net.costs);
  const auto corners = FiledDoors<std::uint16_t>::at_corners(tree, made.wanted);
  auto seeds = made.seeds;
  for (KindSeed& at : seeds) at.rank = tree.rank(at.rank);
  const auto expected = by_dijkstra(made);

  for (const auto processor : sweep_processors()) {
    force_processor(processor);
    INFO("case " << seed << ", " << processor_name(processor));
    NearestSweep sweep(tree, arcs, made.towards);
    std::vector<LaneRow<std::uint16_t>> times(corners.size());
    const std::span<std::uint16_t> costs(times.empty() ? nullptr : times[0].lane,
                                         corners.size() * kinds_in_row);
    sweep.times(corners, seeds, costs);
    const std::size_t k = 1 + draw() % NearestSweep::most_k;
    const auto limit = static_cast<std::uint16_t>(draw() % 2 ? 65'534 : draw() % 3000);
    std::vector<LaneRow<std::uint32_t>> rows(corners.size() * k);
    const std::span<std::uint32_t> keys(rows.empty() ? nullptr : rows[0].lane,
                                        corners.size() * k * kinds_in_row);
    sweep.nearest(corners, seeds, k, limit, keys);
    std::size_t wrong_times = 0, wrong_lists = 0;
    for (std::size_t door = 0; door < corners.size(); ++door) {
      const auto corner = made.wanted[corners.original(door)];
      for (std::size_t kind = 0; kind < kinds_in_row; ++kind) {
        const auto first = nearest_of(expected[kind], corner, 65'534, 1);
        const Cost time = first.empty() ? no_way<std::uint16_t> : first[0].first;
        if (costs[door * kinds_in_row + kind] != time) ++wrong_times;
        std::vector<std::pair<Cost, std::uint32_t>> list;
        for (std::size_t at = 0; at < k; ++at) {
          const auto key = keys[(door * k + at) * kinds_in_row + kind];
          if (key >> 16 <= limit) list.emplace_back(key >> 16, key & 0xffff);
        }
        if (list != nearest_of(expected[kind], corner, limit, k)) ++wrong_lists;
      }
    }
    CHECK(wrong_times == 0);
    CHECK(wrong_lists == 0);
  }
  force_processor(0);
}

}  // namespace

TEST_CASE("the nearest of many kinds equal a plain Dijkstra on every kind of processor") {
  volume::Trial trial("nearest of kinds against Dijkstra", {60, 2000}, "nets with kinds");
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const auto seed = trial.seed() + static_cast<unsigned>(round);
    check_case(some_case(seed), seed);
  }
}
