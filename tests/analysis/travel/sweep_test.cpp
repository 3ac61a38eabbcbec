#include "analysis/travel/sweep.hpp"

#include <algorithm>

#include "analysis/travel/order.hpp"
#include "analysis/travel/street_doors.hpp"
#include "tests/analysis/travel/brute_force.hpp"
#include "tests/analysis/travel/random_net.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis::travel;
using brute_force::Maybe;
using random_net::Net;

namespace {

Hierarchy hierarchy(const Net& net) {
  const Links links(net.streets);
  return *Hierarchy::build(links, elimination_order(links));
}

/// Doors anywhere: at the ends of streets and between, some off the street, several on one.
std::vector<geo::Door> some_doors(const Net& net, std::size_t count, std::mt19937& draw) {
  std::vector<geo::Door> doors;
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(draw);
  };
  if (net.streets.edges.empty()) return doors;
  for (std::size_t row = 0; row < count; ++row) {
    const auto edge = row > 0 && below(3) == 0 ? doors[below(row)].edge
                                               : geo::EdgeId{below(net.streets.edges.size())};
    const double along = below(4) == 0 ? 0 : below(3) == 0 ? 100 : static_cast<double>(below(101));
    const geo::Metres off{below(2) == 0 ? 0.0 : static_cast<double>(below(60))};
    doors.push_back(
        {edge, geo::Metres{along}, off, geo::ComponentId{0}, geo::DoorAction::nearest_edge});
  }
  return doors;
}

std::vector<Stop> stops(const Net& net, const std::vector<geo::Door>& doors) {
  std::vector<Stop> result;
  for (const auto& door : doors) result.push_back(stop(net.streets, net.costs, door));
  return result;
}

using Times = std::vector<std::vector<Maybe>>;  // by origin, by destination

Times by_brute_force(const Net& net, const std::vector<geo::Door>& from,
                     const std::vector<geo::Door>& to) {
  const brute_force::Walks walks(net.streets, net.costs);
  Times times;
  for (const auto& origin : from) {
    const auto corners = walks.to_corners(origin);
    times.emplace_back();
    for (const auto& there : to) times.back().push_back(walks.between(origin, corners, there));
  }
  return times;
}

/// Doors on both sides, the true times between them, and a limit that one of them meets exactly.
struct Case {
  Net net;
  std::vector<geo::Door> lanes, doors;
  Towards towards;
  Times times;  ///< by lane, by door
  std::vector<std::uint32_t> limits;
};

Case some_case(unsigned seed, std::uint32_t most) {
  std::mt19937 draw(seed);
  Case made;
  made.net = random_net::net(seed);
  made.lanes = some_doors(made.net, 1 + draw() % lanes_in_row, draw);
  made.doors = some_doors(made.net, 1 + draw() % 90, draw);
  made.towards = draw() % 2 == 0 ? Towards::targets : Towards::seeds;
  if (made.towards == Towards::targets) {
    made.times = by_brute_force(made.net, made.lanes, made.doors);
  } else {
    const auto back = by_brute_force(made.net, made.doors, made.lanes);
    made.times.resize(made.lanes.size());
    for (std::size_t lane = 0; lane < made.lanes.size(); ++lane) {
      for (const auto& row : back) made.times[lane].push_back(row[lane]);
    }
  }
  std::vector<std::uint32_t> met{0, most};
  for (const auto& row : made.times) {
    for (const Maybe& time : row) {
      if (time && *time <= most) met.push_back(static_cast<std::uint32_t>(*time));
    }
  }
  for (int count = 0; count < 3; ++count) made.limits.push_back(met[draw() % met.size()]);
  return made;
}

bool is_within(const Maybe& time, std::uint32_t limit) {
  return time && *time <= limit;
}

/// One case as the program sees it.
template <class Lane>
struct Run {
  const Case& given;
  Hierarchy tree;
  ArcCosts<Lane> costs;
  std::vector<Stop> lanes, doors;
  StreetDoors<Lane> filed;
  Sweep<Lane> sweep;

  explicit Run(const Case& made)
      : given(made),
        tree(hierarchy(made.net)),
        costs(customise<Lane>(tree, made.net.streets, made.net.costs)),
        lanes(stops(made.net, made.lanes)),
        doors(stops(made.net, made.doors)),
        filed(tree, made.net.streets, doors, made.towards),
        sweep(tree, costs, made.towards) {}

  Batch batch() const {
    std::vector<LaneStart> starts;
    for (std::uint32_t lane = 0; lane < lanes.size(); ++lane) starts.push_back({lane, lanes[lane]});
    Batch started;
    filed.start(started, starts);
    return started;
  }
  std::vector<Lane> limits() const {
    std::vector<Lane> result;
    for (const auto limit : given.limits) result.push_back(static_cast<Lane>(limit));
    return result;
  }
  const Maybe& time(std::size_t lane, std::size_t door) const {
    return given.times[lane][filed.filed().original(door)];
  }
};

template <class Lane>
std::size_t wrong_times(Run<Lane>& run) {
  std::vector<LaneRow<Lane>> rows(run.doors.size());
  std::size_t wrong = 0;
  auto limits = run.limits();
  limits.push_back(no_way<Lane> - 1);  // nothing is out of reach but what has no way at all
  for (const Lane limit : limits) {
    auto batch = run.batch();
    run.sweep.times(run.filed.filed(), batch, limit,
                    {rows.empty() ? nullptr : rows[0].lane, rows.size() * lanes_in_row});
    for (std::size_t door = 0; door < rows.size(); ++door) {
      for (std::size_t lane = 0; lane < lanes_in_row; ++lane) {
        const Maybe expected = lane < run.lanes.size() ? run.time(lane, door) : std::nullopt;
        const auto cost = rows[door].lane[lane];
        if (is_within(expected, limit) ? cost != *expected : cost <= limit) ++wrong;
      }
    }
  }
  return wrong;
}

template <class Lane>
struct Seen : Finder<Lane> {
  std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint64_t>> trips;
  void found(std::uint32_t door, std::uint64_t within, const Lane* cost) override {
    CHECK(within != 0);
    for (std::uint32_t lane = 0; lane < lanes_in_row; ++lane) {
      if (within >> lane & 1) trips.emplace_back(door, lane, cost[lane]);
    }
  }
};

template <class Lane>
bool finds_all(Run<Lane>& run) {
  const Lane limit = run.limits().front();
  Seen<Lane> seen, expected;
  auto batch = run.batch();
  run.sweep.find(run.filed.filed(), batch, limit, seen);
  for (std::uint32_t door = 0; door < run.doors.size(); ++door) {
    for (std::uint32_t lane = 0; lane < run.lanes.size(); ++lane) {
      const Maybe& time = run.time(lane, door);
      if (is_within(time, limit)) expected.trips.emplace_back(door, lane, *time);
    }
  }
  return seen.trips == expected.trips;
}

template <class Lane>
bool tallies_all(Run<Lane>& run, unsigned seed) {
  std::mt19937 draw(seed);
  const auto limits = run.limits();
  constexpr std::size_t groups = 3;
  std::vector<std::uint16_t> group;
  std::vector<std::uint32_t> weight;
  for (std::size_t door = 0; door < run.doors.size(); ++door) {
    group.push_back(static_cast<std::uint16_t>(draw() % groups));
    weight.push_back(draw() % 4 == 0 ? 200'000 : static_cast<std::uint32_t>(draw() % 50'000));
  }
  std::vector<std::uint64_t> sums(groups * limits.size() * lanes_in_row), expected(sums.size());
  auto batch = run.batch();
  run.sweep.tally(run.filed.filed(), batch, {limits, group, weight, groups, sums});
  for (std::size_t door = 0; door < run.doors.size(); ++door) {
    for (std::size_t lane = 0; lane < run.lanes.size(); ++lane) {
      for (std::size_t at = 0; at < limits.size(); ++at) {
        if (!is_within(run.time(lane, door), limits[at])) continue;
        expected[(group[door] * limits.size() + at) * lanes_in_row + lane] += weight[door];
      }
    }
  }
  return sums == expected;
}

template <class Lane>
bool scatters_all(Run<Lane>& run, unsigned seed) {
  std::mt19937 draw(seed);
  const auto limits = run.limits();
  std::vector<std::uint64_t> weight;
  for (std::size_t lane = 0; lane < run.lanes.size(); ++lane) weight.push_back(draw());
  std::vector<std::uint64_t> sums(run.doors.size() * limits.size()), counts(sums.size());
  auto expected = sums, expected_counts = sums;
  auto batch = run.batch();
  run.sweep.scatter(run.filed.filed(), batch, {limits, weight, sums});
  run.sweep.scatter(run.filed.filed(), batch, {limits, {}, counts});
  for (std::size_t door = 0; door < run.doors.size(); ++door) {
    for (std::size_t lane = 0; lane < run.lanes.size(); ++lane) {
      for (std::size_t at = 0; at < limits.size(); ++at) {
        if (!is_within(run.time(lane, door), limits[at])) continue;
        expected[door * limits.size() + at] += weight[lane];
        expected_counts[door * limits.size() + at] += 1;
      }
    }
  }
  return sums == expected && counts == expected_counts;
}

template <class Lane>
void check_case(const Case& made, unsigned seed) {
  INFO("case " << seed << ", lanes of " << sizeof(Lane) << " bytes");
  Run<Lane> run(made);
  CHECK(wrong_times(run) == 0);
  CHECK(finds_all(run));
  CHECK(tallies_all(run, seed));
  CHECK(scatters_all(run, seed));
}

}  // namespace

TEST_CASE("a sweep between doors equals a plain Dijkstra on every kind of processor") {
  const auto processors = sweep_processors();
  CHECK(processors.size() >= 1);
  volume::Trial trial("sweeps against Dijkstra", {150, 5000}, "nets with doors");
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const auto seed = trial.seed() + static_cast<unsigned>(round);
    // What a lane of two bytes cannot hold is beyond every limit.
    const Case narrow = some_case(seed, 65'534), wide = some_case(seed, 2'000'000);
    for (const auto processor : processors) {
      INFO(processor_name(processor));
      force_processor(processor);
      check_case<std::uint16_t>(narrow, seed);
      check_case<std::uint32_t>(wide, seed);
    }
    trial.count("pairs of doors", narrow.lanes.size() * narrow.doors.size());
  }
  force_processor(0);
  for (const auto processor : processors) trial.count(processor_name(processor), trial.rounds());
}

TEST_CASE("who stands where a one-way street ends need not go round to the door beside them") {
  Net net;
  std::vector<std::vector<geo::Street>> at(2);
  for (std::uint32_t corner = 0; corner < 2; ++corner) {
    net.streets.at.push_back({100.0 * corner, 0});
    net.streets.component.push_back(geo::ComponentId{0});
  }
  random_net::join(net, at, 0, 1, {EdgeCost::closed, 2});  // from 1 to 0 only; back by the next
  random_net::join(net, at, 0, 1, {3, EdgeCost::closed});
  net.streets.streets = geo::Lists<geo::NodeId, geo::Street>(at);
  net.streets.component_nodes = {2};
  const auto towards = GENERATE(Towards::targets, Towards::seeds);
  const geo::Metres end = GENERATE(geo::Metres{0}, geo::Metres{100});
  const geo::Door door{geo::EdgeId{0}, end, geo::Metres{0}, geo::ComponentId{0},
                       geo::DoorAction::nearest_edge};
  const Case made{net, {door}, {door}, towards, {{0}}, {0, 10}};
  check_case<std::uint16_t>(made, 1);
  check_case<std::uint32_t>(made, 1);
}

TEST_CASE("a sweep to corners sees every corner once, at its least cost from any seed") {
  volume::Trial trial("sweeps to corners", {100, 3000}, "nets");
  for (std::size_t round = 0; round < trial.rounds(); ++round) {
    const auto seed = trial.seed() + static_cast<unsigned>(round);
    std::mt19937 draw(seed);
    const Net net = random_net::net(seed);
    const auto tree = hierarchy(net);
    const auto costs = customise<std::uint32_t>(tree, net.streets, net.costs);
    const auto corners = FiledDoors<std::uint32_t>::at_corners(tree);
    Batch batch;
    std::vector<std::vector<std::pair<std::uint32_t, std::uint64_t>>> seeds(lanes_in_row);
    for (int count = 0; count < 150; ++count) {  // several for some lanes, none for others
      const auto lane = static_cast<std::uint32_t>(draw() % lanes_in_row);
      const auto corner = static_cast<std::uint32_t>(draw() % tree.size());
      const auto cost = static_cast<std::uint32_t>(draw() % 500);
      seeds[lane].emplace_back(corner, cost);
      batch.seeds.push_back({tree.rank(corner), lane, cost});
    }
    std::vector<LaneRow<std::uint32_t>> rows(tree.size());
    Sweep<std::uint32_t> sweep(tree, costs, Towards::targets);
    sweep.times(corners, batch, far - 1, {rows[0].lane, rows.size() * lanes_in_row});
    for (std::size_t lane = 0; lane < lanes_in_row; lane += 5) {
      const auto expected = random_net::dijkstra(net, seeds[lane]);
      for (std::size_t door = 0; door < rows.size(); ++door) {
        const auto cost = expected[corners.original(door)];
        CHECK(rows[door].lane[lane] == std::min<std::uint64_t>(cost, far));
      }
    }
  }
}
