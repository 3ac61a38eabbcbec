#include "analysis/travel/on_wheels.hpp"

#include "analysis/travel/straight_trips.hpp"
#include "geo/core/error.hpp"

namespace analysis::travel {
namespace {

[[noreturn]] void refuse(const geo::City& city, geo::Mode mode) {
  const std::string way = mode == geo::Mode::bicycle ? "bicycle" : "car";
  throw geo::Error({.code = "way_not_prepared",
                    .what = "the streets for this way of moving were not read",
                    .file = city.description.file,
                    .field = "travel.by",
                    .value = way,
                    .remedy = "add by = [\"" + way + "\"] to [travel]"});
}

}  // namespace

geo::City on_wheels(const geo::City& city, geo::Mode mode) {
  geo::City seen;
  seen.description.streets = city.description.streets;
  seen.homes.at = city.homes.at;
  seen.services.kind = city.services.kind;
  seen.services.at = city.services.at;
  seen.services.closed = city.services.closed;
  seen.uses.of_class = city.uses.of_class;
  seen.uses.at = city.uses.at;
  if (StraightTrips::wanted(city)) return seen;
  const auto found = city.riding.find(mode);
  if (found == city.riding.end()) refuse(city, mode);
  seen.streets = found->second.streets;
  seen.homes.door = found->second.home_door;
  seen.services.doors = found->second.service_doors;
  seen.uses.door = found->second.use_door;
  return seen;
}

geo::City ridden(geo::City city, geo::Mode mode) {
  if (StraightTrips::wanted(city)) return city;
  const auto found = city.riding.find(mode);
  if (found == city.riding.end()) refuse(city, mode);
  geo::Riding own = std::move(found->second);
  city.riding.erase(found);
  city.streets = std::move(own.streets);
  city.homes.door = std::move(own.home_door);
  city.services.doors = std::move(own.service_doors);
  city.uses.door = std::move(own.use_door);
  return city;
}

}  // namespace analysis::travel
