#include <algorithm>

#include "analysis/privacy/gate.hpp"
#include "analysis/travel/ask.hpp"
#include "geo/core/error.hpp"
#include "geo/shape/polygons.hpp"
#include "tests/catch.hpp"
#include "tests/scene/random_town.hpp"
#include "tests/scene/town.hpp"
#include "tests/volume.hpp"

using namespace analysis;
using analysis::privacy::Gate;
using geo::Cell;
using geo::Missing;

namespace {

using Row = std::tuple<std::string, std::string, Cell<geo::Deciseconds>>;

std::vector<Row> rows_of(const geo::ReleasedMatrix& table) {
  std::vector<Row> rows;
  table.each([&](std::span<const geo::ReleasedTrip> trips) {
    for (const auto& trip : trips) {
      rows.emplace_back(table.origins()[trip.origin], table.destinations()[trip.destination],
                        trip.times.front());
    }
  });
  return rows;
}

std::shared_ptr<const TripTable> trips(const geo::City& city, std::vector<Place> from,
                                       std::vector<Place> to, double minutes) {
  return std::make_shared<const TripTable>(city, std::move(from), std::move(to),
                                           geo::Minutes{minutes}, travel::Way{});
}

Cell<double> number(const geo::ReleasedLayer& layer, const std::string& column, std::size_t row) {
  return std::get<std::vector<Cell<double>>>(layer.column(column)->cells)[row];
}

CatchmentAreas areas_of(const geo::City& city, std::vector<Place> places, bool rings = false) {
  CatchmentAreas areas;
  areas.settings.within = {geo::Minutes{2}, geo::Minutes{4}};
  areas.rings = rings;
  areas.places = std::move(places);
  return catchment_areas(city, areas);
}

Place nowhere() {
  Place place;
  place.key = "far";
  place.at = geo::Point{1e6, 1e6};
  return place;
}

}  // namespace

TEST_CASE("a table of trips has a row for each pair, by origin, then destination") {
  // Two cells of 100 metres to b, five to c; 80 metres a minute.
  const auto town =
      scene::town({.streets = "a-b--c", .homes = "ac", .services = {{"health", "bc"}}});
  const auto released =
      Gate::release(town, trips(town, home_places(town), service_places(town, {}), 3), false);
  const auto reach = [](std::uint32_t tenths) { return Cell(geo::Deciseconds{tenths}); };
  CHECK(rows_of(released.table) ==
        std::vector<Row>{{"h1", "b", reach(1500)},
                         {"h1", "c", Missing::out_of_reach},  // 375 seconds
                         {"h2", "b", Missing::out_of_reach},  // 225 seconds
                         {"h2", "c", reach(0)}});
  const auto near =
      Gate::release(town, trips(town, home_places(town), service_places(town, {}), 3), true);
  CHECK(rows_of(near.table) == std::vector<Row>{{"h1", "b", reach(1500)}, {"h2", "c", reach(0)}});
  CHECK(released.places.layer("origins")->keys == std::vector<std::string>{"h1", "h2"});
}

TEST_CASE("a place on no street says so in every row") {
  const auto town = scene::town({.streets = "a-b", .homes = "a"});
  const std::vector<Place> far_away{nowhere()};
  const auto released = Gate::release(town, trips(town, far_away, home_places(town), 60), false);
  CHECK(rows_of(released.table) == std::vector<Row>{{"far", "h1", Missing::off_network}});
  CHECK(released.places.layer("origins")->column("door_distance_m")->status(0) == "off_network");
}

TEST_CASE("the table equals the matrix of doors, in every town and however it is cut") {
  volume::Trial trial("a table of trips equals the matrix", {4, 200}, "towns");
  for (unsigned round = 0; round < trial.rounds(); ++round) {
    const auto city = geo::build_city(random_town::layers(trial.seed() + round));
    const auto homes = home_places(city);
    const auto services = service_places(city, geo::Kind{});
    const geo::Minutes limit{8};
    const auto table = trips(city, homes, services, limit.value);
    const auto costs = travel::quantise(city.streets, {});
    for (std::size_t row = 0; row < homes.size(); row += 17) {
      const auto times = table->times(row, std::min(homes.size(), row + 2));
      for (std::size_t column = 0; column < services.size(); ++column) {
        auto best = travel::far;
        const auto all =
            travel::matrix(city.streets, costs, homes[row].doors, services[column].doors, limit);
        for (const auto& cells : all) {
          for (const auto& cell : cells) {
            if (cell) best = std::min(best, cell->count);
          }
        }
        INFO("seed " << trial.seed() + round << ", home " << row << ", service " << column);
        REQUIRE(times[column] == best);
        trial.count("pairs", 1);
      }
    }
  }
}

TEST_CASE("a protected service is no place, and the gate refuses its area and its trips") {
  auto town = scene::town({.streets = "a--b--c", .homes = "a", .services = {{"shelter", "bc"}}});
  const auto hidden = service_places(town, geo::Kind{"shelter"});
  town.services.location[scene::service(town, 'b')] = geo::Openness::is_protected;
  const auto shown = service_places(town, geo::Kind{"shelter"});
  REQUIRE(shown.size() == 1);
  CHECK(shown.front().key == "c");
  CHECK(service_called(town, "b").empty());

  const auto refused = [](const auto& release) {
    try {
      release();
    } catch (const geo::Error& error) {
      return error.cause() == geo::Cause::gate_refused;
    }
    return false;
  };
  CHECK(refused([&] { Gate::release(town, areas_of(town, hidden)); }));
  CHECK(refused([&] { Gate::release(town, trips(town, home_places(town), hidden, 5), false); }));
  CHECK(refused([&] { Gate::release(town, trips(town, hidden, home_places(town), 5), false); }));
}

TEST_CASE("where people of a protected lodging live moves no border and has no key") {
  auto town = scene::town({.streets = "a----b----c", .homes = "abc"});
  const geo::HomeId hidden = scene::home(town, 'b');
  town.lodgings.location.push_back(geo::Openness::is_protected);
  town.homes.lodging[hidden] = geo::LodgingId{0};
  CHECK(home_places(town).size() == 2);
  CHECK(home_places(town).back().key == "h2");
  const auto before = areas_of(town, home_places(town));
  town.homes.at[hidden].y += 190;
  geo::Door door = *town.homes.door[hidden];
  door.off_network = geo::Metres{190};
  town.homes.door[hidden] = door;
  const auto after = areas_of(town, home_places(town));
  for (std::size_t i = 0; i < before.of.size(); ++i)
    CHECK(before.of[i].ground == after.of[i].ground);
}

TEST_CASE("rings are the whole areas without the ones before") {
  const auto town = scene::town({.streets = R"(
      a---b---c
      |   |   |
      d---e---f
    )",
                                 .homes = "e"});
  const auto whole = Gate::release(town, areas_of(town, home_places(town)));
  const auto rings = Gate::release(town, areas_of(town, home_places(town), true));
  const auto& all = *whole.layer("catchments");
  const auto& ring = *rings.layer("catchments");
  REQUIRE(all.keys == std::vector<std::string>{"h1@4", "h1@2"});  // the larger lies below
  CHECK(*number(ring, "from_min", 0) == 2);
  CHECK(*number(ring, "area_km2", 0) + *number(all, "area_km2", 1) ==
        Approx(*number(all, "area_km2", 0)).margin(2e-6));
  CHECK(*number(ring, "streets_km", 0) + *number(all, "streets_km", 1) ==
        Approx(*number(all, "streets_km", 0)).margin(2e-3));
  CHECK(geo::area(intersection(ring.shapes[0].polygons, ring.shapes[1].polygons)).value < 1e-6);
}

TEST_CASE("a place on no street keeps its rows among the catchment areas") {
  const auto town = scene::town({.streets = "a-b", .homes = "a"});
  const std::vector<Place> places{nowhere()};
  const auto release = Gate::release(town, areas_of(town, places));
  const auto& layer = *release.layer("catchments");
  REQUIRE(layer.keys.size() == 2);
  CHECK(layer.shapes[0].empty());
  CHECK(number(layer, "within_min", 0) == Cell<double>(Missing::off_network));
  CHECK(release.layer("origins")->keys == std::vector<std::string>{"far"});
}
