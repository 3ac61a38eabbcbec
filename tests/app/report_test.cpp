#include "app/report.hpp"

#include <random>

#include "analysis/privacy/gate.hpp"
#include "analysis/run.hpp"
#include "app/dress.hpp"
#include "app/page/map.hpp"
#include "app/page/sections.hpp"
#include "app/page/sentences.hpp"
#include "app/page/view.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"
#include "tests/volume.hpp"

namespace {

using namespace geo;
using app::Words;

Geometry square(double x, double y, double side) {
  return Geometry::of(
      MultiPolygon{{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}, {}}});
}

/// Six neighbourhoods in a row in two districts, each a square, a clinic at the left end.
City town(bool with_people = true) {
  scene::Town drawn{.streets = "a--b--c--d--e--f",
                    .homes = "abcdef",
                    .services = {{"health.clinic", "a"}, {"education.school", "c"}},
                    .metres_per_cell = 200};
  const std::string letters = "abcdef";
  for (std::size_t n = 0; n < letters.size(); ++n) {
    const std::string key = "n" + std::to_string(n + 1);
    drawn.neighbourhoods[key] = letters.substr(n, 1);
    drawn.districts[key] = n < 3 ? "east" : "west";
    // The group in n2 is smaller than the smallest count and must not show.
    if (with_people) {
      drawn.counts[key] = {{"everyone", 400}, {"migrants", n == 1 ? 4.0 : 40.0 + 10.0 * double(n)}};
    }
  }
  City city = scene::town(drawn);
  city.name = Names("Rowtown");
  city.description.analysis.reference_group = "rest";
  for (auto& level : city.levels.values()) {
    for (const AreaId area : level.area_key.rows()) {
      const double side = level.area_key.size() == 1 ? 6 : level.area_key.size() == 2 ? 3 : 1;
      level.shape[area] = square(area.row() * side * 1200, 0, side * 1200).polygons;
    }
  }
  for (const auto zone : city.neighbourhoods.key.rows()) {
    city.neighbourhoods.shape[zone] = square(zone.row() * 1200.0, 0, 1200).polygons;
  }
  return city;
}

Release released(const City& city) {
  return analysis::privacy::Gate::release(city, analysis::run(city));
}

std::string report_of(const City& city, const std::string& language = "en") {
  const Release release = released(city);
  const Words words(language);
  return app::report(app::dress(release, words), words);
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the report opens with one question, the sentence that answers it and the worst places") {
  const auto page = report_of(town());
  CHECK(count(page, "<h1>") == 1);
  CHECK(holds(page, "How long is the walk to the nearest health centre?"));
  CHECK(holds(page, "Half of the "));
  CHECK(page.find("<h1>") < page.find("id=\"theme-health\""));
  const auto worst = page.find("<ol>");
  REQUIRE(worst != std::string::npos);
  // The far end of the row has the longest walk and the most people of the group.
  CHECK(holds(page.substr(worst, 80), "n6"));
}

TEST_CASE("the first page is about a daily service, however far the others are") {
  City city = town();
  // The beach at the end of the row is further from everyone than the clinic in its middle.
  for (Kind& kind : city.services.kind.values()) {
    kind = Kind{kind.name() == "health.clinic" ? "green.beach" : "health.clinic"};
  }
  const Release release = released(city);
  const Words words("en");
  const auto map = app::dress(release, words);
  const app::page::View view(map, words);
  const auto* metric = app::page::leading_metric(view);
  REQUIRE(metric != nullptr);
  CHECK(metric->kind == "health.clinic");
  REQUIRE(view.city_value("nearest_green_beach_min"));
  CHECK(*view.city_value("nearest_green_beach_min") > *view.city_value(metric->instance));
}

TEST_CASE("nothing that comes from the data becomes markup") {
  City city = town();
  const std::string nasty = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
  city.name = Names(nasty);
  for (auto& level : city.levels.values()) {
    for (const AreaId area : level.area_key.rows()) {
      level.area_name[area] = Names(nasty + std::to_string(area.row()));
    }
    level.title = Names(nasty);
  }
  for (auto& group : city.residents.groups.values()) group.name = Names(nasty);
  Finding finding;
  finding.code = "made_up";
  finding.what = finding.remedy = finding.file = finding.field = finding.value = nasty;
  city.findings.add(finding);
  InputFile input;
  input.path = input.title = input.publisher = input.licence = nasty;
  city.inputs.push_back(input);

  const auto page = report_of(city);
  CHECK(holds(page, "&lt;script&gt;alert(1)"));
  CHECK_FALSE(holds(page, "<script"));
  CHECK_FALSE(holds(page, "<img"));
  CHECK(holds(page, "Content-Security-Policy"));
  CHECK(holds(page, "default-src 'none'"));
}

TEST_CASE("the report fetches nothing") {
  const auto page = report_of(town());
  for (const std::string part : {"src=", "@import", "<link", "url(http", "url(//", "<iframe"}) {
    INFO(part);
    CHECK_FALSE(holds(page, part));
  }
}

TEST_CASE("the report reads in every language, from the right where the language does") {
  for (const auto& language : Words::languages()) {
    const auto page = report_of(town(), language);
    INFO(language);
    const bool from_right = language == "ar";
    CHECK(holds(page, "<html lang=\"" + language + "\" dir=\"" + (from_right ? "rtl" : "ltr")));
    // Keys that were found in no language show as themselves.
    for (const std::string key : {">mayor.", ">place.", ">answer.", ">legend.", ">unit.",
                                  ">status.", ">theme.", ">findings.", ">methods.", ">sources."}) {
      INFO(key);
      CHECK_FALSE(holds(page, key));
    }
    CHECK(count(page, "class=\"sheet\" dir=\"ltr\"") == count(page, "class=\"sheet\""));
    CHECK(count(page, "class=\"scale\" dir=\"ltr\"") == count(page, "class=\"scale\""));
  }
}

TEST_CASE("the same release gives the same page") {
  const City city = town();
  CHECK(report_of(city) == report_of(city));
}

TEST_CASE("a withheld count is told apart from none, in words and by its hatch") {
  const auto page = report_of(town());
  CHECK(holds(page, "withheld to protect people"));
  CHECK(app::page::hatch_of("suppressed") != app::page::hatch_of("not_recorded"));
  CHECK(app::page::hatch_of("out_of_reach") != app::page::hatch_of("not_recorded"));
  CHECK(app::page::hatch_of("no_people") != app::page::hatch_of("not_recorded"));
  CHECK(app::page::hatch_of("merged") != app::page::hatch_of("suppressed"));
}

TEST_CASE("a city without people or groups is told what to add") {
  const auto page = report_of(town(false));
  CHECK(holds(page, "every home counts as one"));
  CHECK(holds(page, "[people.groups]"));
  CHECK_FALSE(holds(page, "0 people live here"));
}

TEST_CASE("every theme that was not measured says what to add") {
  const auto page = report_of(town());
  CHECK(holds(page, "arrival.welcome"));
  CHECK(holds(page, "[[housing_tables]]"));
}

TEST_CASE("maps and legends use the classes that the gate released") {
  const Release release = released(town());
  const Words words("en");
  const auto map = app::dress(release, words);
  REQUIRE_FALSE(map.styles.empty());
  for (const auto& style : map.styles) {
    INFO(style.instance_or_column);
    CHECK(style.colours.size() + 1 == style.breaks.size());
    CHECK(style.labels.size() == style.colours.size());
    CHECK(std::is_sorted(style.breaks.begin(), style.breaks.end()));
    const auto* histogram = release.histogram(style.instance_or_column);
    if (histogram && histogram->breaks.size() >= 2) CHECK(style.breaks == histogram->breaks);
  }
}

TEST_CASE("a class holds its lower edge, not its upper one, and the last holds both") {
  const std::vector<double> breaks{0, 5, 10, 15};
  CHECK(app::page::class_of(breaks, 0) == 0);
  CHECK(app::page::class_of(breaks, 4.999) == 0);
  CHECK(app::page::class_of(breaks, 5) == 1);
  CHECK(app::page::class_of(breaks, 15) == 2);
  // "None at all" is a class of its own where the edges say so.
  CHECK(app::page::class_of({0, 0, 3, 9}, 0) == 0);
  CHECK(app::page::class_of({0, 0, 3, 9}, 0.5) == 1);
}

TEST_CASE("figures are rounded to what is known") {
  const Words words("en");
  CHECK(app::page::with_unit(14.3, "min", words) == "14\u00a0min");
  CHECK(app::page::pair_with_unit(7.04, 7.2, "min", words).first == "7\u00a0min");
  CHECK(app::page::with_unit(0.4371, "", words) == "0.44");
  CHECK(app::page::class_labels({0, 5, 10, 30}, "min", words) ==
        std::vector<std::string>{"0\u20135", "5\u201310", "10\u201330"});
  CHECK(app::page::class_labels({0, 0.25, 0.5}, "", words) ==
        std::vector<std::string>{"0.00\u20130.25", "0.25\u20130.50"});
}

TEST_CASE("outlines are whole numbers and no area is lost, however small") {
  app::page::Canvas canvas;
  canvas.metres_per_unit = 10;
  canvas.height = 100;
  CHECK(app::page::path_data(square(0, 0, 200), canvas) == "M0 100l20 0 0-20-20 0z");
  CHECK_FALSE(app::page::path_data(square(50, 50, 0.5), canvas).empty());
}

namespace {

/// Whether two labels or marks would touch on a map so many pixels across, measured generously.
bool touch(const app::page::Label& a, const app::page::Label& b, double width,
           const app::page::Canvas& canvas, bool marks) {
  const double height = width * canvas.height / canvas.width;
  const auto half = [&](const app::page::Label& label) {
    return marks ? 12.0 : static_cast<double>(label.text.size()) * 12 * 0.55 / 2;
  };
  const double tall = marks ? 24 : 14;
  return std::abs(a.x - b.x) / 100 * width < half(a) + half(b) &&
         std::abs(a.y - b.y) / 100 * height < tall;
}

}  // namespace

TEST_CASE("names on a map never overlap, at any size of the map") {
  const volume::Trial trial("law: names on a map never overlap", {1, 200}, "maps");
  for (unsigned round = 0; round < trial.rounds(); ++round) {
    const unsigned seed = trial.seed() + round;
    INFO("seed " << seed);
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> place(0, 100);
    app::page::Canvas canvas;
    canvas.height = 1500;
    std::vector<app::page::Label> wanted;
    for (int k = 0; k < 120; ++k) {
      app::page::Label label;
      label.text = std::string(3 + random() % 20, 'n');
      label.x = place(random);
      label.y = place(random);
      wanted.push_back(label);
    }
    const auto names = app::page::placed(wanted, {}, canvas);
    CHECK(names.size() > 5);
    const std::vector<std::pair<double, int>> widths{{288, 1}, {400, 1}, {560, 2},
                                                     {799, 2}, {800, 3}, {1400, 3}};
    for (const auto& [width, tier] : widths) {
      for (std::size_t a = 0; a < names.size(); ++a) {
        for (std::size_t b = a + 1; b < names.size(); ++b) {
          if (names[a].tier > tier || names[b].tier > tier) continue;
          CHECK_FALSE(touch(names[a], names[b], width, canvas, false));
        }
      }
    }
  }
}

TEST_CASE("marks that belong to one spot stand side by side") {
  app::page::Canvas canvas;
  std::vector<app::page::Label> marks(5);
  for (auto& mark : marks) mark.x = mark.y = 50;
  const auto apart = app::page::marks_apart(marks, canvas);
  for (std::size_t a = 0; a < apart.size(); ++a) {
    for (std::size_t b = a + 1; b < apart.size(); ++b) {
      CHECK_FALSE(touch(apart[a], apart[b], 288, canvas, true));
    }
  }
}
