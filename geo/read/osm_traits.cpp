#include "geo/read/osm_traits.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "geo/network/street_measures.hpp"

namespace geo::read {
namespace {

using Words = std::set<std::string_view>;

std::string_view value(const osmium::TagList& tags, const char* key) {
  const char* found = tags.get_value_by_key(key);
  return found ? std::string_view{found} : std::string_view{};
}

template <class E>
E meaning(const std::map<std::string, E>& words, const std::string& word) {
  const auto found = words.find(word);
  return found == words.end() ? E{} : found->second;
}

template <class E>
E meaning(const std::map<std::string, E>& words, std::string_view word) {
  return meaning(words, std::string{word});
}

std::optional<bool> stated_for_wheelchair(const osmium::TagList& tags) {
  if (value(tags, "ramp:wheelchair") == "yes") return true;
  const auto stated = value(tags, "wheelchair");
  if (stated == "yes" || stated == "designated") return true;
  if (stated == "no") return false;
  return std::nullopt;
}

bool is_crossing(const osmium::TagList& tags) {
  return value(tags, "footway") == "crossing" || value(tags, "path") == "crossing" ||
         value(tags, "cycleway") == "crossing" || value(tags, "highway") == "crossing";
}

bool says_more_than_no(std::string_view value) {
  return !value.empty() && value != "no";
}

/// The first of the keys that says anything decides, from the most particular to the most general.
enum class Stated { nothing, open, closed };
Stated stated(const osmium::TagList& tags, std::initializer_list<const char*> keys) {
  static const Words closed{"no",           "private",  "military",   "agricultural",
                            "forestry",     "delivery", "permit",     "emergency",
                            "use_sidepath", "dismount", "restricted", "never"};
  for (const char* key : keys) {
    const auto said = value(tags, key);
    if (said.empty()) continue;
    return closed.contains(said) ? Stated::closed : Stated::open;
  }
  return Stated::nothing;
}

/// Roads for vehicles of every kind.
bool is_road(std::string_view highway) {
  static const Words roads{"trunk",        "trunk_link",  "primary",       "primary_link",
                           "secondary",    "tertiary",    "tertiary_link", "secondary_link",
                           "unclassified", "residential", "living_street", "service",
                           "road"};
  return roads.contains(highway);
}

bool is_motorway(std::string_view highway) {
  return highway == "motorway" || highway == "motorway_link";
}

Passage one_way(const osmium::TagList& tags) {
  const auto stated = value(tags, "oneway");
  if (stated == "yes" || stated == "1" || stated == "true") return Passage::forward;
  if (stated == "-1" || stated == "reverse") return Passage::backward;
  if (stated == "no") return Passage::both;
  const auto junction = value(tags, "junction");
  const bool circles = junction == "roundabout" || junction == "circular";
  return circles || is_motorway(value(tags, "highway")) ? Passage::forward : Passage::both;
}

bool bicycles_go_against(const osmium::TagList& tags) {
  if (value(tags, "oneway:bicycle") == "no") return true;
  for (const char* key : {"cycleway", "cycleway:left", "cycleway:right", "cycleway:both"}) {
    if (value(tags, key).starts_with("opposite")) return true;
  }
  return false;
}

}  // namespace

Passage bicycle_passage(const osmium::TagList& tags) {
  static const Words ridden{"cycleway", "path", "track"};
  const auto highway = value(tags, "highway");
  const Stated said = stated(tags, {"bicycle", "vehicle", "access"});
  const bool usual =
      ridden.contains(highway) || (is_road(highway) && value(tags, "motorroad") != "yes");
  // Where one walks unless told otherwise, only a word about bicycles lets them ride.
  const bool told = stated(tags, {"bicycle"}) == Stated::open && !highway.empty() &&
                    highway != "steps" && highway != "construction" && highway != "proposed";
  if (said == Stated::closed || (!usual && !told)) return Passage::none;
  return bicycles_go_against(tags) ? Passage::both : one_way(tags);
}

Passage car_passage(const osmium::TagList& tags) {
  const auto highway = value(tags, "highway");
  const Stated said = stated(tags, {"motorcar", "motor_vehicle", "vehicle", "access"});
  const bool told =
      highway == "track" && stated(tags, {"motorcar", "motor_vehicle"}) == Stated::open;
  const bool usual = is_road(highway) || is_motorway(highway);
  if (said == Stated::closed || (!usual && !told)) return Passage::none;
  return one_way(tags);
}

StreetTraits traits_of(const osmium::TagList& tags, const StreetWords& words) {
  StreetTraits traits;
  traits.road = meaning(words.road, value(tags, "highway"));
  traits.surface =
      std::max(meaning(words.surface, value(tags, "surface")),
               meaning(words.surface, "smoothness=" + std::string{value(tags, "smoothness")}));
  traits.kerb = meaning(words.kerb, value(tags, "kerb"));
  traits.by_bicycle = bicycle_passage(tags);
  traits.by_car = car_passage(tags);
  traits.is_crossing = is_crossing(tags);
  traits.is_even =
      says_more_than_no(value(tags, "bridge")) || says_more_than_no(value(tags, "tunnel"));
  traits.for_wheelchair = stated_for_wheelchair(tags);
  traits.width_dm = width_dm(value(tags, "width"));
  traits.incline_percent = incline_percent(value(tags, "incline"));
  traits.max_speed_kmh = speed_kmh(value(tags, "maxspeed"));
  return traits;
}

StreetLine::Spot spot_of(const osmium::TagList& tags, const StreetWords& words) {
  StreetLine::Spot spot{};
  const auto barrier = value(tags, "barrier");
  spot.obstacle = meaning(words.obstacle, barrier);
  if (value(tags, "wheelchair") == "yes") spot.obstacle = std::min(spot.obstacle, Obstacle::posts);
  if (value(tags, "wheelchair") == "no") spot.obstacle = std::max(spot.obstacle, Obstacle::narrow);
  spot.kerb = meaning(words.kerb, value(tags, "kerb"));
  if (barrier == "kerb" && spot.kerb == Kerb::unknown) {
    // A height in metres, where it is stated: 3 cm is as much as a lowered kerb has.
    const auto height = number_in(value(tags, "kerb:height"));
    if (height) spot.kerb = *height > 0.03 ? Kerb::raised : Kerb::lowered;
  }
  return spot;
}

}  // namespace geo::read
