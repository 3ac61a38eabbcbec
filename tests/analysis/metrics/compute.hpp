#pragma once

#include <array>
#include <string>

#include "analysis/metric.hpp"
#include "analysis/travel/ask.hpp"
#include "geo/city.hpp"

/// One metric computed by itself, as the run would.
namespace compute {

inline analysis::HomeFigures homes(const geo::City& city, const std::string& id,
                                   const analysis::Settings& settings = {}) {
  const analysis::Metric& metric = *analysis::find_metric(id).metric;
  const std::array question{metric.asks(city, settings)};
  const auto answers = analysis::travel::ask(city, question, analysis::travel::Way{});
  return metric.for_homes(city, settings, answers.at(question[0]));
}

inline analysis::AreaFigures areas(const geo::City& city, const std::string& id,
                                   const std::string& level, const std::string& group,
                                   const analysis::Settings& settings = {}) {
  for (const geo::LevelId l : city.levels.rows()) {
    if (city.levels[l].key != level) continue;
    return analysis::find_metric(id).metric->for_areas(city, settings,
                                                       {l, city.residents.find(group).value()});
  }
  return {};
}

}  // namespace compute
