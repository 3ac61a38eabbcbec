#pragma once

// Settings that several metrics of access share, and what they mean for a trip.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/bound.hpp"
#include "analysis/metric.hpp"
#include "analysis/stats/decay.hpp"

namespace analysis::access {

/// What one service counts: itself, or the places it offers.
enum class Counts : std::uint8_t { services, places };

/// What becomes of the minutes in which one may leave for a vehicle: each trip has one time, at a
/// percentile; or the figure is computed for each minute and averaged.
enum class Over : std::uint8_t { percentile, mean };

inline constexpr std::string_view way_meaning =
    "Way of moving, of docs/ways.md, or transit; left out: on foot";
inline constexpr std::string_view percentile_meaning =
    "By public transport: in this many of 100 minutes of leaving a trip takes no longer";
inline constexpr std::string_view over_meaning =
    "By public transport: take each trip at that percentile, or compute the figure for each minute "
    "and take the mean";
inline constexpr std::string_view budget_meaning =
    "By public transport: most that the fares of a trip add up to, as 2.80 EUR; left out: any";
inline constexpr std::string_view bound_meaning =
    "Within a budget: leave out lines of which nobody knows the fare, or take them as free";

/// Amount of each service, row by row. A service that states no capacity offers one place.
inline std::vector<double> amounts(const geo::Services& services, Counts counts) {
  std::vector<double> amount(services.size(), 1.0);
  if (counts == Counts::services) return amount;
  for (const geo::ServiceId service : geo::Rows<geo::ServiceId>{services.size()}) {
    const auto& capacity = services.capacity[service];
    if (capacity) amount[service.row()] = *capacity;
  }
  return amount;
}

/// The decay as a function of a trip's cost.
inline travel::Decay of_cost(stats::Decay decay) {
  return [decay = std::move(decay)](geo::Deciseconds cost) {
    return stats::weight(decay, cost.minutes());
  };
}

/// The same as a table, one weight for each tenth of a second up to the limit.
inline std::vector<double> by_cost(const stats::Decay& decay, geo::Minutes limit) {
  std::vector<double> weights;
  for (std::uint32_t cost = 0; cost <= geo::deciseconds_within(limit).count; ++cost) {
    weights.push_back(stats::weight(decay, geo::Deciseconds{cost}.minutes()));
  }
  return weights;
}

/// The belts of a stepped decay. Throws geo::Error `setting_not_understood`.
inline std::vector<stats::Step> steps_of(const std::string& text) {
  auto steps = stats::read_steps(text);
  if (steps.empty()) {
    erasure::refuse("setting_not_understood", "steps", text,
                    "minutes and weights in ascending order of time, as in 10:1, 20:0.68, 30:0.22");
  }
  return steps;
}

inline constexpr std::string_view usual_steps = "10:1, 20:0.68, 30:0.22";  // Luo and Qi (2009)

}  // namespace analysis::access

namespace analysis {

template <>
struct Choices<Bound> {
  static constexpr std::array<std::string_view, 2> words{"certain", "possible"};
};

template <>
struct Choices<access::Counts> {
  static constexpr std::array<std::string_view, 2> words{"services", "places"};
};

template <>
struct Choices<access::Over> {
  static constexpr std::array<std::string_view, 2> words{"percentile", "mean"};
};

template <>
struct Choices<stats::DecayShape> {
  static constexpr std::array<std::string_view, 9> words{
      "flat",     "linear",   "exponential",        "half_life", "power",
      "logistic", "gaussian", "truncated_gaussian", "stepped"};
};

}  // namespace analysis
