// The first page: which places it names, how sure it says it is, and what it says of its ways.

#include "analysis/privacy/gate.hpp"
#include "analysis/run.hpp"
#include "app/dress.hpp"
#include "app/page/sections.hpp"
#include "app/page/sentences.hpp"
#include "app/report.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"

namespace {

using namespace geo;
using app::Words;

Geometry square(double x, double side) {
  return Geometry::of(
      MultiPolygon{{{{x, 0}, {x + side, 0}, {x + side, side}, {x, side}, {x, 0}}, {}}});
}

/// Three neighbourhoods in a row, 5.4 km from one to the next: at 80 m a minute the last is more
/// than an hour, the longest walk, from the clinics in the first two.
City long_row() {
  City city = scene::town({.streets = "a--b--c",
                           .homes = "abc",
                           .services = {{"health.clinic", "ab"}},
                           .people = {{"everyone", {{'a', 600}, {'b', 300}, {'c', 200}}},
                                      {"migrants", {{'a', 60}, {'b', 30}, {'c', 100}}}},
                           .neighbourhoods = {{"near", "a"}, {"middle", "b"}, {"far", "c"}},
                           .metres_per_cell = 1800});
  city.name = Names("Longrow");
  city.description.analysis.reference_group = "rest";
  for (auto& level : city.levels.values()) {
    for (const AreaId area : level.area_key.rows()) {
      const double side = level.area_key.size() == 1 ? 16200 : 5400;
      level.shape[area] = square(area.row() * side, side).polygons;
    }
  }
  for (const auto zone : city.neighbourhoods.key.rows()) {
    city.neighbourhoods.shape[zone] = square(zone.row() * 5400.0, 5400).polygons;
  }
  return city;
}

struct Page {
  Release release;
  Words words{"en"};
  geo::write::Map map;
  app::page::View view;

  explicit Page(const City& city)
      : release(analysis::privacy::Gate::release(city, analysis::run(city))),
        map(app::dress(release, words)),
        view(map, words) {}
  const ReleasedMetric& walk() const { return *release.metric("nearest_health_clinic_min"); }
  std::string html() const { return app::report(map, words); }
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a place beyond the longest walk is among the worst, and its figure says over") {
  const Page page(long_row());
  REQUIRE(page.view.city_value("nearest_health_clinic_min"));
  const auto places = app::page::worst_places(page.walk(), page.view);
  REQUIRE_FALSE(places.empty());
  CHECK(page.view.name(*page.view.reading, places.front().row) == "far");
  CHECK(places.front().value.status() == "out_of_reach");
  CHECK(holds(page.html(), "over 60\u00a0min"));
  CHECK(holds(page.html(), "At least "));
}

TEST_CASE(
    "a group most of whom are beyond the longest walk is told so, not with a median of some") {
  // 100 of 190 of the group live beyond; of the rest 100 of 910.
  const Page page(long_row());
  CHECK(page.view.city_value("nearest_health_clinic_min", "migrants").status() == "out_of_reach");
  CHECK(holds(app::page::answer(page.walk(), page.view), "it is further than 60\u00a0min"));
}

TEST_CASE("the first page says on how many homes it rests, and that walks follow the streets") {
  const auto html = Page(long_row()).html();
  CHECK(holds(html, "How sure we are"));
  CHECK(holds(html, "Worked out from 3 homes"));
  CHECK(holds(html, "Walks follow the streets"));
  CHECK_FALSE(holds(html, "Straight lines"));
}

TEST_CASE("where no streets were used every map says so") {
  City city = long_row();
  city.streets = {};
  city.description.streets.from = description::Streets::From::none;
  const auto html = Page(city).html();
  const auto maps = [&](const std::string& part) {
    std::size_t found = 0;
    for (auto at = html.find(part); at != std::string::npos; at = html.find(part, at + 1)) ++found;
    return found;
  };
  CHECK(maps("<figure class=\"map") > 0);
  CHECK(maps("class=\"caveat\"") == maps("<figure class=\"map"));
  CHECK(holds(html, "No streets were used"));
}

TEST_CASE("services stand on the map as points, protected ones do not") {
  CHECK(holds(Page(long_row()).html(), "2 on this map"));
  City city = long_row();
  for (const ServiceId service : city.services.location.rows()) {
    city.services.location[service] = Openness::is_protected;
  }
  const auto html = Page(city).html();
  CHECK_FALSE(holds(html, "on this map"));
  CHECK_FALSE(holds(html, "class=\"sv\""));
}

TEST_CASE("the first page says who runs the services of its kind, and how many do not say") {
  City city = long_row();
  // Nothing is said where nothing is stated.
  CHECK_FALSE(holds(Page(city).html(), "Who runs such services"));
  city.services.run_by[ServiceId{0}] = "city";
  const Page page(city);
  CHECK(app::page::providers_line(page.view, page.walk()) ==
        "Who runs such services now (\u2068Health centre\u2069) and could close the gap: the city "
        "(1), "
        "not stated (1).");
  CHECK(holds(page.html(), "the city (1), not stated (1)."));
}

TEST_CASE("four who run services are named as the data name them, the others are counted") {
  City city = scene::town({.streets = "a--b--c--d--e--f",
                           .homes = "a",
                           .services = {{"health.clinic", "abcdef"}},
                           .neighbourhoods = {{"n", "a"}},
                           .counts = {{"n", {{"everyone", 500}, {"migrants", 100}}}}});
  std::size_t row = 0;
  for (const char* who : {"A", "A", "B", "C", "D", "E"}) {
    city.services.run_by[ServiceId{row++}] = who;
  }
  const Page page(city);
  const auto line = app::page::providers_line(page.view, page.walk());
  CHECK(holds(
      line,
      "\u2068A\u2069 (2), \u2068B\u2069 (1), \u2068C\u2069 (1), \u2068D\u2069 (1), others (1)."));
}
