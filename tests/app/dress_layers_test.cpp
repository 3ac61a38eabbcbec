#include "app/dress_layers.hpp"

#include <set>

#include "analysis/privacy/gate.hpp"
#include "analysis/run.hpp"
#include "app/dress.hpp"
#include "app/page/sentences.hpp"
#include "geo/write/file_layer.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"

using namespace geo;

namespace {

City town() {
  return scene::town({.streets = "a--b--c",
                      .homes = "abc",
                      .services = {{"education.school", "a"}, {"health.clinic", "b"}},
                      .neighbourhoods = {{"1", "a"}, {"2", "b"}, {"3", "c"}},
                      .counts = {{"1", {{"everyone", 500}, {"migrants", 100}}},
                                 {"2", {{"everyone", 500}, {"migrants", 200}}},
                                 {"3", {{"everyone", 500}, {"migrants", 300}}}}});
}

struct Dressed {
  City city = town();
  Release release = analysis::privacy::Gate::release(city, analysis::run(city));
  app::Words words{"en"};
  write::Map map = app::dress(release, words);

  const write::Look& look(const std::string& table) const {
    for (const auto& shown : map.defaults) {
      if (shown.table == table) return shown.look;
    }
    throw std::runtime_error("no look for " + table);
  }
};

}  // namespace

TEST_CASE("every table of the package has one look of its own") {
  const Dressed dressed;
  std::multiset<std::string> tables, styled;
  for (const auto& table : write::file_layers(dressed.release)) tables.insert(table.name);
  for (const auto& shown : dressed.map.defaults) styled.insert(shown.table);
  CHECK(tables == styled);
}

TEST_CASE("services are told apart by their themes, streets by who may walk on them") {
  const Dressed dressed;
  const auto& services = std::get<write::SignStyle>(dressed.look("services"));
  REQUIRE(services.signs.size() == 2);
  CHECK(services.signs[0].label == "Health");
  CHECK(services.signs[1].label == "Education");
  CHECK(services.signs[0].colour != services.signs[1].colour);
  const auto& streets = std::get<write::SignStyle>(dressed.look("streets"));
  CHECK(streets.column == "walkable");
}

TEST_CASE("the project opens with the names of areas and one map, filed under its theme") {
  const Dressed dressed;
  std::size_t maps = 0, named = 0;
  for (const auto& shown : dressed.map.project) {
    named += shown.shown && shown.named ? 1 : 0;
    if (!std::holds_alternative<write::ClassStyle>(shown.look)) continue;
    maps += shown.shown ? 1 : 0;
    const auto& style = std::get<write::ClassStyle>(shown.look);
    if (style.instance_or_column == "nearest_health_clinic_min") CHECK(shown.group == "Health");
    CHECK(style.title.find("\u2068") == std::string::npos);
  }
  CHECK(maps == 1);
  CHECK(named == 1);
}

TEST_CASE("outer classes say that they are open, a lowest class of one value is that value") {
  const app::Words words("en");
  using Labels = std::vector<std::string>;
  CHECK(app::page::open_class_labels({0, 5, 10, 30}, "min", words) ==
        Labels{"under 5", "5–10", "10 or more"});
  CHECK(app::page::open_class_labels({0, 0, 3, 9}, "services", words) ==
        Labels{"0", "0–3", "3 or more"});
  CHECK(app::page::open_class_labels({7, 7}, "min", words) == Labels{"7"});
}
