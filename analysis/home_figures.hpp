#pragma once

#include <map>
#include <vector>

#include "analysis/results.hpp"
#include "analysis/travel/answer.hpp"
#include "analysis/travel/plan.hpp"
#include "geo/edits.hpp"

namespace analysis {

/// What each home has, metric by metric, and the trips that tell so: all that is needed to say
/// soon what a change of the city does.
struct HomesMeasured {
  travel::Way way;                  ///< of those who are not said to move otherwise
  std::vector<Instance> instances;  ///< of metrics over homes
  std::map<travel::Question, travel::Answer> answers;
  std::vector<HomeFigures> figures;  ///< of each instance
};

/// Asks for all trips at once, then measures one metric after the other. Instances of metrics over
/// areas are left out.
HomesMeasured measure_homes(const geo::City& city, std::vector<Instance> instances,
                            const travel::Way& way, const travel::Means& means = {});

/// The same after one edit, of `city` as it is with it: equal, bit for bit, to measuring anew.
/// Trips are asked again (`travel::ask_again`); then only homes whose trips changed are measured
/// again, but where a metric depends on who lives where, or on a timetable that changed: it is
/// measured anew.
HomesMeasured measure_homes_again(const HomesMeasured& before, const geo::City& city,
                                  const geo::Edit& edit);

}  // namespace analysis
