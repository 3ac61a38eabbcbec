#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/transit/legs.hpp"
#include "analysis/transit/rules.hpp"
#include "geo/timetable.hpp"

namespace analysis::transit {

/// Which changes a line of transfers.txt speaks of, and what it says of them.
struct ChangeRule {
  std::optional<geo::LineId> from_line, to_line;
  std::optional<geo::TripId> from_trip, to_trip;
  geo::TransferKind kind = geo::TransferKind::recommended;
  std::uint32_t takes = 0;  ///< tenths of a second, of `takes_time`
  /// Names both stops, so that it opens a way between them where nobody walks; what holds for two
  /// trips wherever they meet opens none.
  bool opens = false;
};

/// A way from a stop where one gets off to one where one gets on.
struct ChangeWay {
  geo::StopId to;
  std::uint32_t walk;  ///< tenths of a second; `never`: only by the leave of a rule
  std::uint32_t first_rule, last_rule;  ///< those that hold between these stops
};

/// What it takes to change, between all stops.
class Changes {
 public:
  /// Stops beyond the rows of `between` have no walks. O(stops + walks + transfers x stops of the
  /// stations that they name).
  Changes(const geo::Timetable& timetable, const WalksBetweenStops& between, geo::Seconds slack);

  /// Ways on from a stop, ascending by stop; the stop itself is among them.
  std::span<const ChangeWay> from(geo::StopId stop) const { return ways_[stop]; }

  /// From getting off one leg to getting on another, tenths of a second; `never` where that cannot
  /// be. The first rule that is about them decides: the most specific.
  std::uint32_t takes(const Leg& off, const Leg& on, const ChangeWay& way) const;

  /// The same where no rule is about them.
  std::uint32_t plainly(const ChangeWay& way) const {
    return way.walk == never ? never : way.walk + slack_;
  }
  /// What transfers.txt says of some way, the most specific first.
  std::span<const ChangeRule> rules_of(const ChangeWay& way) const {
    return std::span(rules_).subspan(way.first_rule, way.last_rule - way.first_rule);
  }

 private:
  std::uint32_t slack_;
  geo::Lists<geo::StopId, ChangeWay> ways_;
  std::vector<ChangeRule> rules_;  ///< of one way after the other, the most specific first
};

}  // namespace analysis::transit
