#pragma once

#include <map>
#include <string>
#include <vector>

#include "geo/city.hpp"
#include "geo/transit.hpp"

/// Lines drawn into a drawn town.
namespace scene {

/// A line that calls at corners, by letter.
struct Line {
  std::string stops;
  std::vector<int> minutes;     ///< after the first departure, one for each stop; no stay there
  std::vector<int> departures;  ///< of its trips, in minutes after midnight
};

/// The city with those lines, for who leaves between two moments told in minutes after midnight.
/// Each letter is one stop, whichever lines call there.
geo::City with_lines(geo::City city, const std::vector<Line>& lines, int from, int until);

/// Where the stop of a letter is.
struct DrawnStop {
  geo::Point at;
  geo::Door door;
};
/// The same with the stops anywhere on the streets.
geo::City with_lines(geo::City city, const std::map<char, DrawnStop>& stops,
                     const std::vector<Line>& lines, int from, int until);

/// The stop at a letter of such a city; throws std::out_of_range if none.
geo::StopId stop(const geo::City& city, char letter);

}  // namespace scene
