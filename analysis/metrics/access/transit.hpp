#pragma once

// What the metrics of public transport near home have in common.

#include <array>
#include <string_view>

#include "analysis/metric.hpp"
#include "analysis/transit_near.hpp"

namespace analysis {

template <>
struct Choices<When> {
  static constexpr std::array<std::string_view, 4> words{"day", "evening", "night", "sunday"};
};

namespace access {

inline bool has_transit(const geo::City& city) {
  return city.transit != nullptr;
}

/// The card's metric, left out of a run that names no metrics in a city without public transport.
template <auto asks, auto compute>
constexpr Metric of_transit(Card card) {
  card.reads_timetable = true;
  Metric metric = analysis::metric<asks, compute>(card);
  metric.worth_asking = has_transit;
  return metric;
}

inline HomeFigures nothing_recorded(const geo::City& city) {
  return HomeFigures(city.homes.size(), geo::Missing::not_recorded);
}

}  // namespace access
}  // namespace analysis
