#include "geo/build/transit_stops.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "geo/build/doors.hpp"
#include "geo/shape/polygons.hpp"
#include "geo/shape/projection.hpp"

namespace geo::build {
namespace {

/// Stops at which some trip calls; the rest are stations, entrances and what nobody serves.
Per<StopId, bool> served(const Timetable& timetable) {
  Per<StopId, bool> served(timetable.stops.size(), false);
  for (const PatternId pattern : timetable.patterns.line.rows()) {
    for (const StopId stop : timetable.patterns.stops[pattern]) served[stop] = true;
  }
  return served;
}

struct Counted {
  std::size_t served = 0, inside = 0, off_network = 0;
};

void report(const Counted& counted, bool has_streets, const std::string& file, Findings& findings) {
  if (counted.served > 0 && counted.inside == 0) {
    findings.add({.code = "no_stop_in_city",
                  .severity = Severity::warning,
                  .what = fmt::format("none of the {} stops that trips call at lies in the city",
                                      counted.served),
                  .file = file,
                  .remedy = "check that these are the timetables of this city, and that latitude "
                            "and longitude are not swapped"});
    return;
  }
  if (counted.inside < counted.served) {
    findings.add({.code = "stops_outside_city",
                  .severity = Severity::note,
                  .what = fmt::format("stops that trips call at and that lie outside the city: {} "
                                      "of {}",
                                      counted.served - counted.inside, counted.served),
                  .file = file,
                  .remedy = "nothing to do where the timetable serves more than the city"});
  }
  if (!has_streets || counted.off_network == 0) return;
  findings.add({.code = "stops_off_network",
                .severity = Severity::warning,
                .what = fmt::format("stops in the city that have no street near: {} of {}",
                                    counted.off_network, counted.inside),
                .file = file,
                .remedy = "complete the streets there, or correct the places of the stops"});
}

}  // namespace

TransitStops transit_stops(const Transit* transit, const std::string& projection,
                           const MultiPolygon& outline, const DoorFinder* doors,
                           const std::string& file, Findings& findings) {
  TransitStops all;
  if (!transit) return all;
  const Stops& stops = transit->timetable.stops;
  const Transform to_metres("EPSG:4326", projection);
  std::vector<Point> places;
  std::vector<StopId> of_place;
  for (const StopId stop : stops.key.rows()) {
    const auto at = to_metres({stops.at[stop].lon, stops.at[stop].lat});
    all.at.push_back(at ? Cell<Point>{*at} : Missing::invalid_geometry);
    all.door.push_back(Missing::off_network);
    if (!at) continue;
    places.push_back(*at);
    of_place.push_back(stop);
  }
  const auto found = build::doors(doors, places);
  for (std::size_t i = 0; i < found.size(); ++i) all.door[of_place[i]] = found[i];

  const PolygonIndex city(std::span(&outline, 1));
  const auto is_served = served(transit->timetable);
  Counted counted;
  for (const StopId stop : stops.key.rows()) {
    if (!is_served[stop]) continue;
    ++counted.served;
    if (!all.at[stop] || !city.holding(*all.at[stop])) continue;
    ++counted.inside;
    if (!all.door[stop]) ++counted.off_network;
  }
  report(counted, doors != nullptr, file, findings);
  return all;
}

}  // namespace geo::build
