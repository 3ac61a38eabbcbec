#include "analysis/transit/fares.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "geo/core/error.hpp"

namespace analysis::transit {
namespace {

using Amount = std::uint32_t;  // thousandths

constexpr std::size_t most_sums = 100'000;

[[noreturn]] void refuse(geo::Money budget, std::size_t most) {
  throw geo::Error({.code = "transit_budget_steps",
                    .what = fmt::format("within the budget the fares of the lines add up to more "
                                        "than {} different sums",
                                        most),
                    .field = "transit.budget",
                    .value = geo::price_text(budget, ""),
                    .remedy = "ask for a smaller budget, or round the fares of the lines"});
}

/// What lines cost that one can pay for, each amount once.
std::set<Amount> payable(const Fares& fares) {
  std::set<Amount> all;
  for (const auto& fare : fares.of_line) {
    if (fare && *fare <= fares.budget) all.insert(fare->thousandths);
  }
  return all;
}

/// All that several rides may cost together, up to the budget.
std::vector<Amount> sums_of(const std::set<Amount>& fares, geo::Money budget) {
  std::set<Amount> sums{0};
  for (auto sum = sums.begin(); sum != sums.end(); ++sum) {  // those put in lie ahead
    for (const Amount fare : fares) {
      if (fare > 0 && fare <= budget.thousandths - *sum) sums.insert(*sum + fare);
    }
    if (sums.size() > most_sums) refuse(budget, most_sums);
  }
  return {sums.begin(), sums.end()};
}

/// The largest sum that is no more.
Amount down_to(const std::vector<Amount>& sums, Amount amount) {
  return *(std::upper_bound(sums.begin(), sums.end(), amount) - 1);
}

/// The steps from which one comes to the last: what is left of it after a fare, and so on.
std::vector<Amount> steps_to(Amount last, const std::set<Amount>& fares,
                             const std::vector<Amount>& sums) {
  std::set<Amount> steps{last};
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {  // those put in lie below
    for (const Amount fare : fares) {
      if (fare <= *step) steps.insert(down_to(sums, *step - fare));
    }
    if (steps.size() > most_fare_steps) refuse(geo::Money{last}, most_fare_steps);
  }
  return {steps.begin(), steps.end()};
}

}  // namespace

FareSteps fare_steps(const Fares& fares) {
  const auto amounts = payable(fares);
  const auto sums = sums_of(amounts, fares.budget);
  const auto steps = steps_to(down_to(sums, fares.budget.thousandths), amounts, sums);
  const auto step_of = [&](Amount step, Amount fare) {
    if (fare > step) return FareSteps::too_little;
    const auto at = std::lower_bound(steps.begin(), steps.end(), down_to(sums, step - fare));
    return static_cast<std::uint32_t>(at - steps.begin());
  };
  FareSteps out;
  out.before.resize(steps.size());
  for (const Amount step : steps) out.most.push_back(geo::Money{step});
  // Fares that lead alike from all steps are one.
  std::map<std::vector<std::uint32_t>, std::uint8_t> known;
  std::map<Amount, std::uint8_t> fare_of;
  for (const Amount amount : amounts) {
    std::vector<std::uint32_t> leads;
    for (const Amount step : steps) leads.push_back(step_of(step, amount));
    const auto [fare, is_new] = known.emplace(leads, static_cast<std::uint8_t>(out.fares));
    fare_of[amount] = fare->second;
    if (!is_new) continue;
    if (++out.fares == FareSteps::not_boarded) refuse(fares.budget, out.fares);
    for (std::size_t step = 0; step < steps.size(); ++step) {
      out.before[step].push_back(leads[step]);
    }
  }
  for (const auto& fare : fares.of_line) {
    const bool boards = fare && *fare <= fares.budget;
    out.of_line.push_back(boards ? fare_of.at(fare->thousandths) : FareSteps::not_boarded);
  }
  return out;
}

}  // namespace analysis::transit
