#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/profiles.hpp"
#include "analysis/results.hpp"
#include "analysis/travel/answer.hpp"
#include "geo/city.hpp"

namespace analysis {

/// A profile and a kind of service of which a run tells what each barrier costs.
struct BarrierCase {
  std::string profile;
  geo::Kind kind;
  geo::Minutes within;
  auto operator<=>(const BarrierCase&) const = default;
};

/// The cases among the metrics of a run, each once, in their order.
std::vector<BarrierCase> barrier_cases(const std::vector<Instance>& instances);

/// What must be asked of travel to tell what each barrier costs: the walk of the profile as it is,
/// with each of its barriers taken away by itself, and with all of them.
std::vector<travel::Question> barrier_questions(const geo::City& city,
                                                const std::vector<BarrierCase>& cases);

/// What each barrier costs in every area of every level, over everyone who lives there.
///
/// `minutes`: half of the people reach a service within this time when the barrier is gone.
/// `added`: half of the people walk at least so much further because of the barrier; it is the
/// median over people who reach a service without the barrier, and who then do not reach one
/// count as further than everyone: where they are more than half it is `out_of_reach`.
/// `put_out`: the people who reach a service only when the barrier is gone.
/// Where nobody reaches one even without the barrier, `added` is `no_people_served`.
std::vector<BarrierCost> barrier_costs(const geo::City& city, const std::vector<BarrierCase>& cases,
                                       const std::map<travel::Question, travel::Answer>& answers);

}  // namespace analysis
