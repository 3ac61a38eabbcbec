#include "geo/edits.hpp"

#include <algorithm>
#include <cassert>

#include "geo/build/edited_transit.hpp"
#include "geo/build/riding.hpp"
#include "geo/core/error.hpp"
#include "geo/network/length.hpp"
#include "geo/shape/polygons.hpp"

namespace geo {
namespace {

/// The same lists with one of them changed, or added at the end.
template <class Row, class T>
Lists<Row, T> with_list(const Lists<Row, T>& lists, Row changed, std::span<const T> list) {
  Lists<Row, T> all;
  for (const Row row : lists.rows()) all.append(row == changed ? list : lists[row]);
  if (changed.row() == lists.size()) all.append(list);
  return all;
}

Cell<NeighbourhoodId> neighbourhood_of(const City& city, Point at) {
  const auto found = PolygonIndex(city.neighbourhoods.shape.values()).holding(at);
  return found ? Cell<NeighbourhoodId>(NeighbourhoodId{*found}) : Missing::out_of_area;
}

/// Gives a service these doors on foot, and those of each vehicle that are near them.
void set_doors(City& city, ServiceId service, const std::vector<Door>& doors) {
  city.services.doors = with_list(city.services.doors, service, std::span<const Door>(doors));
  for (auto& [mode, ridden] : city.riding) {
    const DoorFinder finder(ridden.streets, city.door_rule);
    const auto there = build::ridden_doors(city, service, finder);
    ridden.service_doors = with_list(ridden.service_doors, service, std::span<const Door>(there));
  }
}

std::vector<Door> doors_at(const City& city, Point at, const DoorFinder* doors) {
  if (city.streets.edges.empty()) return {};
  const auto door = doors ? doors->door(at) : DoorFinder(city.streets, city.door_rule).door(at);
  return door ? std::vector{*door} : std::vector<Door>{};
}

void apply(City& city, const ServiceAdded& added, const DoorFinder* doors) {
  Services& all = city.services;
  const ServiceId service{all.size()};
  all.key.push_back(added.key);
  all.kind.push_back(added.kind);
  all.name.push_back(added.name);
  all.at.push_back(added.at);
  all.in.push_back(neighbourhood_of(city, added.at));
  all.capacity.push_back(Missing::not_recorded);
  all.languages.push_back({});
  all.open_to.push_back({});
  for (auto* column :
       {&all.opening_hours, &all.fee, &all.run_by, &all.funded_until, &all.status, &all.file}) {
    column->push_back({});
  }
  all.step_free.push_back(Missing::not_recorded);
  all.location.push_back(Openness::shown);
  set_doors(city, service, doors_at(city, added.at, doors));
}

void apply(City& city, const ServiceMoved& moved, const DoorFinder* doors) {
  assert(moved.service.row() < city.services.size());
  city.services.at[moved.service] = moved.to;
  city.services.in[moved.service] = neighbourhood_of(city, moved.to);
  set_doors(city, moved.service, doors_at(city, moved.to, doors));
}

void apply(City& city, const ServiceClosed& closed, const DoorFinder*) {
  assert(closed.service.row() < city.services.size());
  auto& all = city.services.closed;
  const auto at = std::lower_bound(all.begin(), all.end(), closed.service);
  if (at == all.end() || *at != closed.service) all.insert(at, closed.service);
}

void apply(City& city, const StreetClosed& closed, const DoorFinder*) {
  city.streets.edges[closed.street].through = false;
}

/// Two parts of the streets that are linked now are one, under the lower number.
void join_parts(StreetGraph& streets, NodeId a, NodeId b) {
  const auto [kept, gone] = std::minmax(streets.component[a], streets.component[b]);
  if (kept == gone) return;
  for (const NodeId corner : streets.component.rows()) {
    if (streets.component[corner] == gone) streets.component[corner] = kept;
  }
  streets.component_nodes[kept.row()] += std::exchange(streets.component_nodes[gone.row()], 0);
}

void apply(City& city, const StreetOpened& opened, const DoorFinder*) {
  Edge& edge = city.streets.edges[opened.street];
  edge.through = edge.walkable = true;
  join_parts(city.streets, edge.from, edge.to);
}

void apply(City& city, const StreetSlowed& slowed, const DoorFinder*) {
  assert(slowed.times > 0);
  city.streets.edges[slowed.street].slower *= slowed.times;
}

void apply(City& city, const StreetBuilt& built, const DoorFinder*) {
  StreetGraph& streets = city.streets;
  Edge edge;
  edge.from = built.from;
  edge.to = built.to;
  edge.on_foot = built.on_foot;
  Line line = built.line.empty() ? Line{streets.at[built.from], streets.at[built.to]} : built.line;
  edge.length = drawn_length(line);
  const EdgeId street = streets.edges.push_back(edge);
  streets.lines.push_back(std::move(line));
  streets.names.push_back(built.name);
  if (streets.ids.size() == street.row()) streets.ids.push_back({});
  if (streets.rises.size() == street.row() && street.row() > 0) streets.rises.append({});
  const auto join = [&](NodeId here, NodeId there, bool forward) {
    const auto old = streets.streets[here];
    std::vector<Street> list(old.begin(), old.end());
    list.push_back({street, there, forward});
    streets.streets = with_list(streets.streets, here, std::span<const Street>(list));
  };
  join(built.from, built.to, true);
  join(built.to, built.from, false);
  join_parts(streets, built.from, built.to);
}

template <class Change>
void change_transit(City& city, const Change& change) {
  if (!city.transit) {
    throw Error({.code = "timetable_missing",
                 .what = "no timetables were read, so no line or stop of them can be changed",
                 .file = city.description.file,
                 .field = "transit",
                 .remedy = "name the timetables under [transit]"});
  }
  city.transit = std::make_shared<const Transit>(build::edited(*city.transit, change));
}

void apply(City& city, const LineClosed& closed, const DoorFinder*) {
  change_transit(city, closed);
}
void apply(City& city, const StopClosed& closed, const DoorFinder*) {
  change_transit(city, closed);
}
void apply(City& city, const LineHeadway& headway, const DoorFinder*) {
  change_transit(city, headway);
}
void apply(City& city, const LineSlowed& slowed, const DoorFinder*) {
  change_transit(city, slowed);
}

}  // namespace

City edited(const City& city, const Edit& edit, const DoorFinder* doors) {
  City changed = city;
  std::visit([&](const auto& one) { apply(changed, one, doors); }, edit);
  return changed;
}

City edited(City city, std::span<const Edit> edits) {
  for (const Edit& edit : edits) city = edited(city, edit);
  return city;
}

}  // namespace geo
