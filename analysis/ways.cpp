#include "analysis/ways.hpp"

#include <algorithm>

#include "analysis/metric_erasure.hpp"

namespace analysis {

travel::Way way_named(const geo::City& city, const std::string& name) {
  const std::string wanted = name.empty() ? travel::Way{}.name : name;
  std::string known;
  for (const geo::NamedWay& one : city.description.ways) {
    if (one.way.name == wanted) return one.way;
    known += (known.empty() ? "" : ", ") + one.way.name;
  }
  if (wanted == travel::Way{}.name) return {};
  erasure::refuse("way_unknown", "way", name, known.empty() ? "walk" : known);
}

travel::Question moving(const geo::City& city, travel::Question question, const std::string& way) {
  return way.empty() ? question : question.moving(way_named(city, way));
}

bool streets_tell_of_wheels(const geo::City& city) {
  if (city.streets.rises.size() > 0) return true;
  const auto tells = [](const geo::Edge& edge) {
    const geo::StreetTraits& traits = edge.traits;
    return edge.steps || traits.surface != geo::Surface::unknown ||
           traits.kerb != geo::Kerb::unknown || traits.obstacle != geo::Obstacle::none ||
           traits.for_wheelchair || traits.width_dm || traits.incline_percent;
  };
  return std::any_of(city.streets.edges.begin(), city.streets.edges.end(), tells);
}

}  // namespace analysis
