#pragma once

#include <map>
#include <memory>
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

}  // namespace analysis::travel
