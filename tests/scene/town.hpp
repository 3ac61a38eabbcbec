#pragma once

#include <map>
#include <string>

#include "geo/city.hpp"

/// Drawn towns: a whole `geo::City` from a picture of its streets.
namespace scene {

/// What a town looks like and who lives where.
///
/// Drawing of the streets, one character for `metres_per_cell` metres both ways:
///   a .. z  A .. Z   corners with a name        1 .. 9   places in the middle of a stretch
///   +                a corner without a name
///   -  |             streets                    =  #     steps, level and upright
///   >  <  ^  !       one way on foot: right, left, up, down
///   .  :             closed to people on foot, level and upright
/// Streets that cross without a corner sign do not meet.
struct Town {
  std::string streets;
  std::string homes = "";  ///< a letter for each home; twice for two homes
  /// Kind -> letters: `{{"health.clinic", "e"}}`; their keys are the letters.
  std::map<std::string, std::string> services = {};
  /// Group -> home letter -> people; "everyone" is the total. Left out: not recorded.
  std::map<std::string, std::map<char, double>> people = {};
  /// Neighbourhood -> letters of its homes. Left out: one neighbourhood "town" with all of them.
  std::map<std::string, std::string> neighbourhoods = {};
  /// Neighbourhood -> group -> people, in place of `people`: spread evenly over its homes. One
  /// without a drawn home gets one that is off the streets.
  std::map<std::string, std::map<std::string, double>> counts = {};
  std::map<std::string, std::string> districts = {};        ///< neighbourhood -> its district
  std::map<char, double> capacity = {};                     ///< service letter -> places
  std::map<std::string, std::map<char, double>> uses = {};  ///< class of use -> letter -> mass
  double metres_per_cell = 100;
};

/// The city that is drawn. Homes, services and uses have their doors on the spot; levels are
/// "neighbourhood", "district" when there are districts, and "city". Groups are "everyone", those
/// of `people` or `counts` by name, and "rest".
geo::City town(const Town& drawn);

/// The (first) home, service, use or corner drawn at a letter; throws std::out_of_range if none.
geo::HomeId home(const geo::City& city, char letter);
geo::ServiceId service(const geo::City& city, char letter);
geo::UseId use(const geo::City& city, char letter);
geo::NodeId corner(const geo::City& city, char letter);
geo::NeighbourhoodId neighbourhood(const geo::City& city, const std::string& key);
geo::GroupId group(const geo::City& city, const std::string& key);

}  // namespace scene
