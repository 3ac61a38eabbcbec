#include "analysis/ways.hpp"

#include <algorithm>

#include "analysis/metric_erasure.hpp"
#include "geo/core/price.hpp"

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
                        int percentile, const std::optional<travel::Spending>& spending) {
  if (way == geo::description::by_transit) {
    return riding(city, std::move(question), {percentile, {}, spending});
  }
  if (spending) {
    erasure::refuse("setting_not_understood", "budget", geo::price_text(spending->budget, ""),
                    "no budget, or way = transit");
  }
  return way.empty() ? question : question.moving(way_named(city, way));
}

travel::Question averaged(const geo::City& city, travel::Question question, const std::string& way,
                          travel::Counted counted,
                          const std::optional<travel::Spending>& spending) {
  if (way != geo::description::by_transit) {
    erasure::refuse("setting_not_understood", "over", "mean", "percentile, or way = transit");
  }
  return riding(city, std::move(question), {50, std::move(counted), spending});
}

std::optional<travel::Spending> spending_of(const geo::City& city, const std::string& budget,
                                            Bound bound) {
  if (budget.empty()) return std::nullopt;
  const auto price = geo::price(budget);
  const auto most = price ? geo::money(*price) : std::nullopt;
  if (!most) erasure::refuse("setting_not_understood", "budget", budget, "a price, as 2.80 EUR");
  if (city.transit) {
    for (const auto& fare : city.transit->timetable.lines.fare) {
      const bool alike = !fare || fare->amount == 0 || fare->currency.empty() ||
                         price->currency.empty() || fare->currency == price->currency;
      if (alike) continue;
      erasure::refuse("setting_not_understood", "budget", budget,
                      "an amount in " + fare->currency + ", as the fares are");
    }
  }
  return travel::Spending{*most, bound == Bound::possible};
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
