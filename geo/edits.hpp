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

// Changes of what runs. The numbers of stops, lines and trips stay; streets and doors do too.

/// Nobody gets on or off any vehicle of the line any more, nor stays on one that goes on as
/// another's. Times that nobody knows of other lines are drawn as before.
struct LineClosed {
  LineId line;
};
/// Nobody gets on or off there any more; vehicles pass. A station closes with all of its stops.
struct StopClosed {
  StopId stop;
};
/// On the day asked about, the trips of the line that leave their first stop from `from` up to, not
/// including, `until` are replaced by even headways at times that nobody knows; other days and
/// hours stay.
///
/// Ways of the line that have a stretch from stop to stop in common share `every` among them as
/// they share the trips that are replaced, so that a vehicle comes there once in `every`; each
/// direction has its own. On each way vehicles take as long as the middle one of the trips that
/// they replace, by the time from the first stop to the last; of two in the middle the quicker.
struct LineHeadway {
  LineId line;
  Seconds every;  ///< above 0
  Seconds from, until;
};
/// Rides from stop to stop take so many times as long on every trip of the line, to the second;
/// stays at stops as long as now. 0 or more, below 1 for quicker ones.
struct LineSlowed {
  LineId line;
  double times;
};

using Edit =
    std::variant<ServiceAdded, ServiceMoved, ServiceClosed, StreetClosed, StreetOpened,
                 StreetSlowed, StreetBuilt, LineClosed, StopClosed, LineHeadway, LineSlowed>;
using Edits = std::vector<Edit>;

/// Whether it changes what runs, and with it neither places nor streets.
inline bool changes_timetable(const Edit& edit) {
  return std::holds_alternative<LineClosed>(edit) || std::holds_alternative<StopClosed>(edit) ||
         std::holds_alternative<LineHeadway>(edit) || std::holds_alternative<LineSlowed>(edit);
}

/// The city as it would be: another one that shares with the first every table that stays as it is
/// (of a city from `build_city`), so that it costs little more than what changes.
///
/// Homes and other services keep their doors; uses of land are left as they are; streets change
/// for those who walk, not for those who ride. The door of a new or moved service is found with
/// `doors`, of the city as it was, or one made here, which costs a look at every street. A change
/// of what runs costs a copy of the timetable.
///
/// Throws geo::Error: `timetable_missing` where there is no timetable to change, `stop_not_served`
/// for a stop at which nothing calls, `line_not_running` for a headway in hours in which the line
/// has no trip that says how long it takes.
City edited(const City& city, const Edit& edit, const DoorFinder* doors = nullptr);
/// One after the other.
City edited(City city, std::span<const Edit> edits);

}  // namespace geo
