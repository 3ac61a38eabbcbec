#include "analysis/uncertain_streets.hpp"

#include "analysis/run.hpp"
#include "tests/catch.hpp"
#include "tests/scene/town.hpp"

using namespace analysis;
using namespace geo;

TEST_CASE("access is uncertain where the streets are judged incomplete, and nowhere else") {
  City city = scene::town({.streets = "a--b--c--d",
                           .homes = "acd",
                           .services = {{"health.clinic", "b"}},
                           .people = {{"everyone", {{'a', 60}, {'c', 50}, {'d', 5}}}},
                           .neighbourhoods = {{"North", "a"}, {"South", "cd"}}});
  const Results before = run(city, {});
  city.street_cover = Per<NeighbourhoodId, StreetCover>(2);
  city.street_cover[scene::neighbourhood(city, "South")].incomplete = true;
  const Results after = run(city, {});
  std::size_t compared = 0;
  for (std::size_t o = 0; o < after.outcomes.size(); ++o) {
    const bool of_access = after.outcomes[o].instance.id.starts_with("access/");
    for (std::size_t f = 0; f < after.outcomes[o].figures.size(); ++f) {
      const Figures &old = before.outcomes[o].figures[f], &now = after.outcomes[o].figures[f];
      for (const AreaId area : now.value.rows()) {
        const bool south =
            now.level == LevelId{0} && city.levels[now.level].area_key[area] == "South";
        // South holds 55 of the city's 115 people: less than half.
        const bool doubted = of_access && south && old.value[area].has_value();
        CHECK(now.value[area] == (doubted ? Cell<double>{Missing::uncertain} : old.value[area]));
        if (doubted) ++compared;
      }
    }
  }
  CHECK(compared > 0);
}
