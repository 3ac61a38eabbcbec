// Walks and people of a made city the size of Barcelona: homes, time per step and memory together.
//
//   bench_travel_run [--homes N] [--services N] [--side CORNERS]
//
// The city is a grid with a fifth of its streets missing, so it runs where no data is at hand.

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <map>
#include <random>
#include <string>

#include "analysis/run.hpp"

namespace {

/// Sizes of a made city; as they stand, those of Barcelona.
struct Size {
  int columns = 98, rows = 97;  ///< corners, on a jittered grid
  double block = 104;           ///< metres
  double streets_left = 0.78;   ///< share of the grid's stretches that are there
  int homes = 55000, services = 8000, kinds = 25, sections = 1068;
};

using namespace geo;

class Maker {
 public:
  Maker(const Size& size, unsigned seed) : size_(size), draw_(seed) {}

  City city() {
    lay_streets();
    place_homes();
    place_services();
    place_uses();
    return std::move(city_);
  }

 private:
  double share() { return std::uniform_real_distribution<double>(0, 1)(draw_); }
  std::size_t below(std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(draw_);
  }

  void lay_streets() {
    StreetGraph& streets = city_.streets;
    for (int y = 0; y < size_.rows; ++y) {
      for (int x = 0; x < size_.columns; ++x) {
        streets.at.push_back(
            {(x + 0.3 * share()) * size_.block, (y + 0.3 * share()) * size_.block});
        streets.component.push_back(ComponentId{0});
      }
    }
    std::vector<std::vector<Street>> at(streets.at.size());
    const auto join = [&](int a, int b) {
      if (share() > size_.streets_left) return;
      Edge edge;
      edge.from = NodeId{a};
      edge.to = NodeId{b};
      const Point p = streets.at[edge.from], q = streets.at[edge.to];
      edge.length = Metres{std::hypot(p.x - q.x, p.y - q.y)};
      const EdgeId id = streets.edges.push_back(edge);
      streets.lines.push_back({p, q});
      streets.names.push_back({});
      at[edge.from.row()].push_back({id, edge.to, true});
      at[edge.to.row()].push_back({id, edge.from, false});
    };
    for (int y = 0; y < size_.rows; ++y) {
      for (int x = 0; x < size_.columns; ++x) {
        const int here = y * size_.columns + x;
        if (x + 1 < size_.columns) join(here, here + 1);
        if (y + 1 < size_.rows) join(here, here + size_.columns);
      }
    }
    streets.streets = Lists<NodeId, Street>(at);
    streets.component_nodes = {streets.at.size()};
  }

  Door door(std::size_t edge) {
    const EdgeId id{edge};
    return {id, Metres{city_.streets.edges[id].length.value * share()}, Metres{30 * share()},
            ComponentId{0}, DoorAction::nearest_edge};
  }

  void add_level(const std::string& key, std::size_t areas) {
    Level level{key, Names{key}, {}, {}, {}, {}, {}};
    const auto sections = static_cast<std::size_t>(size_.sections);
    for (std::size_t area = 0; area < areas; ++area) {
      level.area_key.push_back(std::to_string(area));
      level.area_name.push_back({});
      level.shape.push_back({});
    }
    for (std::size_t section = 0; section < sections; ++section) {
      level.of.push_back(AreaId{section * areas / sections});
    }
    city_.levels.push_back(std::move(level));
  }

  void place_homes() {
    const auto sections = static_cast<std::size_t>(size_.sections);
    const auto homes = static_cast<std::size_t>(size_.homes);
    const char* const groups[] = {"everyone", "born_abroad", "foreign_nationals", "rest"};
    for (const std::string key : groups) {
      Group group;
      group.key = key;
      group.name = Names{key};
      group.is_protected = key != "everyone";
      group.is_rest = key == "rest";
      city_.residents.groups.push_back(std::move(group));
      city_.residents.by_neighbourhood.push_back(
          Column<NeighbourhoodId, People>(sections, Cell<People>(People{})));
      city_.homes.people.push_back({});
    }
    city_.residents.recorded = true;
    for (const auto& [key, areas] : {std::pair<std::string, std::size_t>{"section", sections},
                                     {"neighbourhood", 73},
                                     {"district", 10},
                                     {"city", 1}}) {
      add_level(key, areas);
    }
    for (std::size_t home = 0; home < homes; ++home) {
      const NeighbourhoodId in{home * sections / homes};
      // Neighbours in a list are neighbours on the map, as in a real city.
      const std::size_t edge = std::min(city_.streets.edges.size() - 1,
                                        home * city_.streets.edges.size() / homes + below(8));
      city_.homes.at.push_back({});
      city_.homes.in.push_back(in);
      city_.homes.weight.push_back(1);
      city_.homes.near_data_edge.push_back(false);
      city_.homes.door.push_back(door(edge));
      const double all = 60 * share(), abroad = all * share(), foreign = abroad * share();
      const People people[] = {People::of(all), People::of(abroad), People::of(foreign),
                               People::of(all) - People::of(abroad)};
      for (std::size_t group = 0; group < 4; ++group) {
        city_.homes.people[GroupId{group}].push_back(people[group]);
        auto& count = city_.residents.by_neighbourhood[GroupId{group}][in];
        count = *count + people[group];
      }
    }
  }

  void place_services() {
    const auto services = static_cast<std::size_t>(size_.services);
    for (std::size_t row = 0; row < services; ++row) {
      const std::size_t kind = row * static_cast<std::size_t>(size_.kinds) / services;
      city_.services.kind.push_back(Kind{"theme" + std::to_string(100 + kind) + ".kind"});
      city_.services.doors.append(std::vector{door(below(city_.streets.edges.size()))});
      city_.services.capacity.push_back(50 * share());
      city_.services.at.push_back(Point{});
    }
  }

  // As a city without land use has them: its services, and a dwelling for each home.
  void place_uses() {
    Uses& uses = city_.uses;
    uses.from_services = true;
    uses.dwelling_class = 0;
    for (int kind = 0; kind < 18; ++kind) uses.classes.push_back(std::to_string(100 + kind));
    const auto add = [&](std::size_t of_class, Cell<Door> at) {
      uses.of_class.push_back(of_class);
      uses.mass.push_back(1);
      uses.at.push_back({});
      uses.door.push_back(std::move(at));
    };
    for (const ServiceId service : city_.services.kind.rows()) {
      add(1 + service.row() % 17, city_.services.doors[service][0]);
    }
    for (const HomeId home : city_.homes.door.rows()) add(0, city_.homes.door[home]);
  }

  Size size_;
  std::mt19937 draw_;
  City city_;
};

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

int main(int argc, char** argv) {
  Size size;
  for (int at = 1; at + 1 < argc; at += 2) {
    const int value = std::atoi(argv[at + 1]);
    if (std::strcmp(argv[at], "--homes") == 0) size.homes = value;
    if (std::strcmp(argv[at], "--services") == 0) size.services = value;
    if (std::strcmp(argv[at], "--side") == 0) size.columns = size.rows = value;
  }
  const geo::City city = Maker(size, 1).city();
  fmt::print("corners {}, stretches {}, homes {}, services {}, uses {}\n", city.streets.at.size(),
             city.streets.edges.size(), city.homes.size(), city.services.size(), city.uses.size());

  std::map<std::string, double> first, last;
  const auto start = Clock::now();
  std::vector<std::string> steps;
  const auto results =
      analysis::run(city, {.only = {}, .progress = [&](std::string_view step, double) {
                             const std::string name{step};
                             if (first.emplace(name, seconds_since(start)).second)
                               steps.push_back(name);
                             last[name] = seconds_since(start);
                           }});
  const double all = seconds_since(start);
  for (const auto& step : steps) fmt::print("{:<24} {:6.2f} s\n", step, last[step] - first[step]);
  fmt::print("{:<24} {:6.2f} s  {} metrics, peak {:.0f} MB\n", "run", all, results.outcomes.size(),
             peak_megabytes());
}
