#include "analysis/privacy/shown_figures.hpp"

#include <algorithm>

#include "analysis/group_step.hpp"

namespace analysis::privacy {

using namespace geo;

City as_shown(const City& city, const PeopleCounts& people) {
  City shown = city;
  shown.residents.by_neighbourhood = people.as_shown();
  const Level& finest = city.levels[LevelId{0}];
  for (const GroupId group : city.residents.groups.rows()) {
    if (group == everyone) continue;
    for (const HomeId home : Rows<HomeId>{city.homes.size()}) {
      const NeighbourhoodId n = city.homes.in[home];
      if (!people.withheld(LevelId{0}, group, finest.of[n])) continue;
      const auto& total = city.residents.by_neighbourhood[everyone][n];
      const auto& guess = shown.residents.by_neighbourhood[group][n];
      if (!total || !guess || total->millionths <= 0) continue;
      const double share = city.homes.people[everyone][home].count() / total->count();
      shown.homes.people[group][home] = People::of(guess->count() * share);
    }
  }
  return shown;
}

std::vector<std::vector<Figures>> shown_figures(const City& city, const Results& results,
                                                const PeopleCounts& people) {
  std::vector<std::vector<Figures>> all;
  if (!people.any_withheld()) {
    for (const Outcome& outcome : results.outcomes) all.push_back(outcome.figures);
    return all;
  }
  const City shown = as_shown(city, people);
  const GroupStep step(shown, results.reference, people.counted_in());
  for (const Outcome& outcome : results.outcomes) {
    const Metric& metric = *outcome.instance.metric;
    all.push_back(outcome.homes ? step.of_homes(metric.card, *outcome.homes)
                                : step.of_areas(metric, outcome.instance.settings));
  }
  return all;
}

const Figures* find_figures(const std::vector<Figures>& figures, LevelId level, GroupId group) {
  const auto found = std::find_if(figures.begin(), figures.end(), [&](const Figures& f) {
    return f.level == level && f.group == group;
  });
  return found == figures.end() ? nullptr : &*found;
}

}  // namespace analysis::privacy
