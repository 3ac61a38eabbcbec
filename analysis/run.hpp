#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "analysis/results.hpp"
#include "analysis/travel/plan.hpp"
#include "geo/city.hpp"

namespace analysis {

struct RunOptions {
  std::vector<std::string> only = {};  ///< metric ids or instance columns; empty: all
  /// What a city measures whose description lists no kinds; empty: chosen from its own services.
  std::vector<geo::Kind> kinds = {};
  /// Called with a step's name in the reader's words and its share done, 0 to 1.
  std::function<void(std::string_view step, double done)> progress = {};
  travel::Means means = {};
};

/// How many services of each kind a city has.
std::map<geo::Kind, std::size_t> services_by_kind(const geo::City& city);

/// The kinds to measure where nobody listed any, at most ten in order of their names: of those that
/// are there first what daily life and arriving depend on, then the commonest.
std::vector<geo::Kind> kinds_to_measure(std::map<geo::Kind, std::size_t> services);

/// The instances of a run: each metric for each kind of service it is about, as city.toml asks.
std::vector<Instance> instances(const geo::City& city, const RunOptions& options);

/// The main job: gathers the questions of all metrics, answers them in one go, computes each
/// metric for homes or areas, then the group step for every level and group.
Results run(const geo::City& city, const RunOptions& options = {});

}  // namespace analysis
