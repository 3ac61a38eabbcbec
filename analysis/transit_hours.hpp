#pragma once

#include <cstdint>
#include <optional>

#include "geo/core/table.hpp"
#include "geo/service_day.hpp"
#include "geo/transit.hpp"

namespace analysis {

/// Hours of one day; they may go on past its midnight.
struct ServiceHours {
  geo::Date day{};
  geo::Seconds from, until;
  double count() const { return (until.count - from.count) / 3600.0; }
};

/// Hours that are set beside each other: those that the run asks about; after dark; at night; those
/// of the run on a Sunday.
enum class When : std::uint8_t { day, evening, night, sunday };

/// Those hours: in the evening 19:00 to 22:00, at night 22:00 to 6:00, both on the day of the run,
/// the same in every city and season so that cities compare. Nothing for a Sunday where no Sunday
/// lies within the time of all feeds (`geo::nearest_sunday`).
std::optional<ServiceHours> hours_of(const geo::Transit& transit, When when);

/// From four in the morning to four in the next, so that lines that run past midnight are whole.
ServiceHours whole_day(const geo::Transit& transit);

/// How often, first and last people may get on a pattern at one of its stops in some hours.
struct Leaving {
  double departures = 0;  ///< hours divided by headway where no times are known
  geo::Seconds first{}, last{};
};

/// By pattern, then its stops in order. What leaves at the end of the hours is not among it. At the
/// last stop, and where a pattern only sets down, nothing leaves. O(runs x stops).
geo::Lists<geo::PatternId, Leaving> leaving(const geo::Timetable& timetable,
                                            const ServiceHours& hours);

}  // namespace analysis
