#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "analysis/transit_hours.hpp"
#include "analysis/travel/answer.hpp"
#include "analysis/travel/question.hpp"
#include "geo/city.hpp"

namespace analysis {

/// How far a stop may be and still be near: further for lines that carry many. After UN-Habitat,
/// metadata of SDG 11.2.1 (September 2021).
struct StopReach {
  geo::Metres low{500};    ///< buses, trams and all else
  geo::Metres high{1000};  ///< of high capacity: rail, metro, monorail, ferry
};

/// A pattern at one of its stops.
struct NearCall {
  geo::PatternId pattern;
  std::uint32_t at;  ///< place among the stops of the pattern
  bool operator==(const NearCall&) const = default;
};

/// What can be got on near a home.
struct NearTransit {
  std::span<const NearCall> all;  ///< by pattern, the nearest stop of each first
  /// Each pattern at its nearest stop, so that no vehicle counts twice for stopping twice near.
  std::span<const NearCall> nearest;
};

/// The public transport near each home.
///
/// One gets to a stop at its own door on the streets or, where its station has entrances, at any of
/// these. The city must outlive it.
class TransitNear {
 public:
  TransitNear(const geo::City& city, const StopReach& reach);

  /// What to ask of travel: the way to stops, in metres along the streets. Asks nothing in a city
  /// without public transport.
  static travel::Question asks(const geo::City& city, const StopReach& reach);

  using Fold =
      std::function<geo::Cell<double>(const NearTransit&)>;  ///< called from several threads
  /// Of each home, by street distance. Homes on no street keep their reason.
  geo::Column<geo::HomeId, double> by_street(const travel::Answer& answer, const Fold& fold) const;
  /// Of each home, by the straight line to the stop or entrance.
  geo::Column<geo::HomeId, double> by_straight_line(const Fold& fold) const;

 private:
  struct Boarding {
    geo::PatternId pattern;
    std::uint32_t at;
  };
  struct Near {
    NearCall call;
    double metres;
  };
  double reach_of(geo::PatternId pattern) const;
  void add(geo::StopId where, double metres, std::vector<Near>& near) const;
  static geo::Cell<double> folded(std::vector<Near>& near, const Fold& fold);

  const geo::City& city_;
  const geo::Timetable& timetable_;
  StopReach reach_;
  geo::Lists<geo::StopId, Boarding> boardings_;  ///< by where one gets to them
};

/// Departures an hour; 0 where nothing is near.
geo::Cell<double> departures_an_hour(const NearTransit& near,
                                     const geo::Lists<geo::PatternId, Leaving>& leaving,
                                     const ServiceHours& hours);

/// Minutes between departures, one way, of the line that comes most often: the hours shared out
/// evenly among the departures of one line that go from one stop to the same next one.
/// `out_of_reach` where no stop is near, `no_supply` where nothing leaves there in these hours.
geo::Cell<double> best_headway(const NearTransit& near, const geo::Timetable& timetable,
                               const geo::Lists<geo::PatternId, Leaving>& leaving,
                               const ServiceHours& hours);

/// Hours between the first and the last departure; missing as `best_headway`.
geo::Cell<double> service_span(const NearTransit& near,
                               const geo::Lists<geo::PatternId, Leaving>& leaving);

/// Stops at which something leaves, a station with all its platforms being one.
double stops_served(const NearTransit& near, const geo::Timetable& timetable,
                    const geo::Lists<geo::PatternId, Leaving>& leaving);

}  // namespace analysis
