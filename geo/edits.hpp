#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "geo/city.hpp"
#include "geo/network/door.hpp"

namespace geo {

// What a scenario changes, one thing at a time. Rows keep their numbers: what is closed stays in
// its table, what is new comes last.

/// A place that serves people, joined to the streets as any other; open to everyone.
struct ServiceAdded {
  Kind kind;
  Point at;
  Names name{};
  std::string key{};
};
struct ServiceMoved {
  ServiceId service;
  Point to;
};
struct ServiceClosed {
  ServiceId service;
};
/// Nobody passes along the street any more, on foot. Who lives or is served on it still gets to
/// both of its ends: a fallen bridge, a dig, a gate; not a street that is given up.
struct StreetClosed {
  EdgeId street;
};
/// Everybody may walk along it, as far as its one-way allows; also where it was closed before.
struct StreetOpened {
  EdgeId street;
};
/// The walk along it takes so many times as long as now; above 0, below 1 for a quicker one.
struct StreetSlowed {
  EdgeId street;
  double times;
};
/// A new street between two corners that are there.
struct StreetBuilt {
  NodeId from, to;
  Line line{};  ///< drawn from `from` to `to`; left out: straight
  std::string name{};
  OneWay on_foot = OneWay::no;
};

using Edit = std::variant<ServiceAdded, ServiceMoved, ServiceClosed, StreetClosed, StreetOpened,
                          StreetSlowed, StreetBuilt>;
using Edits = std::vector<Edit>;

/// The city as it would be: another one that shares with the first every table that stays as it is
/// (of a city from `build_city`), so that it costs little more than what changes.
///
/// Homes and other services keep their doors; uses of land are left as they are; streets change
/// for those who walk, not for those who ride. The door of a new or moved service is found with
/// `doors`, of the city as it was, or one made here, which costs a look at every street.
City edited(const City& city, const Edit& edit, const DoorFinder* doors = nullptr);
/// One after the other.
City edited(City city, std::span<const Edit> edits);

}  // namespace geo
