#pragma once

// Settings that several metrics of access share, and what they mean for a trip.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/metric.hpp"
#include "analysis/stats/decay.hpp"

namespace analysis::access {

/// What one service counts: itself, or the places it offers.
enum class Counts : std::uint8_t { services, places };

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
struct Choices<access::Counts> {
  static constexpr std::array<std::string_view, 2> words{"services", "places"};
};

template <>
struct Choices<stats::DecayShape> {
  static constexpr std::array<std::string_view, 9> words{
      "flat",     "linear",   "exponential",        "half_life", "power",
      "logistic", "gaussian", "truncated_gaussian", "stepped"};
};

}  // namespace analysis
