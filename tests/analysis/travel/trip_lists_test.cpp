// Lists of trips, turned and renewed piece by piece; a table of all pairs is the judge.

#include "analysis/travel/trip_lists.hpp"

#include <map>
#include <random>

#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis::travel;

namespace {

using Table = std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t>;  // corner, to: cost

class Draw {
 public:
  explicit Draw(unsigned seed) : draw_(seed) {}
  std::uint32_t below(std::size_t n) {
    return std::uniform_int_distribution<std::uint32_t>(0,
                                                        static_cast<std::uint32_t>(n - 1))(draw_);
  }
  bool chance(double share) { return std::bernoulli_distribution(share)(draw_); }
  std::mt19937& source() { return draw_; }

 private:
  std::mt19937 draw_;
};

/// From which corners some destinations are reached, in no order; the table is told too.
ByDestination reached(std::vector<std::uint32_t> rows, std::size_t corners, Draw& draw,
                      Table& table) {
  ByDestination found{std::move(rows), {}};
  for (const auto row : found.rows) {
    std::erase_if(table, [&](const auto& entry) { return entry.first.second == row; });
    std::vector<ReachedFrom> from;
    for (std::uint32_t slot = 0; slot < corners; ++slot) {
      if (!draw.chance(0.2)) continue;
      from.push_back({slot, draw.below(1000)});
      table[{slot, row}] = from.back().cost;
    }
    std::shuffle(from.begin(), from.end(), draw.source());
    found.from.push_back(std::move(from));
  }
  return found;
}

Table as_table(const KeptTrips& kept, std::size_t corners) {
  Table table;
  for (std::uint32_t slot = 0; slot < corners; ++slot) {
    const auto trips = kept[slot];
    CHECK(std::is_sorted(trips.begin(), trips.end(),
                         [](const Trip& a, const Trip& b) { return a.to < b.to; }));
    for (const Trip& trip : trips) table[{slot, trip.to}] = trip.cost.count;
  }
  return table;
}

}  // namespace

TEST_CASE("lists turned and then renewed hold what the table holds, and tell what differs") {
  volume::Trial trial("lists turned and renewed", {40, 2000}, "tables");
  for (unsigned round = 0; round < trial.rounds(); ++round) {
    Draw draw(trial.seed() + round);
    const std::size_t corners = draw.below(300), destinations = 1 + draw.below(200);
    std::vector<std::uint32_t> all(destinations), some;
    for (std::uint32_t row = 0; row < destinations; ++row) {
      all[row] = row;
      if (draw.chance(0.1)) some.push_back(row);
    }
    Table table;
    const KeptTrips first(reached(all, corners, draw, table), corners);
    REQUIRE(as_table(first, corners) == table);
    const Table before = table;
    const KeptTrips second = first.renewed(reached(some, corners, draw, table), destinations);
    REQUIRE(as_table(second, corners) == table);
    REQUIRE(as_table(first, corners) == before);

    const auto list = [](const Table& of, std::uint32_t slot) {
      return Table(of.lower_bound({slot, 0}), of.lower_bound({slot + 1, 0}));
    };
    std::vector<std::uint32_t> differing;
    for (std::uint32_t slot = 0; slot < corners; ++slot) {
      if (list(before, slot) != list(table, slot)) differing.push_back(slot);
    }
    REQUIRE(first.differing(second) == differing);
  }
}
