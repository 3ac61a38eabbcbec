#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "analysis/travel/answer_impl.hpp"
#include "analysis/travel/plan.hpp"

namespace analysis::travel {

// What asking and asking again share.

using Impls = std::map<Question, std::shared_ptr<Answer::Impl>>;

/// A question whose rows are known and whose trips are not.
std::shared_ptr<Answer::Impl> prepared(const geo::City& city, const Question& question,
                                       std::shared_ptr<const Ground> ground);

/// Answers the questions after the nearest that have a family; says how. Those of one table have
/// the same doors.
std::vector<Plan::Searched> answer_nearest(Impls& impls);

using Progress = std::function<void(double)>;

/// The questions of those who all move in one way from door to door. `hierarchy` is that of the
/// city's streets, or of streets that equal them.
std::map<Question, Answer> ask_moving(const geo::City& city, std::span<const Question> questions,
                                      const Way& way, StreetHierarchy& hierarchy,
                                      const Means& means, const Progress& report);

/// The questions of those who all walk in one way and ride by the city's timetables, as `[transit]`
/// has it. Throws geo::Error `transit_not_read` where the city has none, or no streets.
std::map<Question, Answer> ask_riding(const geo::City& city, std::span<const Question> questions,
                                      const Way& way, StreetHierarchy& hierarchy,
                                      const Means& means, const Progress& report);

/// Throws geo::Error `transit_not_read` where nobody can ride: no timetables, or no streets.
void need_transit(const geo::City& city);

}  // namespace analysis::travel
