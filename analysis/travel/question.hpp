#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/travel/way.hpp"
#include "geo/core/kind.hpp"
#include "geo/core/price.hpp"
#include "geo/core/units.hpp"

namespace analysis::travel {

/// What destinations count where an average over the minutes of leaving is asked. It is told with
/// the question, as no time of a single minute is kept.
struct Counted {
  std::vector<double> by_row;   ///< one for each row of the table; empty: 1 each
  std::vector<double> by_cost;  ///< one for each tenth of a second up to the limit; empty: 1 each
  auto operator<=>(const Counted&) const = default;
};

/// What somebody can spend on a trip by public transport; each ride costs the fare of its line.
struct Spending {
  geo::Money budget;
  /// Lines of which nobody knows the fare: as if they were free, else not at all. What is really in
  /// reach lies between the two.
  bool unknown_is_free = false;
  auto operator<=>(const Spending&) const = default;
};

/// By public transport, as `[transit]` has it, for everybody who leaves in one of its minutes.
///
/// Either each trip has the time that `percentile` of 100 minutes do not exceed, the ceil(p n /
/// 100) -th of its n times in order, and everything is computed from these; or everything is
/// computed for each minute and averaged (`on_average`). The two differ: with times of 10 and 50
/// minutes one job is within half an hour at the median, and half a job on average. Conway, Byrd
/// and van der Linden (2017), doi:10.3141/2653-06.
struct ByTransit {
  int percentile = 50;  ///< 0 to 100
  std::optional<Counted> on_average = {};
  std::optional<Spending> spending = {};  ///< absent: whatever it costs
  auto operator<=>(const ByTransit&) const = default;
};

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
  enum class To { services, uses, stops, nothing };
  To to = To::nothing;
  geo::Kind kind;  ///< services of this kind and of the kinds it includes; "" is all services
  geo::Minutes limit{0};
  std::uint32_t nearest = 0;  ///< how many of the nearest are wanted; 0: every trip
  /// Rows to which the question is narrowed down, ascending; absent: all of the kind.
  std::optional<std::vector<std::uint32_t>> only = {};
  std::optional<Way> way = {};            ///< absent: as everybody in the run
  std::optional<ByTransit> transit = {};  ///< absent: that way from door to door; only to services

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
  /// Beside that way of moving, which leads to stops and on from them.
  Question riding(ByTransit how) const {
    Question other = *this;
    other.transit = std::move(how);
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
/// To the stops of public transport, stations and entrances among them: say which by `among`.
inline Question to_stops() {
  return {Question::To::stops, {}, geo::Minutes{15}};
}
inline Question no_travel() {
  return {};
}

}  // namespace analysis::travel
