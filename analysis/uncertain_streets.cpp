#include "analysis/uncertain_streets.hpp"

#include <algorithm>

namespace analysis {

using namespace geo;

namespace {

std::vector<bool> uncertain_areas(const City& city, LevelId at) {
  const Level& level = city.levels[at];
  Per<AreaId, People> all(level.area_key.size()), there(level.area_key.size());
  for (const HomeId home : city.homes.at.rows()) {
    const NeighbourhoodId in = city.homes.in[home];
    const People people = city.homes.people[everyone][home];
    all[level.of[in]] += people;
    if (city.street_cover[in].incomplete) there[level.of[in]] += people;
  }
  std::vector<bool> out;
  for (const AreaId area : all.rows()) out.push_back(there[area] + there[area] > all[area]);
  return out;
}

}  // namespace

void mark_uncertain(const City& city, Outcome& outcome) {
  const std::string& id = outcome.instance.id;
  if (!outcome.homes || !(id.starts_with("access/") || id.starts_with("sdg/"))) return;
  const bool any = std::any_of(city.street_cover.begin(), city.street_cover.end(),
                               [](const StreetCover& cover) { return cover.incomplete; });
  if (!any) return;
  for (Figures& figures : outcome.figures) {
    const auto areas = uncertain_areas(city, figures.level);
    for (auto* column :
         {&figures.value, &figures.mean, &figures.median, &figures.gap, &figures.ratio,
          &figures.worst_fifth, &figures.gap_low, &figures.gap_high}) {
      for (const AreaId area : column->rows()) {
        if (areas[area.row()] && (*column)[area]) (*column)[area] = Missing::uncertain;
      }
    }
  }
}

}  // namespace analysis
