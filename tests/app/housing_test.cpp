// Tables of housing on the page: a map, what it is where the groups live, how it went.
#include "analysis/privacy/gate.hpp"
#include "analysis/run.hpp"
#include "app/dress.hpp"
#include "app/page/trend.hpp"
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

/// Six neighbourhoods in a row in two districts, with rents of 2022 and 2023.
City town() {
  scene::Town drawn{.streets = "a--b--c--d--e--f",
                    .homes = "abcdef",
                    .services = {{"health.clinic", "a"}},
                    .metres_per_cell = 200};
  const std::string letters = "abcdef";
  for (std::size_t n = 0; n < letters.size(); ++n) {
    const std::string key = "n" + std::to_string(n + 1);
    drawn.neighbourhoods[key] = letters.substr(n, 1);
    drawn.districts[key] = n < 3 ? "east" : "west";
    drawn.counts[key] = {{"everyone", 400}, {"migrants", 40.0 + 10.0 * double(n)}};
  }
  City city = scene::town(drawn);
  city.name = Names("Rowtown");
  city.description.analysis.reference_group = "rest";
  for (auto& level : city.levels.values()) {
    for (const AreaId area : level.area_key.rows()) {
      const double side = 7200.0 / static_cast<double>(level.area_key.size());
      level.shape[area] = square(area.row() * side, side).polygons;
    }
  }
  for (const int year : {2022, 2023}) {
    HousingFigure rent;
    rent.what = "rent";
    rent.unit = "EUR/month";
    rent.file = "rents.csv";
    rent.period = std::to_string(year);
    std::vector<Cell<double>> values;
    for (int n = 0; n < 5; ++n) values.emplace_back(500.0 + 100 * n + 50 * (year - 2022));
    values.emplace_back(Missing::withheld_by_source);
    rent.value = Column<AreaId, double>(std::move(values));
    city.housing.push_back(std::move(rent));
  }
  return city;
}

std::string report_of(const City& city, const std::string& language = "en") {
  const Release release = analysis::privacy::Gate::release(city, analysis::run(city));
  const Words words(language);
  return app::report(app::dress(release, words), words);
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The page's section about housing.
std::string section(const std::string& page) {
  const auto from = page.find("id=\"housing\"");
  return from == std::string::npos ? "" : page.substr(from, page.find("</section>", from) - from);
}

}  // namespace

TEST_CASE("rents have a map, a legend with what is missing, their unit, period and source") {
  const auto part = section(report_of(town()));
  CHECK(holds(part, "How high are the rents?"));
  CHECK(holds(part, "<figure class=\"map large\""));
  CHECK(holds(part, "per month"));
  CHECK(holds(part, "2023"));
  CHECK(holds(part, "rents.csv"));
  CHECK(holds(part, "withheld by the source: 1 area"));
  CHECK(holds(part, "../tables/housing.csv"));
}

TEST_CASE("the page says what the rent is where the groups live, and that nobody's own is known") {
  const auto part = section(report_of(town()));
  // Migrants 40 to 80 in areas of 550 to 950: (40x550 + 50x650 + 60x750 + 70x850 + 80x950) / 300,
  // the rest 360 to 320 there: (360x550 + 350x650 + 340x750 + 330x850 + 320x950) / 1700.
  CHECK(holds(part, "783"));
  CHECK(holds(part, "744"));
  CHECK(holds(part, "not what any group pays"));
  CHECK(holds(part, "class=\"trend\""));
}

TEST_CASE("a city with tables of housing is not told to add them") {
  CHECK_FALSE(holds(report_of(town()), "[[housing_tables]]"));
  City without = town();
  without.housing.clear();
  const auto page = report_of(without);
  CHECK(section(page).empty());
  CHECK(holds(page, "[[housing_tables]]"));
}

TEST_CASE("rents of districts colour every neighbourhood of theirs") {
  City city = town();
  city.housing.erase(city.housing.begin() + 1, city.housing.end());
  city.housing[0].at = LevelId{1};
  city.housing[0].value = Column<AreaId, double>(std::vector<Cell<double>>{600.0, 900.0});
  const auto part = section(report_of(city));
  CHECK(holds(part, "<figure class=\"map large\""));
  for (const char* area : {"n1: 600", "n3: 600", "n4: 900", "n6: 900"}) {
    INFO(area);
    CHECK(holds(part, area));
  }
}

TEST_CASE("a chart leaves a gap where a period has no figure, and needs two figures to be one") {
  const Words words("en");
  const std::vector<std::string> years{"2021", "2022", "2023", "2024"};
  const auto chart =
      app::page::trend({{"A", {1.0, 2.0, geo::Missing::not_recorded, 4.0}}}, years, "t", words);
  const auto from = chart.find("<path");
  const auto path = chart.substr(from, chart.find("/>", from) - from);
  CHECK(std::count(path.begin(), path.end(), 'M') == 2);
  CHECK(std::count(path.begin(), path.end(), 'L') == 1);
  CHECK(app::page::trend({{"A", {1.0, geo::Missing::not_recorded}}}, {"2021", "2022"}, "t", words)
            .empty());
}

TEST_CASE("the section speaks every language") {
  for (const std::string language : {"fr", "es", "ar"}) {
    INFO(language);
    const auto part = section(report_of(town(), language));
    CHECK_FALSE(part.empty());
    CHECK_FALSE(holds(part,
                      "housing."
                      "rent"));
    CHECK_FALSE(holds(part, "per month"));
  }
}
