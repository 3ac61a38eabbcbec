#pragma once

#include <compare>
#include <string>

#include "geo/core/kind.hpp"
#include "geo/core/units.hpp"

namespace analysis::travel {

/// What a metric asks of travel: every trip from each home to these destinations, up to a limit.
/// Metrics that ask the same share one search; a longer limit answers a shorter one.
struct Question {
  enum class To { services, uses, nothing };
  To to = To::nothing;
  geo::Kind kind;  ///< services of this kind and of the kinds it includes; "" is all services
  geo::Minutes limit{0};

  Question within(geo::Minutes minutes) const {
    Question other = *this;
    other.limit = minutes;
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
