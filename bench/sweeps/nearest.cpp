// The nearest: k of some kinds against a plain search, and one of 16 kinds against the memory.

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <queue>
#include <tuple>

#include "analysis/travel/nearest_sweep.hpp"
#include "bench/sweeps/ground.hpp"

namespace sweeps {
namespace {

constexpr std::size_t nearest_k = 5, asked_kinds = 10;

std::vector<KindSeed> seeds_of(const Hierarchy& tree,
                               const std::vector<std::vector<std::uint32_t>>& members) {
  std::vector<KindSeed> seeds;
  for (std::uint32_t kind = 0; kind < members.size(); ++kind) {
    for (std::size_t member = 0; member < members[kind].size(); ++member) {
      seeds.push_back(
          {tree.rank(members[kind][member]), kind, 0, static_cast<std::uint16_t>(member)});
    }
  }
  return seeds;
}

/// The plain way: one heap for a kind, in which each corner is settled by k members.
std::vector<std::uint32_t> nearest_by_heap(const Ground& ground, const Arcs& against,
                                           const std::vector<std::uint32_t>& members) {
  using Item = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;
  std::priority_queue<Item, std::vector<Item>, std::greater<>> queue;
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> found(ground.tree.size());
  for (std::uint32_t member = 0; member < members.size(); ++member) {
    queue.emplace(0, member, members[member]);
  }
  while (!queue.empty()) {
    const auto [cost, member, corner] = queue.top();
    queue.pop();
    auto& list = found[corner];
    const auto same = [m = member](const auto& entry) { return entry.second == m; };
    if (list.size() == nearest_k || std::any_of(list.begin(), list.end(), same)) continue;
    list.emplace_back(cost, member);
    for (const Arcs::Arc& arc : against.at(corner)) queue.emplace(cost + arc.cost, member, arc.to);
  }
  std::vector<std::uint32_t> costs(found.size() * nearest_k, 65'535);
  for (std::size_t corner = 0; corner < found.size(); ++corner) {
    for (std::size_t at = 0; at < found[corner].size(); ++at) {
      costs[corner * nearest_k + at] = std::min(found[corner][at].first, 65'535u);
    }
  }
  return costs;
}

}  // namespace

void nearest(Ground& ground) {
  const auto members = members_of_kinds(ground.town, asked_kinds);
  auto seeds = seeds_of(ground.tree, members);
  NearestSweep sweep(ground.tree, ground.narrow, Towards::seeds);
  std::vector<LaneRow<std::uint32_t>> room(
      ground.tree.size() * nearest_k * kinds_in_row / lanes_in_row + 1);
  const std::span<std::uint32_t> keys(room[0].lane, ground.tree.size() * nearest_k * kinds_in_row);
  const double time = median_seconds(
      ground.rounds, [&] { sweep.nearest(ground.corners, seeds, nearest_k, 65'534, keys); });
  // By kind, corner, place in the list.
  std::vector<std::uint32_t> ours(members.size() * ground.tree.size() * nearest_k);
  for (std::uint32_t door = 0; door < ground.tree.size(); ++door) {
    for (std::size_t kind = 0; kind < members.size(); ++kind) {
      for (std::size_t at = 0; at < nearest_k; ++at) {
        ours[(kind * ground.tree.size() + ground.corners.original(door)) * nearest_k + at] =
            keys[(door * nearest_k + at) * kinds_in_row + kind] >> 16;
      }
    }
  }
  const Arcs against(ground.town.streets, ground.costs, Arcs::Direction::against);
  bool equal = true;
  double theirs = 0;
  for (std::size_t kind = 0; kind < members.size(); ++kind) {
    std::vector<std::uint32_t> costs;
    theirs += processor_seconds([&] { costs = nearest_by_heap(ground, against, members[kind]); });
    equal = equal && std::equal(costs.begin(), costs.end(),
                                ours.begin() + static_cast<std::ptrdiff_t>(
                                                   kind * ground.tree.size() * nearest_k));
    write(ground.folder / fmt::format("kind{}.u32", kind), members[kind]);
  }
  ground.row(fmt::format("the 5 nearest of {} kinds of every corner", members.size()),
             "a search with k labels per kind", time, theirs, equal);
  write(ground.folder / "nearest.u32", ours);
  ground.tell("nearest", time);
}

namespace {

/// Seconds a byte of a triad costs: a = b + s * c over far more than the caches hold.
double stream_seconds_per_byte(std::size_t rounds) {
  constexpr std::size_t size = 16'000'000;
  std::vector<double> a(size, 1), b(size, 2), c(size, 3);
  const double time = median_seconds(rounds, [&] {
    for (std::size_t at = 0; at < size; ++at) a[at] = b[at] + 3 * c[at];
  });
  return time / (size * 24.0);  // as STREAM counts: what the cache fetches before it writes is free
}

}  // namespace

void memory_bound(Ground& ground) {
  const auto members = members_of_kinds(ground.town, kinds_in_row);
  auto seeds = seeds_of(ground.tree, members);
  NearestSweep sweep(ground.tree, ground.narrow, Towards::seeds);
  std::vector<LaneRow<Narrow>> room(ground.tree.size() * kinds_in_row / lanes_in_row + 1);
  const std::span<Narrow> costs(room[0].lane, ground.tree.size() * kinds_in_row);
  const double per_byte = stream_seconds_per_byte(ground.rounds);
  const double time = median_seconds(std::max<std::size_t>(ground.rounds, 5),
                                     [&] { sweep.times(ground.corners, seeds, costs); });
  bool equal = true;
  const Arcs against(ground.town.streets, ground.costs, Arcs::Direction::against);
  for (std::size_t kind = 0; kind < members.size(); kind += 5) {
    BucketSearch search(against, 65'534);
    std::vector<Seed> from;
    for (const auto corner : members[kind]) from.push_back({corner, 0});
    search.run(from);
    for (std::uint32_t door = 0; door < ground.tree.size(); ++door) {
      const auto cost = std::min(search.cost(ground.corners.original(door)), 65'535u);
      equal = equal && cost == costs[door * kinds_in_row + kind];
    }
  }
  // What must cross the memory bus once: labels out, the tree and its costs in.
  const double least = static_cast<double>(ground.tree.size()) * (kinds_in_row * 2 + 12 + 4) +
                       static_cast<double>(ground.tree.arcs()) * 4;
  // As a sweep over an array of labels moves them: up and down, each label and each end of an arc.
  const double labels = static_cast<double>(ground.tree.size()) * kinds_in_row * 2 * 6;
  fmt::print(
      "\nThe nearest of {} kinds of {} corners: {:.2f} ms, {}. STREAM triad in the same run: "
      "{:.1f} GB/s.\n- every byte once ({:.0f} MB): {:.2f} ms, ratio {:.2f}\n"
      "- labels six times, as over an array of labels ({:.0f} MB): {:.2f} ms, ratio {:.2f}\n",
      members.size(), ground.tree.size(), time * 1e3, equal ? "equal" : "DIFFERENT",
      1e-9 / per_byte, least / 1e6, least * per_byte * 1e3, time / (least * per_byte), labels / 1e6,
      labels * per_byte * 1e3, time / (labels * per_byte));
  ground.all_equal = ground.all_equal && equal;
}

}  // namespace sweeps
