#include <algorithm>
#include <filesystem>
#include <mutex>
#include <random>

#include "analysis/travel/ask.hpp"
#include "geo/read/read.hpp"
#include "tests/analysis/travel/brute_force.hpp"
#include "tests/catch.hpp"
#include "tests/volume.hpp"

using namespace analysis;
using namespace analysis::travel;
using geo::HomeId;
using geo::Minutes;

namespace {

// The city of datasets/cities with its data from the folder beside the source tree, if it is there.
std::optional<geo::City> city(const std::string& name) {
  const std::filesystem::path source = MEDINA_SOURCE;
  const auto data = source / ".." / "shared" / "data" / name;
  if (!std::filesystem::exists(data)) {
    WARN("skipped: no data of " << name << " beside the source tree");
    return std::nullopt;
  }
  geo::Findings findings;
  const auto description = geo::read::description(
      (source / "datasets" / "cities" / name / "city.toml").string(), findings);
  return geo::build_city(geo::to_metres(geo::read::layers(description, data.string())));
}

std::vector<HomeId> some_homes(const geo::City& town, std::size_t count, unsigned seed) {
  std::vector<HomeId> homes;
  for (const HomeId home : town.homes.door.rows()) homes.push_back(home);
  std::mt19937 draw(seed);
  std::shuffle(homes.begin(), homes.end(), draw);
  homes.resize(count);
  std::sort(homes.begin(), homes.end());
  return homes;
}

struct Compared {
  std::size_t homes = 0, trips = 0, wrong = 0;
};

// Every trip to a service and to a use of some homes, against a plain Dijkstra from each.
Compared compare(const geo::City& town, const std::vector<HomeId>& homes) {
  const auto services = to_services(geo::Kind{""}).within(Minutes{30});
  const auto uses = to_uses().within(Minutes{10});
  const auto near = services.within(Minutes{60}).only_nearest(3);
  const auto answers = ask(town, std::vector{services, uses, near}, {});
  std::map<HomeId, std::vector<Trip>> to_service, to_use;
  for (const HomeId home : homes) to_service[home], to_use[home];
  const auto keep = [&](const Question& question, std::map<HomeId, std::vector<Trip>>& kept) {
    static_cast<void>(answers.at(question).fold(
        [&](HomeId home, std::span<const Trip> trips) -> geo::Cell<double> {
          const auto found = kept.find(home);
          if (found != kept.end()) found->second.assign(trips.begin(), trips.end());
          return 0.0;
        }));
  };
  keep(services, to_service);
  keep(uses, to_use);
  const auto third = answers.at(near).minutes(3);

  const Costs costs = quantise(town.streets, {});
  const brute_force::Walks walks(town.streets, costs);
  Compared result;
  for (const HomeId home : homes) {
    const auto& door = town.homes.door[home];
    if (!door) continue;
    const auto corners = walks.to_corners(*door);
    std::vector<Trip> expected, expected_uses;
    std::vector<std::uint64_t> all;
    for (const geo::ServiceId service : town.services.kind.rows()) {
      brute_force::Maybe best;
      for (const geo::Door& there : town.services.doors[service]) {
        best = brute_force::less(best, walks.between(*door, corners, there));
      }
      if (!best) continue;
      all.push_back(*best);
      if (*best > 18000) continue;
      expected.push_back({service.row(), {static_cast<std::uint32_t>(*best)}});
    }
    for (const geo::UseId use : town.uses.door.rows()) {
      if (!town.uses.door[use]) continue;
      const auto best = walks.between(*door, corners, *town.uses.door[use]);
      if (!best || *best > 6000) continue;
      expected_uses.push_back({use.row(), {static_cast<std::uint32_t>(*best)}});
    }
    std::sort(all.begin(), all.end());
    const bool reached = all.size() >= 3 && all[2] <= 36000;
    if (bool(third[home]) != reached ||
        (reached && third[home]->value != static_cast<double>(all[2]) / 600)) {
      ++result.wrong;
    }
    if (expected != to_service[home]) ++result.wrong;
    if (expected_uses != to_use[home]) ++result.wrong;
    ++result.homes;
    result.trips += expected.size() + expected_uses.size();
  }
  return result;
}

void check(const std::string& name) {
  const auto town = city(name);
  if (!town) return;
  // One home in a hundred in every run, one in twenty at full volume.
  volume::Trial trial("walks in " + name + " equal a plain Dijkstra", {10, 50},
                      "homes in a thousand");
  const std::size_t drawn = town->homes.size() * trial.rounds() / 1000 + 1;
  const auto result = compare(*town, some_homes(*town, drawn, trial.seed()));
  trial.count("homes", result.homes);
  trial.count("trips", result.trips);
  CHECK(result.homes >= drawn / 2);  // the others have no street within reach
  CHECK(result.trips > 0);
  CHECK(result.wrong == 0);
}

}  // namespace

TEST_CASE("a way of moving takes less than 64 bytes a corner beside the hierarchy", "[real]") {
  for (const std::string name : {"las_palmas", "barcelona"}) {
    const auto town = city(name);
    if (!town) return;
    INFO(name);
    const Costs costs = quantise(town->streets, {});
    const auto swept = StreetHierarchy(town->streets).swept(costs);
    auto wide = customise<std::uint32_t>(*swept->tree, town->streets, costs);
    wide.down = wide.up;  // as if every street cost another time each way
    const auto corners = town->streets.at.size();
    CHECK(wide.bytes() < 64 * corners);
    // With the hierarchy, which all ways share, so it is where few streets meet at a corner.
    if (name == "las_palmas") CHECK(swept->tree->bytes() + swept->costs.bytes() < 64 * corners);
  }
}

TEST_CASE("walks in Las Palmas equal a plain Dijkstra for one home in a hundred", "[real]") {
  check("las_palmas");
}

TEST_CASE("walks in Barcelona equal a plain Dijkstra for one home in a hundred", "[real]") {
  check("barcelona");
}
