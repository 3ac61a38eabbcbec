#pragma once

#include "geo/city.hpp"

namespace geo::build {

/// Where each stop of the city's public transport lies and meets the streets; empty where `transit`
/// is null. Stops outside the city are kept, since trips of the city go on to them: counted in a
/// note, and warned of where no stop at all lies in the city. Stops in the city without a street
/// near are warned of. O(log m) a stop for m edges.
TransitStops transit_stops(const Transit* transit, const std::string& projection,
                           const MultiPolygon& outline, const DoorFinder* doors,
                           const std::string& file, Findings& findings);

}  // namespace geo::build
