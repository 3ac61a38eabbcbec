#pragma once

#include <map>
#include <string>
#include <vector>

#include "geo/network/door.hpp"
#include "geo/network/street_graph.hpp"

namespace scene {

/// Streets read from a picture, and where each letter is.
struct Drawing {
  geo::StreetGraph streets;
  std::map<char, geo::Point> place;    ///< letters and digits
  std::map<char, geo::Door> door;      ///< those of them that stand on a walkable street
  std::map<char, geo::NodeId> corner;  ///< letters only
};

/// See `Town` for the signs. Throws std::invalid_argument when a street leads nowhere.
Drawing drawing(const std::string& picture, double metres_per_cell);

}  // namespace scene
