#include "geo/build/services.hpp"

#include <algorithm>

#include "geo/build/doors.hpp"
#include "geo/build/service_rows.hpp"
#include "geo/core/error.hpp"
#include "geo/shape/projection.hpp"
#include "tests/catch.hpp"
#include "tests/geo/build/tables.hpp"

using namespace geo;

namespace {

/// One square neighbourhood of 200 m and one service layer of clinics.
Layers layers(std::vector<tables::Column> columns, std::vector<Geometry> shapes) {
  Layers out;
  Layer rows = tables::table(std::move(columns));
  rows.shapes = std::move(shapes);
  out.services.push_back(std::move(rows));
  out.description.services.emplace_back();
  out.description.services[0].kind = Kind{"health.clinic"};
  out.description.services[0].name = {{"", "name"}};
  return out;
}

build::Zones square() {
  build::Zones zones;
  zones.all.key.push_back("1");
  zones.all.shape.push_back(tables::box(0, 0, 200, 200));
  return zones;
}

/// A street along y = 100 from x = 0 to x = 200.
StreetGraph street() {
  StreetLines lines;
  lines.lines.emplace_back().line = {{0, 100}, {200, 100}};
  Findings findings;
  return build_street_graph(lines, findings);
}

Services built(const Layers& layers, Findings& findings) {
  static const StreetGraph graph = street();
  static const DoorFinder finder(graph);
  return build::services(layers, square(), &finder, findings);
}

}  // namespace

TEST_CASE("rows with one id and kind are one service with several entrances") {
  Layers rows = layers(
      {{"name", {"park", "park", "other"}}, {"id", {"7", "7", "8"}}},
      {Geometry::of(Point{20, 90}), Geometry::of(Point{150, 90}), Geometry::of(Point{60, 90})});
  rows.description.services[0].id = "id";
  Findings findings;
  const Services all = built(rows, findings);
  REQUIRE(all.size() == 2);
  CHECK(all.key[ServiceId{0}] == "7");
  CHECK(all.doors[ServiceId{0}].size() == 2);
  CHECK(all.doors[ServiceId{1}].size() == 1);
}

TEST_CASE("the same name, kind and place twice is one service") {
  Findings findings;
  const Services all = built(
      layers({{"name", {"a", "a", "b"}}}, {Geometry::of(Point{20, 90}), Geometry::of(Point{20, 90}),
                                           Geometry::of(Point{20, 90})}),
      findings);
  CHECK(all.size() == 2);
  CHECK(findings.count("service_duplicate") == 1);
}

TEST_CASE("a service without a place stays, and one outside the boundary still has its door") {
  Findings findings;
  const Services all =
      built(layers({{"name", {"nowhere", "outside", "far"}}},
                   {Geometry{}, Geometry::of(Point{230, 100}), Geometry::of(Point{900, 900})}),
            findings);
  REQUIRE(all.size() == 3);
  CHECK(findings.count("service_without_place") == 1);
  CHECK(findings.count("service_outside") == 2);
  CHECK(findings.count("service_off_network") == 1);
  for (const ServiceId service : all.kind.rows()) {
    const std::string& name = all.name[service].in("");
    const bool has_place = all.at[service].has_value();
    CHECK(has_place == (name != "nowhere"));
    CHECK(all.doors[service].size() == (name == "outside" ? 1u : 0u));
    CHECK(all.in[service] ==
          Cell<NeighbourhoodId>{has_place ? Missing::out_of_area : Missing::invalid_geometry});
  }
}

TEST_CASE("lists of languages come apart at semicolons, commas and bars") {
  CHECK(build::listed(" ar; fr,es | en;;ar") == std::vector<std::string>{"ar", "fr", "es", "en"});
  CHECK(build::listed("").empty());
}

TEST_CASE("capacities that are no numbers are not recorded, and said") {
  Layers rows = layers(
      {{"name", {"a", "b", "c"}}, {"places", {"12", "many", std::monostate{}}}},
      {Geometry::of(Point{10, 90}), Geometry::of(Point{20, 90}), Geometry::of(Point{30, 90})});
  rows.description.services[0].capacity = "places";
  Findings findings;
  const Services all = built(rows, findings);
  CHECK(all.capacity[ServiceId{0}] == Cell<double>{12.0});
  CHECK(all.capacity[ServiceId{1}] == Cell<double>{Missing::not_recorded});
  CHECK(findings.count("capacity_unread") == 1);
}

TEST_CASE("a protected service is protected by kind, by layer or by row, and no finding names it") {
  Layers rows =
      layers({{"name", {"refuge of the north", "open house"}}, {"loc", {"protected", "shown"}}},
             {Geometry{}, Geometry::of(Point{900, 900})});
  rows.description.services[0].location = "loc";
  Findings findings;
  const Services by_row = built(rows, findings);
  CHECK(std::count(by_row.location.begin(), by_row.location.end(), Openness::is_protected) == 1);
  for (const Finding& finding : findings.shown()) {
    CHECK(finding.feature.find("refuge") == std::string::npos);
    CHECK(finding.what.find("refuge") == std::string::npos);
  }
  rows.protected_kinds["health"] = true;
  const Services by_kind = built(rows, findings);
  CHECK(std::count(by_kind.location.begin(), by_kind.location.end(), Openness::is_protected) == 2);
}

TEST_CASE("an area is entered along its border, a small one in its middle") {
  Findings findings;
  const Services all =
      built(layers({{"name", {"garden", "park"}}}, {Geometry::of(tables::box(10, 90, 20, 98)),
                                                    Geometry::of(tables::box(0, 20, 180, 99))}),
            findings);
  REQUIRE(all.size() == 2);
  std::size_t most = 0, least = 99;
  for (const ServiceId service : all.kind.rows()) {
    most = std::max(most, all.doors[service].size());
    least = std::min(least, all.doors[service].size());
  }
  CHECK(least == 1);
  CHECK(most >= 3);
}

TEST_CASE("services given as lines, or without a kind, are refused") {
  const auto refusal = [](const Layers& rows) {
    Findings findings;
    try {
      built(rows, findings);
      return std::string("none");
    } catch (const Error& error) {
      return error.finding().code;
    }
  };
  Layers lines = layers({{"name", {"a"}}}, {Geometry::of(Line{{0, 0}, {1, 1}})});
  CHECK(refusal(lines) == "services_need_places");
  Layers nothing = layers({{"name", {"a"}}}, {Geometry::of(Point{1, 1})});
  nothing.description.services[0].kind = Kind{};
  CHECK(refusal(nothing) == "kind_missing");
}

TEST_CASE("doors on disconnected parts are counted, and those moved off them too") {
  const Door on_main{EdgeId{0}, Metres{0}, Metres{0}, ComponentId{0}};
  Door left{EdgeId{1}, Metres{0}, Metres{0}, ComponentId{1}, DoorAction::small_part};
  Door moved{EdgeId{0}, Metres{5}, Metres{9}, ComponentId{0}, DoorAction::moved_to_main};
  const std::vector<Door> doors{on_main, left, moved, moved};
  Findings findings;
  build::report_doors("homes", doors, "city.toml", findings);
  CHECK(findings.counts() ==
        std::map<std::string, std::size_t>{{"doors_moved_to_main", 1}, {"doors_on_small_part", 1}});
  for (const Finding& finding : findings.shown()) {
    const bool is_moved = finding.code == "doors_moved_to_main";
    CHECK(finding.value == (is_moved ? "2 of 4 doors of homes" : "1 of 4 doors of homes"));
  }
  Findings none;
  build::report_doors("homes", std::vector<Door>{on_main}, "city.toml", none);
  CHECK(none.empty());
}

TEST_CASE("coordinates in the wrong order are told apart from a place outside") {
  // A square around 35.93 E 31.95 N in zone 36 N, and a clinic at 31.95 E 35.93 N.
  Layers rows = layers({{"name", {"S1", "S2"}}}, {Geometry{}, Geometry::of(Point{0, 0})});
  rows.projection = "EPSG:32636";
  const Transform forward("EPSG:4326", "EPSG:32636");
  const Point centre = *forward({35.93, 31.95});
  build::Zones zones;
  zones.all.key.push_back("1");
  zones.all.shape.push_back(
      tables::box(centre.x - 500, centre.y - 500, centre.x + 500, centre.y + 500));
  rows.services[0].shapes[0] = Geometry::of(*forward({31.95, 35.93}));
  rows.services[0].shapes[1] = Geometry::of(*forward({36.5, 31.95}));
  Findings findings;
  build::services(rows, zones, nullptr, findings);
  CHECK(findings.count("service_looks_swapped") == 1);
  CHECK(findings.count("service_outside") == 1);
}

TEST_CASE("opening hours that cannot be read are said once, and only where hours are asked about") {
  Layers rows = layers(
      {{"name", {"a", "b", "c"}}, {"hours", {"by appointment", "Mo-Fr 09:00-17:00", "ask"}}},
      {Geometry::of(Point{20, 90}), Geometry::of(Point{150, 90}), Geometry::of(Point{60, 90})});
  rows.description.services[0].opening_hours = "hours";
  Findings nobody;
  built(rows, nobody);
  CHECK_FALSE(nobody.has("opening_hours_unread"));

  Profile evenings;
  evenings.free = Week::always();
  rows.description.profiles.asked = {evenings};
  Findings asked;
  built(rows, asked);
  REQUIRE(asked.count("opening_hours_unread") == 1);
  for (const Finding& finding : asked.shown()) {
    if (finding.code != "opening_hours_unread") continue;
    CHECK(finding.what.starts_with("2 services"));
    CHECK(finding.value == "ask");
  }
}

TEST_CASE("fees without a currency are said once, until the city states its own") {
  Layers rows =
      layers({{"name", {"a", "b", "c", "d"}}, {"fee", {"4,50", "none", "12 USD", "by income"}}},
             {Geometry::of(Point{20, 90}), Geometry::of(Point{150, 90}),
              Geometry::of(Point{60, 90}), Geometry::of(Point{90, 90})});
  rows.description.services[0].fee = "fee";
  Findings unstated;
  built(rows, unstated);
  CHECK(unstated.count("fees_without_currency") == 1);
  CHECK_FALSE(unstated.has("fees_in_another_currency"));

  rows.description.currency = "EUR";
  Findings stated;
  built(rows, stated);
  CHECK_FALSE(stated.has("fees_without_currency"));
  REQUIRE(stated.count("fees_in_another_currency") == 1);
  for (const Finding& finding : stated.shown()) {
    if (finding.code == "fees_in_another_currency") CHECK(finding.value == "12 USD");
  }
}

TEST_CASE("a way in without a step is read as yes, no or not known") {
  Layers rows = layers(
      {{"name", {"a", "b", "c"}}, {"step_free", {"yes", "no", "limited"}}},
      {Geometry::of(Point{20, 90}), Geometry::of(Point{150, 90}), Geometry::of(Point{60, 90})});
  rows.description.services[0].step_free = "step_free";
  Findings findings;
  const Services all = built(rows, findings);
  std::map<std::string, std::string> said;
  for (const ServiceId service : all.name.rows()) {
    const auto& cell = all.step_free[service];
    said[all.name[service].in("")] = !cell ? "not known" : *cell ? "yes" : "no";
  }
  CHECK(said == std::map<std::string, std::string>{{"a", "yes"}, {"b", "no"}, {"c", "not known"}});
}
