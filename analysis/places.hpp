#pragma once

#include <string>
#include <vector>

#include "geo/city.hpp"

namespace analysis {

/// Whether a home may be shown: all but those in a protected place where people live together.
bool is_shown(const geo::City& city, geo::HomeId home);
/// Whether a service may be shown: all but the protected ones.
bool is_shown(const geo::City& city, geo::ServiceId service);

/// Homes that may be shown, in order. Their keys in every output are h1, h2, ... in this order.
std::vector<geo::HomeId> shown_homes(const geo::City& city);

/// A place from which or to which trips are asked, with the doors by which it meets the streets.
struct Place {
  enum class Of { given, service, home, area };
  Of of = Of::given;
  std::uint32_t row = 0;  ///< of the service, home or area
  std::string key = {};   ///< told apart from all others of one list
  geo::Names name = {};
  geo::Cell<geo::Point> at = geo::Missing::invalid_geometry;
  std::vector<geo::Door> doors = {};  ///< none: the place is on no street
  bool outside = false;               ///< beyond the city's neighbourhoods
};

// All of them leave out what may not be shown.

std::vector<Place> service_places(const geo::City& city, const geo::Kind& kind);
/// The service with this key of its source; nothing when there is none.
std::vector<Place> service_called(const geo::City& city, const std::string& key);
std::vector<Place> home_places(const geo::City& city);
/// Each area of a level by the home nearest to the middle of its homes; without a home, by a point
/// inside it.
std::vector<Place> area_places(const geo::City& city, geo::LevelId level);

struct GivenPlace {
  std::string key;
  geo::Names name;
  geo::Cell<geo::Point> at = geo::Missing::invalid_geometry;  ///< metres of the city's projection
};
std::vector<Place> given_places(const geo::City& city, const std::vector<GivenPlace>& given);

}  // namespace analysis
