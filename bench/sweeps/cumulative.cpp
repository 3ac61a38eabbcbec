// Services within some limits of every corner: from the services, from the corners, many columns
// at once, farther, and on more threads.

#include <fmt/format.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <random>

#include "bench/sweeps/ground.hpp"

namespace sweeps {
namespace {

constexpr Narrow quarter = 9000;  // 15 minutes: 1200 m at 4.8 km/h
constexpr std::size_t groups = 10;

using Sums = std::vector<std::uint64_t>;

/// Distinct corners with services, neighbours together, and how many services at each.
struct Places {
  std::vector<std::uint32_t> corner;
  std::vector<std::uint64_t> count;
  std::vector<std::uint16_t> group;  ///< drawn, of each corner
};
Places places_of(const Town& town, const Hierarchy& tree) {
  std::map<std::uint32_t, std::uint64_t> count;  // by rank
  for (const auto corner : town.places) ++count[tree.rank(corner)];
  Places places;
  std::mt19937 draw(1);
  for (const auto& [rank, services] : count) {
    places.corner.push_back(tree.corner(rank));
    places.count.push_back(services);
    places.group.push_back(static_cast<std::uint16_t>(draw() % groups));
  }
  return places;
}

/// 64 corners at a time, one lane for each.
template <class T>
std::span<const T> tile_of(const std::vector<T>& all, std::size_t tile) {
  const std::size_t first = tile * lanes_in_row;
  return std::span<const T>(all).subspan(first, std::min(lanes_in_row, all.size() - first));
}
std::size_t tiles_of(std::size_t corners) {
  return (corners + lanes_in_row - 1) / lanes_in_row;
}

void from_places(const Ground& ground, const Places& places, Narrow limit, Sums& by_corner) {
  Sums by_door(ground.tree.size());
  Sweep<Narrow> sweep(ground.tree, ground.narrow, Towards::seeds);
  for (std::size_t tile = 0; tile < tiles_of(places.corner.size()); ++tile) {
    Batch batch;
    for (const auto corner : tile_of(places.corner, tile)) {
      const auto lane = static_cast<std::uint32_t>(batch.seeds.size());
      batch.seeds.push_back({ground.tree.rank(corner), lane, 0});
    }
    sweep.scatter(ground.corners, batch, {{&limit, 1}, tile_of(places.count, tile), by_door});
  }
  for (std::uint32_t door = 0; door < by_door.size(); ++door) {
    by_corner[ground.corners.original(door)] = by_door[door];
  }
}

/// Columns for every corner: groups of services times limits.
struct Columns {
  std::vector<Narrow> limits;
  std::size_t groups;
  std::size_t width() const { return groups * limits.size(); }
};

/// Each corner's services, searched from it, written to `result` by corner, group, limit.
class FromCorners {
 public:
  FromCorners(const Ground& ground, const Places& places, Columns columns)
      : ground_(ground),
        columns_(std::move(columns)),
        doors_(FiledDoors<Narrow>::at_corners(ground.tree, places.corner)) {
    for (std::size_t door = 0; door < doors_.size(); ++door) {
      const auto place = doors_.original(door);
      group_.push_back(columns_.groups == 1 ? std::uint16_t{0} : places.group[place]);
      weight_.push_back(static_cast<std::uint32_t>(places.count[place]));
    }
  }

  void run(Sums& result) const {
    tbb::enumerable_thread_specific<Worker> workers([&] { return Worker(*this); });
    tbb::parallel_for(std::size_t{0}, tiles_of(ground_.tree.size()),
                      [&](std::size_t tile) { workers.local().tile(tile, result); });
  }

 private:
  class Worker {
   public:
    explicit Worker(const FromCorners& job)
        : job_(job),
          sweep_(job.ground_.tree, job.ground_.narrow, Towards::targets),
          sums_(job.columns_.width() * lanes_in_row) {}

    void tile(std::size_t tile, Sums& result) {
      const Hierarchy& tree = job_.ground_.tree;
      const auto first = static_cast<std::uint32_t>(tile * lanes_in_row);
      const auto last = std::min<std::uint32_t>(first + lanes_in_row, tree.size());
      Batch batch;
      for (auto rank = first; rank < last; ++rank) batch.seeds.push_back({rank, rank - first, 0});
      std::fill(sums_.begin(), sums_.end(), 0);
      const Columns& columns = job_.columns_;
      sweep_.tally(job_.doors_, batch,
                   {columns.limits, job_.group_, job_.weight_, columns.groups, sums_});
      for (auto rank = first; rank < last; ++rank) {
        std::uint64_t* const to = result.data() + tree.corner(rank) * columns.width();
        for (std::size_t column = 0; column < columns.width(); ++column) {
          to[column] = sums_[column * lanes_in_row + rank - first];
        }
      }
    }

   private:
    const FromCorners& job_;
    Sweep<Narrow> sweep_;
    Sums sums_;
  };

  const Ground& ground_;
  Columns columns_;
  FiledDoors<Narrow> doors_;
  std::vector<std::uint16_t> group_;
  std::vector<std::uint32_t> weight_;
};

/// Every `step`-th corner by bucket search; the other sums are left as they are.
void by_dial(const Ground& ground, const Places& places, Narrow limit, std::size_t step,
             Sums& result) {
  Sums at(ground.tree.size());
  for (std::size_t place = 0; place < places.corner.size(); ++place) {
    at[places.corner[place]] = places.count[place];
  }
  BucketSearch search(ground.along, limit);
  for (std::size_t corner = 0; corner < result.size(); corner += step) {
    const Seed seed{static_cast<std::uint32_t>(corner), 0};
    search.run({&seed, 1});
    result[corner] = 0;
    for (const auto reached : search.reached()) result[corner] += at[reached];
  }
}

std::string within(Narrow limit) {
  return fmt::format("services within {} min of every corner", limit / 600);
}

/// Each limit against bucket searches: how the time grows with the distance.
void farther(Ground& ground, const Places& places) {
  const std::size_t step = std::max<std::size_t>(1, ground.tree.size() / 20'000);
  for (const Narrow limit : {Narrow{3000}, Narrow{6000}, quarter, Narrow{18000}}) {
    Sums ours(ground.tree.size());
    const double time =
        median_seconds(ground.rounds, [&] { from_places(ground, places, limit, ours); });
    Sums dial = ours;
    const double theirs = processor_seconds([&] { by_dial(ground, places, limit, step, dial); });
    ground.row(within(limit),
               step == 1 ? "Dial, a search per corner"
                         : fmt::format("Dial, a search per {}th corner, x {}", step, step),
               time, theirs * static_cast<double>(step), ours == dial);
    write(ground.folder / fmt::format("cumulative_{}.u64", limit), ours);
    ground.tell(fmt::format("cumulative_{}", limit), time);
  }
}

/// 1, 10 and 40 columns in one sweep.
void wider(Ground& ground, const Places& places) {
  double one = 0;
  Sums narrow(ground.tree.size());
  for (const Columns& columns : {Columns{{quarter}, 1}, Columns{{quarter}, groups},
                                 Columns{{2250, 4500, 6750, quarter}, groups}}) {
    const FromCorners job(ground, places, columns);
    Sums sums(ground.tree.size() * columns.width());
    double time = 0;
    tbb::task_arena(1).execute(
        [&] { time = median_seconds(ground.rounds, [&] { job.run(sums); }); });
    if (columns.width() == 1) one = time, narrow = sums;
    bool adds_up = true;  // the groups within the longest limit are all services within it
    for (std::size_t corner = 0; corner < narrow.size(); ++corner) {
      std::uint64_t sum = 0;
      for (std::size_t at = columns.limits.size() - 1; at < columns.width();
           at += columns.limits.size()) {
        sum += sums[corner * columns.width() + at];
      }
      adds_up = adds_up && sum == narrow[corner];
    }
    ground.row(columns.width() == 1 ? within(quarter) + ", from the corners"
                                    : fmt::format("{} columns in one sweep", columns.width()),
               "one column", time, one, adds_up);
    ground.tell(fmt::format("columns_{}", columns.width()), time);
    if (columns.width() == groups * 4) write(ground.folder / "columns.u64", sums);
  }
  std::vector<std::uint32_t> group_of_place(places.group.begin(), places.group.end());
  std::vector<std::uint32_t> place_count(places.count.begin(), places.count.end());
  write(ground.folder / "place_corner.u32", places.corner);
  write(ground.folder / "place_group.u32", group_of_place);
  write(ground.folder / "place_count.u32", place_count);
}

}  // namespace

void cumulative(Ground& ground) {
  const Places places = places_of(ground.town, ground.tree);
  farther(ground, places);
  wider(ground, places);
}

// On the clock, the best of the rounds: one thread and two.
void threads(Ground& ground) {
  const Places places = places_of(ground.town, ground.tree);
  const FromCorners job(ground, places, {{quarter}, 1});
  Sums on_one(ground.tree.size()), on_two(ground.tree.size());
  const auto best = [&](int threads, Sums& sums) {
    double time = 1e300;
    tbb::task_arena(threads).execute([&] {
      for (std::size_t round = 0; round < ground.rounds; ++round) {
        time = std::min(time, seconds([&] { job.run(sums); }));
      }
    });
    return time;
  };
  const double two = best(2, on_two), one = best(1, on_one);
  ground.row(within(quarter) + ", from the corners, two threads", "one thread (clock, best round)",
             two, one, on_one == on_two);
  ground.tell("threads_1", one);
  ground.tell("threads_2", two);
}

}  // namespace sweeps
