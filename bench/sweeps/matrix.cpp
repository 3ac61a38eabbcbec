#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "bench/sweeps/ground.hpp"

namespace sweeps {

void matrix(Ground& ground) {
  constexpr std::size_t size = 2000;
  std::mt19937 draw(7);
  std::vector<std::uint32_t> from(size), to(size);
  for (auto& corner : from) corner = static_cast<std::uint32_t>(draw() % ground.tree.size());
  for (auto& corner : to) corner = static_cast<std::uint32_t>(draw() % ground.tree.size());
  const auto wide = customise<std::uint32_t>(ground.tree, ground.town.streets, ground.costs);
  const auto answer = [&]<class Lane>(const ArcCosts<Lane>& arcs, std::vector<LaneRow<Lane>>& out) {
    std::vector<std::uint32_t> order(size);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
      return ground.tree.rank(from[a]) < ground.tree.rank(from[b]);
    });
    const auto doors = FiledDoors<Lane>::at_corners(ground.tree, to);
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
    ground.all_equal = ground.all_equal && before == ours;
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
  ground.row("matrix of 2000 x 2000, " + lanes,
             fmt::format("a bucket search per origin, every {}th, x {}", step, step), time, dial,
             equal);
  fmt::print("| matrix of 2000 x 2000, lanes of 32 bits | | | {:.5f} s | | |\n", wide_time);
  write(ground.folder / "from.u32", from);
  write(ground.folder / "to.u32", to);
  write(ground.folder / "matrix.u32", ours);
  ground.tell("matrix", time);
}

}  // namespace sweeps
