#pragma once

#include "geo/city.hpp"

namespace analysis::travel {

/// The city as who rides sees it: the same homes and places, with the streets of the vehicle and
/// the doors there. Holds what travel reads, and nothing else of the city. Throws geo::Error
/// `way_not_prepared` where the city was built without the streets of that vehicle.
geo::City on_wheels(const geo::City& city, geo::Mode mode);

/// The whole city with the streets and doors of a vehicle in place of those of people on foot;
/// nothing is copied. A city without streets stays as it is. Throws as above.
geo::City ridden(geo::City city, geo::Mode mode);

}  // namespace analysis::travel
