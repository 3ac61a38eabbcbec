#pragma once

#include <map>
#include <string>
#include <vector>

#include "geo/city.hpp"

/// Public transport in drawn towns.
namespace scene {

/// A line that calls at the letters in their order, and comes not back.
struct DrawnLine {
  std::string stops;
  std::vector<std::string> starts = {};  ///< "07:00", at the first stop
  int minutes = 5;                       ///< from each stop to the next
  geo::TransitMode mode = geo::TransitMode::bus;
  std::string line = "1";
  std::string week = "1111111";       ///< from Monday on
  std::vector<geo::Call> calls = {};  ///< left out: people get on and off anywhere
  geo::Headway headway = {};  ///< where `every` is not 0, in place of `starts`; its trip is ignored
};

/// A day of lines; they run all through January 2026.
struct DrawnDay {
  std::vector<DrawnLine> lines;
  std::string day = "2026-01-14";  ///< a Wednesday
  std::string from = "07:00", until = "09:00";
  std::string first = "2026-01-01", last = "2026-01-31";
  /// The service at which each letter stands; left out: as drawn.
  std::map<char, geo::ServiceId> stands_at = {};
};

/// The town with these lines. Its stops are where its services are, so each letter that a line
/// calls at must be one of them, with a door; their keys are the letters.
geo::City with_transit(geo::City town, const DrawnDay& drawn);

}  // namespace scene
