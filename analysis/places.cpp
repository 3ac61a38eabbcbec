#include "analysis/places.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <set>

#include "geo/shape/polygons.hpp"

namespace analysis {

using namespace geo;

bool is_shown(const City& city, HomeId home) {
  const auto lodging = city.homes.lodging.find(home);
  return lodging == city.homes.lodging.end() ||
         city.lodgings.location[lodging->second] != Openness::is_protected;
}

bool is_shown(const City& city, ServiceId service) {
  return city.services.location[service] != Openness::is_protected;
}

std::vector<HomeId> shown_homes(const City& city) {
  std::vector<HomeId> shown;
  for (const HomeId home : Rows<HomeId>{city.homes.size()}) {
    if (is_shown(city, home)) shown.push_back(home);
  }
  return shown;
}

namespace {

Place place_of(const City& city, ServiceId service) {
  const Services& services = city.services;
  Place place{.of = Place::Of::service, .row = service.row(), .key = services.key[service]};
  place.name = services.name[service];
  place.at = services.at[service];
  const auto doors = services.doors[service];
  place.doors.assign(doors.begin(), doors.end());
  const auto& in = services.in[service];
  place.outside = !in && in.reason() == Missing::out_of_area;
  return place;
}

Place place_of(const City& city, HomeId home, std::size_t number) {
  Place place{.of = Place::Of::home, .row = home.row(), .key = fmt::format("h{}", number)};
  place.at = city.homes.at[home];
  if (city.homes.door[home]) place.doors = {*city.homes.door[home]};
  return place;
}

/// Keys that tell the places of a list apart: a key that is empty or there twice gets the number of
/// its row among those of its kind.
void tell_apart(std::vector<Place>& places, std::string_view what) {
  std::map<std::string, std::size_t> times;
  for (const Place& place : places) ++times[place.key];
  for (std::size_t i = 0; i < places.size(); ++i) {
    std::string& key = places[i].key;
    if (!key.empty() && times[key] == 1) continue;
    std::string told;
    for (std::size_t more = i + 1; times.contains(told = fmt::format("{}{}", what, more)); ++more) {
    }
    times[told] = 1;
    key = told;
  }
}

/// The home nearest to the middle of some homes; the first of those as near.
HomeId middle_home(const City& city, const std::vector<HomeId>& homes) {
  Point middle;
  for (const HomeId home : homes) {
    middle.x += city.homes.at[home].x / static_cast<double>(homes.size());
    middle.y += city.homes.at[home].y / static_cast<double>(homes.size());
  }
  HomeId best = homes.front();
  double least = 1e300;
  for (const HomeId home : homes) {
    const double away =
        std::hypot(city.homes.at[home].x - middle.x, city.homes.at[home].y - middle.y);
    if (away >= least) continue;
    least = away;
    best = home;
  }
  return best;
}

}  // namespace

std::vector<Place> service_places(const City& city, const Kind& kind) {
  std::vector<Place> places;
  for (const ServiceId service : Rows<ServiceId>{city.services.size()}) {
    const bool asked = kind.name().empty() || kind.includes(city.services.kind[service]);
    if (asked && is_shown(city, service)) places.push_back(place_of(city, service));
  }
  tell_apart(places, "service ");
  return places;
}

std::vector<Place> service_called(const City& city, const std::string& key) {
  std::vector<Place> places;
  for (const ServiceId service : Rows<ServiceId>{city.services.size()}) {
    if (city.services.key[service] != key || !is_shown(city, service)) continue;
    places.push_back(place_of(city, service));
  }
  tell_apart(places, key + " ");
  return places;
}

std::vector<Place> home_places(const City& city) {
  std::vector<Place> places;
  for (const HomeId home : shown_homes(city)) {
    places.push_back(place_of(city, home, places.size() + 1));
  }
  return places;
}

std::vector<Place> area_places(const City& city, LevelId level_id) {
  const Level& level = city.levels[level_id];
  std::vector<std::vector<HomeId>> homes(level.area_key.size());
  for (const HomeId home : shown_homes(city)) {
    homes[level.of[city.homes.in[home]].row()].push_back(home);
  }
  const DoorFinder finder(city.streets, city.door_rule);
  std::vector<Place> places;
  for (const AreaId area : level.area_key.rows()) {
    Place place{.of = Place::Of::area, .row = area.row(), .key = level.area_key[area]};
    place.name = level.area_name[area];
    if (const auto& own = homes[area.row()]; !own.empty()) {
      const HomeId home = middle_home(city, own);
      place.at = city.homes.at[home];
      if (city.homes.door[home]) place.doors = {*city.homes.door[home]};
    } else if (const auto inside = label_point(level.shape[area])) {
      place.at = *inside;
      if (const auto door = finder.door(*inside)) place.doors = {*door};
    }
    places.push_back(std::move(place));
  }
  tell_apart(places, "area ");
  return places;
}

std::vector<Place> given_places(const City& city, const std::vector<GivenPlace>& given) {
  const DoorFinder finder(city.streets, city.door_rule);
  const PolygonIndex zones(city.neighbourhoods.shape.values());
  std::vector<Place> places;
  for (const GivenPlace& one : given) {
    Place place{.row = static_cast<std::uint32_t>(places.size()), .key = one.key};
    place.name = one.name;
    place.at = one.at;
    if (one.at) {
      if (const auto door = finder.door(*one.at)) place.doors = {*door};
      place.outside = !zones.holding(*one.at);
    }
    places.push_back(std::move(place));
  }
  tell_apart(places, "place ");
  return places;
}

}  // namespace analysis
