#include "geo/city.hpp"

#include <algorithm>

namespace geo {

std::optional<GroupId> Residents::find(const std::string& key) const {
  for (const GroupId group : groups.rows()) {
    if (groups[group].key == key) return group;
  }
  return std::nullopt;
}

std::string_view word(HomeBasis basis) {
  switch (basis) {
    case HomeBasis::housing:
      return "housing";
    case HomeBasis::osm_buildings:
      return "osm_buildings";
    case HomeBasis::along_streets:
      return "along_streets";
    case HomeBasis::points:
      return "points";
  }
  return "along_streets";
}

}  // namespace geo
