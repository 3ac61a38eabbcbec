// Walks of a real city against a plain Dijkstra per home and per service, on the same whole costs:
// results compared with == first, then the ratio of the times. Both use all threads.
//
//   bench_walk_peers city.toml DATA_FOLDER [FOLDER_FOR_OTHER_PEERS]
//
// With a folder, also writes the streets and the program's answers at corners for bench/peers.py.

#include <fmt/format.h>
#include <tbb/combinable.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>

#include "analysis/travel/ask.hpp"
#include "bench/plain_walks.hpp"
#include "bench/timing.hpp"
#include "geo/city.hpp"
#include "geo/read/read.hpp"

namespace {

using namespace analysis::travel;
using geo::HomeId;
using geo::Minutes;
using plain::Cost;
using plain::Map;
using timing::seconds;

constexpr Minutes limit{30};
constexpr Cost limit_cost = 18000;

/// What one home reaches: how many services, and the sum of the times to them.
struct Reached {
  std::uint64_t services = 0, deciseconds = 0;
  bool operator==(const Reached&) const = default;
};
using PerHome = std::vector<Reached>;

std::vector<std::vector<Stop>> home_stops(const geo::City& city, const Costs& costs) {
  std::vector<std::vector<Stop>> stops;
  for (const auto& door : city.homes.door) {
    stops.emplace_back();
    if (door) stops.back().push_back(stop(city.streets, costs, *door));
  }
  return stops;
}

std::vector<std::vector<Stop>> service_stops(const geo::City& city, const Costs& costs,
                                             const geo::Kind& kind) {
  std::vector<std::vector<Stop>> stops;
  for (const geo::ServiceId service : city.services.kind.rows()) {
    stops.emplace_back();
    const bool all = kind.name().empty();
    if (!all && !kind.includes(city.services.kind[service])) continue;
    for (const geo::Door& door : city.services.doors[service]) {
      stops.back().push_back(stop(city.streets, costs, door));
    }
  }
  return stops;
}

PerHome by_the_program(const geo::City& city, By by = By::quicker) {
  const auto question = to_services(geo::Kind{""}).within(limit);
  const auto answers = ask(city, std::span(&question, 1), {}, {.by = by});
  PerHome result(city.homes.size());
  static_cast<void>(
      answers.at(question).fold([&](HomeId home, std::span<const Trip> trips) -> geo::Cell<double> {
        Reached& reached = result[home.row()];
        reached.services = trips.size();
        for (const Trip& trip : trips) reached.deciseconds += trip.cost.count;
        return 0.0;
      }));
  return result;
}

PerHome by_a_search_per_home(const Map& map, const std::vector<std::vector<Stop>>& homes) {
  PerHome result(homes.size());
  tbb::enumerable_thread_specific<plain::Walker> walkers([&] { return plain::Walker(map); });
  tbb::parallel_for(std::size_t{0}, homes.size(), [&](std::size_t home) {
    walkers.local().walk(homes[home], limit_cost, false, [&](std::uint32_t, Cost cost) {
      ++result[home].services;
      result[home].deciseconds += cost;
    });
  });
  return result;
}

PerHome by_a_search_per_service(const Map& map, const std::vector<std::vector<Stop>>& services,
                                std::size_t homes) {
  tbb::enumerable_thread_specific<plain::Walker> walkers([&] { return plain::Walker(map); });
  tbb::combinable<PerHome> sums([&] { return PerHome(homes); });
  tbb::parallel_for(std::size_t{0}, services.size(), [&](std::size_t service) {
    PerHome& mine = sums.local();
    walkers.local().walk(services[service], limit_cost, false, [&](std::uint32_t home, Cost cost) {
      ++mine[home].services;
      mine[home].deciseconds += cost;
    });
  });
  PerHome result(homes);
  sums.combine_each([&](const PerHome& part) {
    for (std::size_t home = 0; home < homes; ++home) {
      result[home].services += part[home].services;
      result[home].deciseconds += part[home].deciseconds;
    }
  });
  return result;
}

using Nearest = std::vector<Cost>;

Nearest nearest_by_the_program(const geo::City& city, const geo::Kind& kind) {
  const auto question = to_services(kind).within(limit).only_nearest(1);
  const auto minutes = ask(city, std::span(&question, 1), {}).at(question).minutes();
  Nearest result;
  for (const auto& cell : minutes) {
    result.push_back(cell ? static_cast<Cost>(std::lround(cell->value * 600)) : EdgeCost::closed);
  }
  return result;
}

Nearest nearest_by_a_search_per_home(const Map& map, const std::vector<std::vector<Stop>>& homes) {
  Nearest result(homes.size(), EdgeCost::closed);
  tbb::enumerable_thread_specific<plain::Walker> walkers([&] { return plain::Walker(map); });
  tbb::parallel_for(std::size_t{0}, homes.size(), [&](std::size_t home) {
    walkers.local().walk(homes[home], limit_cost, true, [&](std::uint32_t, Cost cost) {
      result[home] = std::min(result[home], cost);
    });
  });
  return result;
}

/// The kind that most services of the city have.
geo::Kind commonest(const geo::City& city) {
  std::map<std::string, std::size_t> count;
  for (const auto& kind : city.services.kind) ++count[kind.name()];
  const auto most = std::max_element(
      count.begin(), count.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return geo::Kind{most->first};
}

bool told = true;

template <class Result>
void tell(const char* job, const char* peer, const Result& ours, double our_time,
          const std::function<Result()>& theirs) {
  Result result;
  const double their_time = seconds([&] { result = theirs(); });
  const bool equal = result == ours;
  told = told && equal;
  fmt::print("| {} | {} | {} | {:.2f} s | {:.2f} s | {:.1f} |\n", job, peer,
             equal ? "equal" : "DIFFERENT", our_time, their_time, their_time / our_time);
}

// The same streets with a home and, at some, a service exactly at each corner: what peers that
// know corners only can be asked.
geo::City at_corners(geo::City city) {
  const auto at_corner = [&](geo::NodeId corner) -> geo::Cell<geo::Door> {
    for (const geo::Street& street : city.streets.streets[corner]) {
      const geo::Edge& edge = city.streets.edges[street.edge];
      if (!edge.walkable) continue;
      return geo::Door{street.edge, street.forward ? geo::Metres{0} : edge.length, geo::Metres{0},
                       city.streets.component[corner], geo::DoorAction::nearest_edge};
    }
    return geo::Missing::off_network;
  };
  geo::City corners;
  corners.homes.people.push_back({});
  for (const geo::NodeId corner : city.streets.at.rows()) {
    corners.homes.at.push_back(city.streets.at[corner]);
    corners.homes.in.push_back(geo::NeighbourhoodId{0});
    corners.homes.weight.push_back(1);
    corners.homes.near_data_edge.push_back(false);
    corners.homes.people[geo::everyone].push_back(geo::People::of(1));
    corners.homes.door.push_back(at_corner(corner));
  }
  for (const geo::ServiceId service : city.services.kind.rows()) {
    for (const geo::Door& door : city.services.doors[service]) {
      const auto corner = city.streets.edges[door.edge].from;
      const auto there = at_corner(corner);
      if (!there) continue;
      corners.services.kind.push_back(city.services.kind[service]);
      corners.services.at.push_back(city.streets.at[corner]);
      corners.services.capacity.push_back(1.0);
      corners.services.doors.append(std::vector{*there});
      break;
    }
  }
  corners.streets = std::move(city.streets);
  return corners;
}

void write_for_others(const geo::City& city, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  const Costs costs = quantise(city.streets, {});
  std::ofstream edges(folder / "edges.csv"), nodes(folder / "nodes.csv");
  edges << "from,to,cost\n";
  for (const geo::EdgeId id : city.streets.edges.rows()) {
    const geo::Edge& edge = city.streets.edges[id];
    const auto write = [&](geo::NodeId from, geo::NodeId to, Cost cost) {
      if (cost != EdgeCost::closed) edges << from.row() << ',' << to.row() << ',' << cost << '\n';
    };
    write(edge.from, edge.to, costs.edge[id].forward);
    write(edge.to, edge.from, costs.edge[id].backward);
  }
  std::vector<std::size_t> services(city.streets.at.size());
  for (const geo::ServiceId service : city.services.kind.rows()) {
    const geo::Door& door = *city.services.doors[service].begin();
    const geo::Edge& edge = city.streets.edges[door.edge];
    ++services[(door.along == geo::Metres{0} ? edge.from : edge.to).row()];
  }

  const auto near = to_services(geo::Kind{""}).within(limit).only_nearest(1);
  const auto count = to_services(geo::Kind{""}).within(Minutes{15});
  geo::Column<HomeId, Minutes> nearest;
  geo::Column<HomeId, double> counts;
  const double near_time =
      seconds([&] { nearest = ask(city, std::span(&near, 1), {}).at(near).minutes(); });
  const double count_time = seconds([&] {
    const std::vector<double> each(city.services.size(), 1.0);
    counts = ask(city, std::span(&count, 1), {}).at(count).sum(each, [](auto) { return 1.0; });
  });
  nodes << "x,y,services,nearest,within_15\n";
  for (const geo::NodeId corner : city.streets.at.rows()) {
    const HomeId home{corner.row()};
    const geo::Point at = city.streets.at[corner];
    nodes << fmt::format("{},{},{},{},{}\n", at.x, at.y, services[corner.row()],
                         nearest[home] ? std::lround(nearest[home]->value * 600) : -1,
                         counts[home] ? std::lround(*counts[home]) : -1);
  }
  std::ofstream(folder / "times.csv")
      << fmt::format("nearest,within_15\n{},{}\n", near_time, count_time);
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 3) {
    fmt::print(stderr, "usage: bench_walk_peers city.toml DATA [FOLDER]\n");
    return 64;
  }
  geo::Findings findings;
  auto city = geo::build_city(
      geo::to_metres(geo::read::layers(geo::read::description(argv[1], findings), argv[2])));
  const Costs costs = quantise(city.streets, {});
  const auto homes = home_stops(city, costs);
  const auto services = service_stops(city, costs, geo::Kind{""});
  fmt::print("{} homes, {} services, {} corners, {} edges; within 30 minutes on foot\n\n",
             city.homes.size(), city.services.size(), city.streets.at.size(),
             city.streets.edges.size());
  fmt::print("| job | peer | result | medina | peer | ratio |\n|---|---|---|---|---|---|\n");

  PerHome ours;
  const double time = seconds([&] { ours = by_the_program(city); });
  tell<PerHome>("every service of every home", "medina by bucket searches", ours, time,
                [&] { return by_the_program(city, By::buckets); });
  tell<PerHome>("every service of every home", "medina by sweeps", ours, time,
                [&] { return by_the_program(city, By::sweeps); });
  tell<PerHome>("every service of every home", "binary-heap Dijkstra per home", ours, time, [&] {
    return by_a_search_per_home(Map(city.streets, costs, services, Map::Direction::along), homes);
  });
  tell<PerHome>("every service of every home", "binary-heap Dijkstra per service", ours, time, [&] {
    return by_a_search_per_service(Map(city.streets, costs, homes, Map::Direction::against),
                                   services, homes.size());
  });
  const geo::Kind kind = commonest(city);
  const std::string job = fmt::format("nearest {}", kind.name());
  const auto of_kind = service_stops(city, costs, kind);
  Nearest nearest;
  const double near_time = seconds([&] { nearest = nearest_by_the_program(city, kind); });
  tell<Nearest>(job.c_str(), "binary-heap Dijkstra per home, ended at the first", nearest,
                near_time, [&] {
                  return nearest_by_a_search_per_home(
                      Map(city.streets, costs, of_kind, Map::Direction::along), homes);
                });
  if (argc > 3) write_for_others(at_corners(std::move(city)), argv[3]);
  return told ? 0 : 1;
}
