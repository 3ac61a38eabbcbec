#include "bench/sweeps/ground.hpp"

#include <fmt/format.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <optional>

#include "analysis/travel/links.hpp"
#include "analysis/travel/order.hpp"

namespace sweeps {

void Ground::row(const std::string& job, const std::string& peer, double ours, double theirs,
                 bool equal) {
  all_equal = all_equal && equal;
  fmt::print("| {} | {} | {} | {:.5f} s | {:.4f} s | {:.1f} |\n", job, peer,
             equal ? "equal" : "DIFFERENT", ours, theirs, theirs / ours);
}

namespace {

void write_streets(const Ground& ground) {
  std::vector<double> xy;
  for (const geo::Point at : ground.town.streets.at) xy.push_back(at.x), xy.push_back(at.y);
  std::vector<std::uint32_t> arcs;
  for (const geo::EdgeId id : ground.town.streets.edges.rows()) {
    const geo::Edge& edge = ground.town.streets.edges[id];
    const EdgeCost cost = ground.costs.edge[id];
    const auto add = [&](geo::NodeId from, geo::NodeId to, std::uint32_t of) {
      if (of == EdgeCost::closed || from == to) return;
      arcs.insert(arcs.end(), {from.row(), to.row(), of});
    };
    add(edge.from, edge.to, cost.forward);
    add(edge.to, edge.from, cost.backward);
  }
  write(ground.folder / "xy.f64", xy);
  write(ground.folder / "arcs.u32", arcs);
  write(ground.folder / "places.u32", ground.town.places);
}

/// Seconds of the steps that come before any question.
struct Prepared {
  double links, order, tree, narrow, wide, narrow_on_all;
};

void say(const Ground& ground, const Prepared& took, std::size_t wide_bytes) {
  const Hierarchy& tree = ground.tree;
  const auto size = static_cast<double>(tree.size());
  fmt::print("{} corners, {} streets, {} services; {:.2f} arcs a corner, {} deep\n\n", tree.size(),
             ground.town.streets.edges.size(), ground.town.places.size(),
             static_cast<double>(tree.arcs()) / size, tree.depth());
  fmt::print(
      "Once: links {:.3f} s, order {:.3f} s, hierarchy {:.3f} s. A way of moving: {:.4f} s "
      "(16 bits), {:.4f} s (32 bits) on one thread, {:.4f} s on the clock with all threads (16 "
      "bits). A corner takes {:.0f} bytes in the hierarchy and {:.0f} (16 bits) or {:.0f} (32 "
      "bits) for a way of moving.\n\n",
      took.links, took.order, took.tree, took.narrow, took.wide, took.narrow_on_all,
      static_cast<double>(tree.bytes()) / size, static_cast<double>(ground.narrow.bytes()) / size,
      static_cast<double>(wide_bytes) / size);
}

}  // namespace

Ground prepare(Town made, std::size_t rounds, const std::filesystem::path& folder) {
  const Costs costs = quantise(made.streets, {});
  Links links;
  std::vector<std::uint32_t> order;
  std::optional<Hierarchy> tree;
  ArcCosts<Narrow> narrow;
  ArcCosts<std::uint32_t> wide;
  Prepared took{};
  took.links = processor_seconds([&] { links = Links(made.streets); });
  took.order = processor_seconds([&] { order = elimination_order(links); });
  took.tree = processor_seconds([&] { tree = Hierarchy::build(links, order); });
  const auto cost_narrow = [&] { narrow = customise<Narrow>(*tree, made.streets, costs); };
  tbb::task_arena(1).execute([&] {
    took.narrow = median_seconds(rounds, cost_narrow);
    took.wide = median_seconds(
        rounds, [&] { wide = customise<std::uint32_t>(*tree, made.streets, costs); });
  });
  took.narrow_on_all = 1e300;
  for (std::size_t round = 0; round < rounds; ++round) {
    took.narrow_on_all = std::min(took.narrow_on_all, seconds(cost_narrow));
  }
  auto corners = FiledDoors<Narrow>::at_corners(*tree);
  Arcs along(made.streets, costs, Arcs::Direction::along);
  std::filesystem::create_directories(folder);
  Ground ground{std::move(made),
                costs,
                std::move(*tree),
                std::move(narrow),
                std::move(corners),
                std::move(along),
                rounds,
                folder,
                std::ofstream(folder / "times.txt")};
  say(ground, took, wide.bytes());
  write_streets(ground);
  ground.tell("preparation", took.links + took.order + took.tree + took.narrow);
  ground.tell("megabytes", static_cast<double>(ground.tree.bytes() + ground.narrow.bytes()) / 1e6);
  return ground;
}

std::vector<std::vector<std::uint32_t>> members_of_kinds(const Town& town, std::size_t kinds) {
  std::map<std::string, std::vector<std::uint32_t>> by_kind;
  for (std::size_t place = 0; place < town.places.size(); ++place) {
    by_kind[town.kinds[place]].push_back(town.places[place]);
  }
  std::vector<std::vector<std::uint32_t>> members;
  for (auto& [kind, corners] : by_kind) {
    if (corners.size() * 200 <= town.streets.at.size()) members.push_back(std::move(corners));
  }
  std::stable_sort(members.begin(), members.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  members.resize(std::min(members.size(), kinds));
  return members;
}

}  // namespace sweeps
