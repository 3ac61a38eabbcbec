#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "analysis/transit/rules.hpp"
#include "analysis/travel/answer_impl.hpp"
#include "analysis/travel/stop_doors.hpp"

namespace analysis::travel {

using ColumnId = geo::Id<struct ColumnTag>;  ///< a place in a list of destinations asked for

/// Trips along the streets for one question, in the way in which people walk in this run.
using AskOnFoot = std::function<Answer(const geo::City& seen, const Question& question)>;

/// Walks along the streets to, between and from stops, none longer than a limit. Both directions of
/// a one-way street are told apart.
class StopWalks {
 public:
  /// `rows` of the services that are asked for, ascending. O(searches from every door of a stop).
  StopWalks(const geo::City& city, StopDoors doors, std::span<const std::uint32_t> rows,
            geo::Minutes longest, const AskOnFoot& ask);

  const transit::WalksBetweenStops& between() const { return between_; }
  /// From stops to each of the services asked for, the shortest walk first.
  std::span<const transit::Walk> to_service(std::size_t column) const {
    return to_service_[ColumnId{column}];
  }
  /// Trips from each home to every door of a stop, whose rows are the doors'.
  const Answer& from_homes() const { return from_homes_; }
  /// Those trips as walks to stops, ascending by stop.
  void to_stops(std::span<const Trip> to_doors, std::vector<transit::Walk>& walks) const;

 private:
  void find_between(const geo::City& at_stops, const AskOnFoot& ask);
  void find_to_services(const geo::City& at_stops, std::span<const std::uint32_t> rows,
                        const AskOnFoot& ask);

  StopDoors doors_;
  geo::Minutes longest_;
  std::uint32_t limit_;
  Answer from_homes_;
  transit::WalksBetweenStops between_;
  geo::Lists<ColumnId, transit::Walk> to_service_;
};

}  // namespace analysis::travel
