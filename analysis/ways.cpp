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

std::string walked_by(const geo::City& city, const std::string& way) {
  if (way != geo::description::by_transit) return way;
  return city.description.transit && city.description.transit->wheelchair ? "wheelchair" : "";
}

namespace {

travel::Question riding(const geo::City& city, travel::Question question, travel::ByTransit how) {
  const std::string walk = walked_by(city, std::string{geo::description::by_transit});
  question = question.riding(std::move(how));
  return walk.empty() ? question : question.moving(way_named(city, walk));
}

}  // namespace

travel::Question moving(const geo::City& city, travel::Question question, const std::string& way,
                        int percentile) {
  if (way == geo::description::by_transit) return riding(city, std::move(question), {percentile});
  return way.empty() ? question : question.moving(way_named(city, way));
}

travel::Question averaged(const geo::City& city, travel::Question question, const std::string& way,
                          travel::Counted counted) {
  if (way != geo::description::by_transit) {
    erasure::refuse("setting_not_understood", "over", "mean", "percentile, or way = transit");
  }
  return riding(city, std::move(question), {50, std::move(counted)});
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
