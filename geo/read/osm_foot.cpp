#include "geo/read/osm_foot.hpp"

#include <set>
#include <string_view>

namespace geo::read {
namespace {

using Words = std::set<std::string_view>;

std::string_view value(const osmium::TagList& tags, const char* key) {
  const char* found = tags.get_value_by_key(key);
  return found ? std::string_view{found} : std::string_view{};
}

/// Whether the tags say in so many words that people walk here, or that they must not.
enum class Stated { nothing, open, closed };

Stated stated_for_foot(const osmium::TagList& tags) {
  static const Words open{"yes",    "designated", "permissive", "destination", "official",
                          "public", "customers",  "limited",    "discouraged"};
  static const Words closed{"no",         "private", "use_sidepath", "never",
                            "restricted", "permit",  "military"};
  const auto foot = value(tags, "foot");
  if (open.contains(foot)) return Stated::open;
  if (closed.contains(foot)) return Stated::closed;
  static const Words closed_to_all{"no",       "private",  "military", "agricultural",
                                   "forestry", "delivery", "permit",   "emergency"};
  return closed_to_all.contains(value(tags, "access")) ? Stated::closed : Stated::nothing;
}

bool has_sidewalk(const osmium::TagList& tags) {
  static const Words sides{"both", "left", "right", "yes"};
  return sides.contains(value(tags, "sidewalk")) || value(tags, "sidewalk:both") == "yes" ||
         value(tags, "sidewalk:left") == "yes" || value(tags, "sidewalk:right") == "yes";
}

/// Roads and paths where people walk unless the tags say otherwise.
const Words walked{"primary",       "primary_link", "secondary",   "secondary_link", "tertiary",
                   "tertiary_link", "unclassified", "residential", "living_street",  "pedestrian",
                   "service",       "track",        "road",        "footway",        "path",
                   "steps",         "corridor",     "bridleway",   "cycleway",       "platform",
                   "elevator",      "crossing"};

/// Roads where nobody walks unless the tags say so.
const Words walked_if_stated{"motorway", "motorway_link", "trunk",  "trunk_link",
                             "busway",   "bus_guideway",  "raceway"};

OneWay direction_of(const osmium::TagList& tags) {
  const auto one_way = value(tags, "oneway:foot");
  if (one_way == "yes" || one_way == "1" || one_way == "true") return OneWay::forward;
  if (one_way == "-1" || one_way == "reverse") return OneWay::backward;
  if (one_way == "no") return OneWay::no;
  if (value(tags, "foot:backward") == "no") return OneWay::forward;
  if (value(tags, "foot:forward") == "no") return OneWay::backward;
  if (value(tags, "conveying") == "forward") return OneWay::forward;
  if (value(tags, "conveying") == "backward") return OneWay::backward;
  return OneWay::no;
}

}  // namespace

std::optional<FootWay> on_foot(const osmium::TagList& tags) {
  const auto highway = value(tags, "highway");
  const bool platform = highway.empty() && (value(tags, "railway") == "platform" ||
                                            value(tags, "public_transport") == "platform" ||
                                            value(tags, "man_made") == "pier");
  const bool usual = walked.contains(highway) || platform;
  if (!usual && !walked_if_stated.contains(highway)) return std::nullopt;
  const Stated stated = stated_for_foot(tags);
  if (stated == Stated::closed) return std::nullopt;
  const bool needs_word = !usual || value(tags, "motorroad") == "yes" ||
                          (highway == "service" && value(tags, "service") == "drive-through");
  if (needs_word && stated != Stated::open && !has_sidewalk(tags)) return std::nullopt;
  return FootWay{direction_of(tags), highway == "steps"};
}

bool is_residential_building(const osmium::TagList& tags) {
  static const Words homes{"apartments",         "residential", "house",    "detached", "terrace",
                           "semidetached_house", "dormitory",   "bungalow", "cabin",    "farm",
                           "static_caravan",     "houseboat",   "hut",      "semi",     "villa",
                           "townhouse",          "ger",         "trullo"};
  static const Words others{"no",
                            "commercial",
                            "retail",
                            "office",
                            "industrial",
                            "warehouse",
                            "supermarket",
                            "kiosk",
                            "church",
                            "cathedral",
                            "chapel",
                            "mosque",
                            "temple",
                            "synagogue",
                            "shrine",
                            "religious",
                            "monastery",
                            "convent",
                            "presbytery",
                            "hospital",
                            "clinic",
                            "school",
                            "kindergarten",
                            "college",
                            "university",
                            "public",
                            "civic",
                            "government",
                            "fire_station",
                            "police",
                            "prison",
                            "military",
                            "barracks",
                            "train_station",
                            "transportation",
                            "station",
                            "stadium",
                            "sports_hall",
                            "sports_centre",
                            "pavilion",
                            "grandstand",
                            "riding_hall",
                            "hotel",
                            "motel",
                            "hostel",
                            "garage",
                            "garages",
                            "carport",
                            "parking",
                            "hangar",
                            "shed",
                            "roof",
                            "canopy",
                            "greenhouse",
                            "glasshouse",
                            "barn",
                            "stable",
                            "cowshed",
                            "sty",
                            "farm_auxiliary",
                            "silo",
                            "storage_tank",
                            "water_tower",
                            "water_tank",
                            "tank",
                            "reservoir",
                            "service",
                            "transformer_tower",
                            "power",
                            "substation",
                            "toilets",
                            "bunker",
                            "ruins",
                            "construction",
                            "collapsed",
                            "bridge",
                            "gatehouse",
                            "guardhouse",
                            "container",
                            "tent",
                            "digester",
                            "slurry_tank",
                            "boathouse",
                            "tower",
                            "castle",
                            "museum",
                            "theatre",
                            "cinema",
                            "library",
                            "wall",
                            "manufacture",
                            "factory",
                            "works",
                            "pumping_station",
                            "triumphal_arch",
                            "demolished",
                            "abandoned",
                            "ship",
                            "market",
                            "mall",
                            "bank",
                            "restaurant",
                            "conservatory",
                            "lighthouse",
                            "monument",
                            "gazebo",
                            "swimming_pool",
                            "beach_hut"};
  const auto building = value(tags, "building");
  if (building.empty() || others.contains(building)) return false;
  if (homes.contains(building)) return true;
  // "yes" and rarer words: the building's main use decides.
  for (const char* use : {"amenity", "shop", "office", "tourism", "leisure", "healthcare", "craft",
                          "industrial", "military", "aeroway", "railway", "public_transport",
                          "power", "man_made", "emergency", "historic"}) {
    if (tags.has_key(use)) return false;
  }
  return true;
}

bool is_water(const osmium::TagList& tags) {
  return value(tags, "natural") == "water" || value(tags, "waterway") == "riverbank" ||
         value(tags, "waterway") == "dock" || value(tags, "landuse") == "reservoir";
}

}  // namespace geo::read
