#pragma once

#include <string>
#include <vector>

#include "analysis/metric.hpp"
#include "analysis/travel/ask.hpp"
#include "geo/city.hpp"

/// One metric computed by itself, as the run would.
namespace compute {

inline analysis::HomeFigures homes(const geo::City& city, const std::string& id,
                                   const analysis::Settings& settings = {}) {
  const analysis::Metric& metric = *analysis::find_metric(id).metric;
  const auto questions = metric.asks(city, settings);
  const auto answers = analysis::travel::ask(city, questions, analysis::travel::Way{});
  std::vector<analysis::travel::Answer> own;
  for (const auto& question : questions) own.push_back(answers.at(question));
  return metric.for_homes(city, settings, own);
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
