#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/travel/way.hpp"
#include "geo/core/kind.hpp"
#include "geo/core/units.hpp"

namespace analysis::travel {

/// What a metric asks of travel: every trip from each home to these destinations, up to a limit.
/// Metrics that ask the same share one search; a longer limit answers a shorter one.
///
/// A metric that reads `Answer::minutes(n)` and nothing else says so: `to_services(kind).within(m)
/// .only_nearest(n)`. Then no list of trips is kept, and an hour's walk costs no more than ten
/// minutes. `minutes` answers the other questions too; `sum`, `demand` and `fold` need every trip
/// and refuse a question that asked for the nearest only.
///
/// A metric about somebody in particular narrows the services down (`among`) and says how that
/// person moves (`moving`); questions that move alike share their streets.
struct Question {
  enum class To { services, uses, nothing };
  To to = To::nothing;
  geo::Kind kind;  ///< services of this kind and of the kinds it includes; "" is all services
  geo::Minutes limit{0};
  std::uint32_t nearest = 0;  ///< how many of the nearest are wanted; 0: every trip
  /// Rows to which the question is narrowed down, ascending; absent: all of the kind.
  std::optional<std::vector<std::uint32_t>> only = {};
  std::optional<Way> way = {};  ///< absent: as everybody in the run

  Question within(geo::Minutes minutes) const {
    Question other = *this;
    other.limit = minutes;
    return other;
  }
  Question only_nearest(std::size_t n = 1) const {
    Question other = *this;
    other.nearest = static_cast<std::uint32_t>(n);
    return other;
  }
  /// `rows` ascend. Those that are not of the kind are not asked for either.
  Question among(std::vector<std::uint32_t> rows) const {
    Question other = *this;
    other.only = std::move(rows);
    return other;
  }
  Question moving(Way by) const {
    Question other = *this;
    other.way = std::move(by);
    return other;
  }
  auto operator<=>(const Question&) const = default;
};

inline Question to_services(const geo::Kind& kind) {
  return {Question::To::services, kind, geo::Minutes{30}};
}
inline Question to_uses() {
  return {Question::To::uses, {}, geo::Minutes{15}};
}
inline Question no_travel() {
  return {};
}

}  // namespace analysis::travel
