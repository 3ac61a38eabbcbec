// The sweep against plain searches on the same streets and whole costs, results compared with ==
// first; writes everything that bench/sweep_peers.py needs to ask other people's engines the same.
//
//   bench_sweeps city.toml DATA FOLDER [--every-vertex] [--tiles N] [--rounds N]
//
// Times are of one thread, and processor time, so that other work on the machine does not count:
// medians of some rounds. Only what compares threads is timed by the clock.

#include <fmt/format.h>
#include <sys/resource.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <numeric>
#include <queue>
#include <random>
#include <set>

#include "analysis/travel/nearest_sweep.hpp"
#include "analysis/travel/order.hpp"
#include "analysis/travel/search.hpp"
#include "analysis/travel/sweep.hpp"
#include "bench/town.hpp"
#include "geo/city.hpp"
#include "geo/read/read.hpp"

namespace {

using namespace analysis::travel;
using town::Town;
using Narrow = std::uint16_t;

constexpr std::uint32_t quarter = 9000;  // 15 minutes: 1200 m at 4.8 km/h
constexpr std::size_t nearest_k = 5, asked_kinds = 10;

/// Of this process on any processor: other work on the machine is not counted.
double processor_seconds(const std::function<void()>& work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  };
  const double start = now();
  work();
  return now() - start;
}
/// On the clock: what more threads are for.
double seconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}
double median_seconds(std::size_t rounds, const std::function<void()>& work) {
  std::vector<double> times;
  for (std::size_t round = 0; round < rounds; ++round) times.push_back(processor_seconds(work));
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(rounds / 2),
                   times.end());
  return times[rounds / 2];
}

bool all_equal = true;

void row(const std::string& job, const std::string& peer, double ours, double theirs, bool equal) {
  all_equal = all_equal && equal;
  fmt::print("| {} | {} | {} | {:.5f} s | {:.4f} s | {:.1f} |\n", job, peer,
             equal ? "equal" : "DIFFERENT", ours, theirs, theirs / ours);
}

template <class T>
void write(const std::filesystem::path& file, const std::vector<T>& values) {
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(values.data()),
             static_cast<std::streamsize>(values.size() * sizeof(T)));
}

/// What every job here works on.
struct Ground {
  Town town;
  Costs costs;
  Links links;
  std::vector<std::uint32_t> order;
  Hierarchy tree;
  ArcCosts<Narrow> narrow;
  FiledDoors<Narrow> corners;
  Arcs along;
  std::size_t rounds;
  std::filesystem::path folder;
  std::ofstream times;

  void tell(const std::string& job, double took) { times << job << ' ' << took << '\n'; }
};

/// Distinct corners with services, neighbours together, and how many services at each.
struct Places {
  std::vector<std::uint32_t> corner;
  std::vector<std::uint64_t> count;
};
Places places_of(const Town& town, const Hierarchy& tree) {
  std::map<std::uint32_t, std::uint64_t> count;  // by rank
  for (const auto corner : town.places) ++count[tree.rank(corner)];
  Places places;
  for (const auto& [rank, services] : count) {
    places.corner.push_back(tree.corner(rank));
    places.count.push_back(services);
  }
  return places;
}

/// 64 corners at a time, one lane for each.
template <class T>
std::span<const T> tile_of(std::span<const T> all, std::size_t tile) {
  const std::size_t first = tile * lanes_in_row;
  return all.subspan(first, std::min(lanes_in_row, all.size() - first));
}
std::size_t tiles_of(std::size_t corners) {
  return (corners + lanes_in_row - 1) / lanes_in_row;
}

// ---- cumulative opportunities -------------------------------------------------------------------

std::vector<std::uint64_t> counts_from_places(const Ground& ground, const Places& places) {
  const Narrow limits[] = {quarter};
  std::vector<std::uint64_t> by_door(ground.tree.size()), by_corner(ground.tree.size());
  Sweep<Narrow> sweep(ground.tree, ground.narrow, Towards::seeds);
  for (std::size_t tile = 0; tile < tiles_of(places.corner.size()); ++tile) {
    Batch batch;
    for (const auto corner : tile_of<std::uint32_t>(places.corner, tile)) {
      const auto lane = static_cast<std::uint32_t>(batch.seeds.size());
      batch.seeds.push_back({ground.tree.rank(corner), lane, 0});
    }
    sweep.scatter(ground.corners, batch,
                  {limits, tile_of<std::uint64_t>(places.count, tile), by_door});
  }
  for (std::uint32_t door = 0; door < by_door.size(); ++door) {
    by_corner[ground.corners.original(door)] = by_door[door];
  }
  return by_corner;
}

/// Columns for every corner, its services searched from it: groups of services times limits.
struct Columns {
  std::vector<Narrow> limits;
  std::size_t groups;
};

std::vector<std::uint64_t> counts_from_corners(const Ground& ground, const Places& places,
                                               const std::vector<std::uint16_t>& group,
                                               const Columns& columns) {
  std::vector<DoorEnds> ends;
  for (const auto corner : places.corner) ends.push_back({corner, corner, 0, EdgeCost::closed});
  const FiledDoors<Narrow> doors(ground.tree, ends);
  std::vector<std::uint16_t> filed_group;
  std::vector<std::uint32_t> weight;
  for (std::size_t door = 0; door < doors.size(); ++door) {
    filed_group.push_back(group[doors.original(door)]);
    weight.push_back(static_cast<std::uint32_t>(places.count[doors.original(door)]));
  }
  const std::size_t width = columns.groups * columns.limits.size();
  std::vector<std::uint64_t> result(ground.tree.size() * width);
  tbb::enumerable_thread_specific<Sweep<Narrow>> sweeps(
      [&] { return Sweep<Narrow>(ground.tree, ground.narrow, Towards::targets); });
  tbb::parallel_for(std::size_t{0}, tiles_of(ground.tree.size()), [&](std::size_t tile) {
    const auto first = static_cast<std::uint32_t>(tile * lanes_in_row);
    const auto last = std::min<std::uint32_t>(first + lanes_in_row, ground.tree.size());
    Batch batch;
    for (auto rank = first; rank < last; ++rank) batch.seeds.push_back({rank, rank - first, 0});
    std::vector<std::uint64_t> sums(width * lanes_in_row);
    sweeps.local().tally(doors, batch, {columns.limits, filed_group, weight, columns.groups, sums});
    for (auto rank = first; rank < last; ++rank) {
      std::uint64_t* const to = result.data() + ground.tree.corner(rank) * width;
      for (std::size_t column = 0; column < width; ++column) {
        to[column] = sums[column * lanes_in_row + rank - first];
      }
    }
  });
  return result;
}

std::vector<std::uint64_t> counts_by_dial(const Ground& ground, const Places& places,
                                          std::size_t step) {
  std::vector<std::uint64_t> at(ground.tree.size()), result(ground.tree.size());
  for (std::size_t place = 0; place < places.corner.size(); ++place) {
    at[places.corner[place]] = places.count[place];
  }
  BucketSearch search(ground.along, quarter);
  for (std::uint32_t corner = 0; corner < result.size();
       corner += static_cast<std::uint32_t>(step)) {
    const Seed seed{corner, 0};
    search.run({&seed, 1});
    for (const auto reached : search.reached()) result[corner] += at[reached];
  }
  return result;
}

bool same_every(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b,
                std::size_t step) {
  for (std::size_t at = 0; at < a.size(); at += step) {
    if (a[at] != b[at]) return false;
  }
  return true;
}

void cumulative(Ground& ground) {
  const Places places = places_of(ground.town, ground.tree);
  const std::vector<std::uint16_t> one_group(places.corner.size(), 0);
  std::vector<std::uint64_t> ours, from_corners;
  const double time =
      median_seconds(ground.rounds, [&] { ours = counts_from_places(ground, places); });
  const Columns one{{quarter}, 1};
  double corners_time = 0;
  tbb::task_arena(1).execute([&] {
    corners_time = median_seconds(
        ground.rounds, [&] { from_corners = counts_from_corners(ground, places, one_group, one); });
  });
  const std::size_t step = ground.tree.size() > 200'000 ? 50 : 1;
  std::vector<std::uint64_t> dial;
  const double dial_time = processor_seconds([&] { dial = counts_by_dial(ground, places, step); }) *
                           static_cast<double>(step);
  const std::string job = "services within 15 min of every corner";
  const std::string who = step == 1 ? "a bucket search per corner (Dial)"
                                    : "a bucket search per corner (Dial), every 50th, x 50";
  row(job + ", searched from the services", who, time, dial_time, same_every(ours, dial, step));
  row(job + ", searched from the corners", who, corners_time, dial_time, from_corners == ours);
  const auto two = [&](int threads) {
    double best = 1e300;
    tbb::task_arena(threads).execute([&] {
      for (std::size_t round = 0; round < ground.rounds; ++round) {
        std::vector<std::uint64_t> again;
        best = std::min(
            best, seconds([&] { again = counts_from_corners(ground, places, one_group, one); }));
        all_equal = all_equal && again == ours;
      }
    });
    return best;
  };
  const double on_two = two(2), on_one = two(1);
  row("the same from the corners on two threads", "on one thread (best of the rounds)", on_two,
      on_one, true);
  write(ground.folder / "cumulative.u64", ours);
  ground.tell("cumulative", time);
  ground.tell("cumulative_from_corners", corners_time);

  std::mt19937 draw(1);
  std::vector<std::uint16_t> ten(places.corner.size());
  for (auto& group : ten) group = static_cast<std::uint16_t>(draw() % 10);
  double forty_time = 0;
  std::vector<std::uint64_t> forty;
  tbb::task_arena(1).execute([&] {
    forty_time = median_seconds(ground.rounds, [&] {
      forty = counts_from_corners(ground, places, ten, {{2250, 4500, 6750, quarter}, 10});
    });
  });
  bool adds_up = true;
  for (std::size_t corner = 0; corner < ours.size(); ++corner) {
    std::uint64_t sum = 0;
    for (std::size_t group = 0; group < 10; ++group) sum += forty[corner * 40 + group * 4 + 3];
    adds_up = adds_up && sum == ours[corner];
  }
  row("one column (10 kinds x 4 limits cost so much more)", "40 columns in one sweep", corners_time,
      forty_time, adds_up);
}

// ---- the nearest --------------------------------------------------------------------------------

/// The members of some kinds: the commonest with no more than one at 200 corners.
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
  row(fmt::format("the 5 nearest of {} kinds of every corner", members.size()),
      "a search with k labels per kind", time, theirs, equal);
  write(ground.folder / "nearest.u32", ours);
  ground.tell("nearest", time);
}

// ---- nearest of 16 kinds against the memory -----------------------------------------------------

/// Seconds a byte of a triad costs: a = b + s * c over far more than the caches hold.
double stream_seconds_per_byte(std::size_t rounds) {
  constexpr std::size_t size = 16'000'000;
  std::vector<double> a(size, 1), b(size, 2), c(size, 3);
  const double time = median_seconds(rounds, [&] {
    for (std::size_t at = 0; at < size; ++at) a[at] = b[at] + 3 * c[at];
  });
  return time / (size * 24.0);  // as STREAM counts: what the cache fetches before it writes is free
}

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
  all_equal = all_equal && equal;
}

// ---- matrix -------------------------------------------------------------------------------------

void matrix(Ground& ground) {
  constexpr std::size_t size = 2000;
  std::mt19937 draw(7);
  std::vector<std::uint32_t> from(size), to(size);
  for (auto& corner : from) corner = static_cast<std::uint32_t>(draw() % ground.tree.size());
  for (auto& corner : to) corner = static_cast<std::uint32_t>(draw() % ground.tree.size());
  const auto wide = customise<std::uint32_t>(ground.tree, ground.town.streets, ground.costs);
  std::vector<DoorEnds> ends;
  for (const auto corner : to) ends.push_back({corner, corner, 0, EdgeCost::closed});
  const auto answer = [&]<class Lane>(const ArcCosts<Lane>& arcs, std::vector<LaneRow<Lane>>& out) {
    std::vector<std::uint32_t> order(size);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
      return ground.tree.rank(from[a]) < ground.tree.rank(from[b]);
    });
    const FiledDoors<Lane> doors(ground.tree, ends);
    Sweep<Lane> sweep(ground.tree, arcs, Towards::targets);
    for (std::size_t at = 0; at < size; at += lanes_in_row) {
      Batch batch;
      for (std::uint32_t lane = 0; lane < lanes_in_row && at + lane < size; ++lane) {
        batch.seeds.push_back({ground.tree.rank(from[order[at + lane]]), lane, 0});
      }
      sweep.times(doors, batch, no_way<Lane> - 1,
                  {out[at / lanes_in_row * size].lane, size * lanes_in_row});
    }
    return std::pair(order, doors);
  };
  std::vector<LaneRow<std::uint32_t>> rows((size / lanes_in_row + 1) * size);
  std::vector<LaneRow<Narrow>> narrow_rows(rows.size());
  double time = 0;
  bool fits = true;
  std::vector<std::uint32_t> ours(size * size);
  const auto lay_out = [&](const auto& answered, const auto& out) {
    for (std::size_t at = 0; at < size; ++at) {
      for (std::size_t door = 0; door < size; ++door) {
        ours[answered.first[at] * size + answered.second.original(door)] =
            out[at / lanes_in_row * size + door].lane[at % lanes_in_row];
      }
    }
  };
  double wide_time = median_seconds(ground.rounds, [&] { answer(wide, rows); });
  lay_out(answer(wide, rows), rows);
  fits = std::all_of(ours.begin(), ours.end(), [](auto cost) { return cost < 65'535; });
  time = wide_time;
  std::string lanes = "lanes of 32 bits";
  if (fits) {
    const auto before = ours;
    time = median_seconds(ground.rounds, [&] { answer(ground.narrow, narrow_rows); });
    lay_out(answer(ground.narrow, narrow_rows), narrow_rows);
    all_equal = all_equal && before == ours;
    lanes = "lanes of 16 bits";
  }
  bool equal = true;
  const std::size_t step = ground.tree.size() > 200'000 ? 100 : 20;
  const double dial = processor_seconds([&] {
                        BucketSearch search(ground.along, ground.along.enough(far / 2 / 100));
                        for (std::size_t row = 0; row < size; row += step) {
                          const Seed seed{from[row], 0};
                          search.run({&seed, 1});
                          for (std::size_t column = 0; column < size; ++column) {
                            const auto cost = search.cost(to[column]);
                            equal = equal && std::min(cost, far) == ours[row * size + column];
                          }
                        }
                      }) *
                      static_cast<double>(step);
  row("matrix of 2000 x 2000, " + lanes,
      fmt::format("a bucket search per origin, every {}th, x {}", step, step), time, dial, equal);
  fmt::print("| matrix of 2000 x 2000, lanes of 32 bits | | | {:.5f} s | | |\n", wide_time);
  write(ground.folder / "from.u32", from);
  write(ground.folder / "to.u32", to);
  write(ground.folder / "matrix.u32", ours);
  ground.tell("matrix", time);
}

// ---- the whole ----------------------------------------------------------------------------------

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

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

Town read_town(const char* description, const char* data, bool every_vertex, std::size_t tiles) {
  geo::Findings findings;
  const auto city = geo::build_city(
      geo::to_metres(geo::read::layers(geo::read::description(description, findings), data)));
  const Town one = town::Cutter(city, every_vertex).town();
  return tiles > 1 ? town::mirrored(one, tiles) : one;
}

Ground prepare(Town made, std::size_t rounds, const std::filesystem::path& folder) {
  const Costs costs = quantise(made.streets, {});
  Links links;
  std::vector<std::uint32_t> order;
  std::optional<Hierarchy> tree;
  ArcCosts<Narrow> narrow;
  ArcCosts<std::uint32_t> wide;
  const double linking = processor_seconds([&] { links = Links(made.streets); });
  const double ordering = processor_seconds([&] { order = elimination_order(links); });
  const double building = processor_seconds([&] { tree = Hierarchy::build(links, order); });
  double narrow_time = 0, wide_time = 0, both_time = 0;
  tbb::task_arena(1).execute([&] {
    narrow_time =
        median_seconds(rounds, [&] { narrow = customise<Narrow>(*tree, made.streets, costs); });
    wide_time = median_seconds(
        rounds, [&] { wide = customise<std::uint32_t>(*tree, made.streets, costs); });
  });
  both_time = 1e300;
  for (std::size_t round = 0; round < rounds; ++round) {
    both_time = std::min(both_time,
                         seconds([&] { narrow = customise<Narrow>(*tree, made.streets, costs); }));
  }
  const auto size = static_cast<double>(tree->size());
  fmt::print("{} corners, {} streets, {} services; {:.2f} arcs a corner, {} deep\n\n", tree->size(),
             made.streets.edges.size(), made.places.size(),
             static_cast<double>(tree->arcs()) / size, tree->depth());
  fmt::print(
      "Once: links {:.3f} s, order {:.3f} s, hierarchy {:.3f} s. A way of moving: {:.4f} s "
      "(16 bits), {:.4f} s (32 bits) on one thread, {:.4f} s on the clock with all threads (16 "
      "bits). A corner takes {:.0f} "
      "bytes in the hierarchy and {:.0f} (16 bits) or {:.0f} (32 bits) for a way of moving.\n\n",
      linking, ordering, building, narrow_time, wide_time, both_time,
      static_cast<double>(tree->bytes()) / size, static_cast<double>(narrow.bytes()) / size,
      static_cast<double>(wide.bytes()) / size);
  auto corners = FiledDoors<Narrow>::at_corners(*tree);
  Arcs along(made.streets, costs, Arcs::Direction::along);
  std::filesystem::create_directories(folder);
  return {std::move(made),
          costs,
          links,
          order,
          std::move(*tree),
          std::move(narrow),
          std::move(corners),
          std::move(along),
          rounds,
          folder,
          std::ofstream(folder / "times.txt")};
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 4) {
    fmt::print(stderr,
               "usage: bench_sweeps city.toml DATA FOLDER [--every-vertex] [--tiles N] "
               "[--rounds N]\n");
    return 64;
  }
  bool every_vertex = false;
  std::size_t tiles = 1, rounds = 5;
  for (int at = 4; at < argc; ++at) {
    if (std::strcmp(argv[at], "--every-vertex") == 0) every_vertex = true;
    if (at + 1 == argc) continue;
    const auto number = static_cast<std::size_t>(std::atoi(argv[at + 1]));
    if (std::strcmp(argv[at], "--tiles") == 0) tiles = number;
    if (std::strcmp(argv[at], "--rounds") == 0) rounds = number;
  }
  Ground ground = prepare(read_town(argv[1], argv[2], every_vertex, tiles), rounds, argv[3]);
  write_streets(ground);
  fmt::print("Lanes: {}\n\n", processor_name(sweep_processors().front()));
  fmt::print("| job | peer | result | medina | peer | ratio |\n|---|---|---|---|---|---|\n");
  cumulative(ground);
  nearest(ground);
  matrix(ground);
  memory_bound(ground);
  fmt::print("\nMemory at its peak: {:.0f} MB.\n", peak_megabytes());
  return all_equal ? 0 : 1;
}
