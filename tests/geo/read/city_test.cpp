// Four real cities from their raw files to a city: joins, levels, people, homes and doors.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "geo/city.hpp"
#include "geo/read/read.hpp"
#include "geo/shape/polygons.hpp"
#include "tests/catch.hpp"

using namespace geo;

namespace {

namespace fs = std::filesystem;

std::optional<City> city(const std::string& folder, const std::string& toml) {
  const fs::path data = fs::path(MEDINA_SOURCE) / ".." / "shared" / "data" / folder;
  if (!fs::exists(data)) {
    std::cout << "SKIPPED: the data of " << folder << " are not beside the source\n";
    return std::nullopt;
  }
  const fs::path file = fs::temp_directory_path() / ("medina-city-test-" + folder + ".toml");
  std::ofstream(file) << toml;
  Findings findings;
  const Description description = read::description(file.string(), findings);
  fs::remove(file);
  return build_city(to_metres(read::layers(description, data.string())));
}

double square_kilometres(const Level& level) {
  double sum = 0;
  for (const MultiPolygon& shape : level.shape) sum += area(shape).value;
  return sum / 1e6;
}

People total(const City& city, GroupId group) {
  People sum;
  for (const auto& people : city.residents.by_neighbourhood[group]) {
    if (people) sum += *people;
  }
  return sum;
}

std::string value_of(const City& city, const std::string& code, const std::string& file) {
  for (const Finding& finding : city.findings.shown()) {
    if (finding.code == code && finding.file.find(file) != std::string::npos) return finding.value;
  }
  return "";
}

/// Ground of one mesh of a grid of points: the least area between two steps to near neighbours.
double mesh(const Per<HomeId, Point>& points, std::uint32_t which) {
  const Point here = points[HomeId{which}];
  std::vector<Point> steps;
  for (const Point other : points) steps.push_back({other.x - here.x, other.y - here.y});
  std::sort(steps.begin(), steps.end(),
            [](Point a, Point b) { return std::hypot(a.x, a.y) < std::hypot(b.x, b.y); });
  double least = 1e300;
  for (std::size_t i = 1; i <= 6; ++i) {
    for (std::size_t j = 1; j < i; ++j) {
      const double ground = std::fabs(steps[i].x * steps[j].y - steps[j].x * steps[i].y);
      // Opposite neighbours span nothing.
      if (ground > 1000) least = std::min(least, ground);
    }
  }
  return least;
}

/// The laws of every city: people are in homes, and every home is in its neighbourhood.
void check_laws(const City& city) {
  for (const GroupId group : city.residents.groups.rows()) {
    std::vector<People> in_homes(city.neighbourhoods.size());
    for (const HomeId home : city.homes.at.rows()) {
      in_homes[city.homes.in[home].row()] += city.homes.people[group][home];
    }
    for (const NeighbourhoodId zone : city.neighbourhoods.key.rows()) {
      const auto& counted = city.residents.by_neighbourhood[group][zone];
      if (counted && city.neighbourhoods.area[zone]) CHECK(in_homes[zone.row()] == *counted);
    }
  }
}

constexpr const char* barcelona = R"(
[city]
name = { ca = "Barcelona" }
languages = ["en"]

[neighbourhoods]
layer = "boundaries/0301040100_SecCens_UNITATS_ADM.shp"
id = "{DISTRICTE}{SEC_CENS}"
level = "section"
[neighbourhoods.levels]
neighbourhood = { column = "BARRI", names = { layer = "boundaries/0301040100_Barris_UNITATS_ADM.shp", id = "BARRI", name = "NOM" } }
district = { column = "DISTRICTE", names = { layer = "boundaries/0301040100_Districtes_UNITATS_ADM.shp", id = "DISTRICTE", name = "NOM" } }

[people]
table = "census/census_2021_tract_08019.csv"
join = { column = "tract_code", key = "08019{DISTRICTE}{SEC_CENS}" }
total = "total_pop"
[people.groups.migrants]
share = "pct_foreign_born"

[[services]]
layer = "services/culture_leisure_points.geojson"
kind = "culture"
name = "name"

[streets]
layer = "network/BCN_GrafVial_Trams_ETRS89_SHP.shp"
id = "C_Tram"
from_node = "C_Nus_I"
to_node = "C_Nus_F"
length = "LONGITUD"
)";

constexpr const char* valencia = R"(
[city]
name = { ca = "València" }
[neighbourhoods]
layer = "boundaries/seccions-censals-secciones-censales.geojson"
id = "coddistsecc"
level = "section"
[neighbourhoods.levels]
district = { column = "coddistrit", names = { layer = "boundaries/districtes-distritos.geojson", id = "coddistrit", name = "nombre" } }
[people]
table = "census/census_2021_tract_46250.csv"
join = { column = "tract_code", key = "46250{coddistsecc[0:2]}{coddistsecc[2:]:03}" }
total = "total_pop"
[people.groups.migrants]
share = "pct_foreign_born"
[[housing]]
layer = "housing/vivendes-proteccio-publica-vpp-viviendas-proteccion-publica-vpp.geojson"
dwellings = "numviviendas"
[[services]]
layer = "services/hospitales.geojson"
kind = "health"
name = "nombre"
[[services]]
layer = "services/majors-mayores.geojson"
kind = "social"
name = "equipamien"
[streets]
layer = "network/osm_named_streets_valencia.geojson"
)";

constexpr const char* porto_alegre = R"(
[city]
name = { pt = "Porto Alegre" }
[neighbourhoods]
layer = "zones/poa_hexgrid.csv"
x = "lon"
y = "lat"
crs = "EPSG:4326"
id = "id"
[people]
total = "population"
[streets]
osm = "network/poa_osm.osm.pbf"
)";

constexpr const char* las_palmas = R"(
[city]
name = { es = "Las Palmas" }
[neighbourhoods]
layer = "boundaries/gobcan_educacion_areainfluenciacentrosecundaria.geojson"
id = "Codigo"
name = "Denominaci"
[[services]]
layer = "services/osm_services.geojson"
kind = "social"
name = "name"
[streets]
osm = "network/example_las_palmas_2023_osm_20230221.osm.pbf"
)";

}  // namespace

TEST_CASE("Barcelona comes together: every section joined, three levels of one area", "[real]") {
  const auto built = city("barcelona", barcelona);
  if (!built) return;
  CHECK(built->neighbourhoods.size() == 1068);
  CHECK(value_of(*built, "join_matched", "SecCens") == "1068 of 1068 rows");
  CHECK(total(*built, everyone) == People::of(1627559));
  CHECK(total(*built, *built->residents.find("migrants")).count() == Approx(448148).margin(60));
  REQUIRE(built->levels.size() == 4);
  const std::vector<std::size_t> areas{1068, 73, 10, 1};
  for (const LevelId level : built->levels.rows()) {
    CHECK(built->levels[level].area_key.size() == areas[level.row()]);
    CHECK(square_kilometres(built->levels[level]) == Approx(101.705).margin(0.001));
  }
  const Level& barris = built->levels[LevelId{1}];
  CHECK(barris.area_name[AreaId{1}].in("ca") == "el Barri Gòtic");
  CHECK(built->streets.at.size() == 9483);
  CHECK(built->streets.edges.size() == 14831);
  CHECK(built->streets.component_nodes.size() == 41);
  CHECK(value_of(*built, "services_read", "culture") == "2275 of 2278 inside");
  CHECK(built->homes.basis == HomeBasis::along_streets);
  CHECK(built->homes.size() >= 40000);
  check_laws(*built);
}

TEST_CASE("Valencia comes together with its faults told", "[real]") {
  const auto built = city("valencia", valencia);
  if (!built) return;
  CHECK(value_of(*built, "join_matched", "seccions") == "586 of 593 rows");
  CHECK(built->neighbourhoods.size() == 588);  // two repeated polygons, one code in four rows
  CHECK(built->findings.count("duplicate_polygon") == 2);
  CHECK(built->findings.count("parts_dissolved") == 1);
  CHECK(built->findings.count("key_missing") == 1);
  CHECK(built->findings.count("join_unmatched_right") == 9);
  CHECK(built->findings.count("join_unmatched_left") == 6);
  CHECK(built->findings.count("overlap") > 0);
  CHECK(built->findings.count("gap") > 0);
  CHECK(built->findings.count("service_without_place") == 4);
  CHECK(built->findings.has("housing_too_sparse"));
  check_laws(*built);
}

TEST_CASE("Porto Alegre's points become zones with their people in them", "[real]") {
  const auto built = city("porto_alegre", porto_alegre);
  if (!built) return;
  CHECK(built->neighbourhoods.size() == 1227);
  CHECK(built->findings.has("zones_modelled"));
  CHECK(built->homes.basis == HomeBasis::points);
  CHECK(total(*built, everyone) == People::of(812935));
  // A hexagon inside has the ground of the grid's mesh, measured between its neighbours.
  std::vector<std::pair<double, NeighbourhoodId>> areas;
  for (const NeighbourhoodId zone : built->neighbourhoods.key.rows()) {
    areas.emplace_back(built->neighbourhoods.area[zone]->value, zone);
  }
  std::nth_element(areas.begin(), areas.begin() + 613, areas.end());
  CHECK(areas[613].first == Approx(mesh(built->homes.at, areas[613].second.row())).epsilon(0.01));
  check_laws(*built);
}

TEST_CASE("Las Palmas' catchments overlap, and each home is in one of them", "[real]") {
  const auto built = city("las_palmas", las_palmas);
  if (!built) return;
  CHECK(built->neighbourhoods.size() == 29);
  CHECK(built->findings.count("overlap") >= 40);
  CHECK(built->homes.basis == HomeBasis::osm_buildings);
  CHECK_FALSE(built->residents.recorded);
  CHECK(built->homes.size() > 1000);
}
