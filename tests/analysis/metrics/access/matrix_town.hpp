#pragma once

#include <vector>

#include "geo/city.hpp"

/// A city whose walking times are a published matrix: each home has a one-way street to each
/// service it can reach, exactly that long at 80 m a minute, and there is no other way round.
namespace matrix_town {

struct Service {
  std::size_t column;  ///< of the matrix
  double capacity;
};

struct Drawn {
  std::vector<double> people;
  std::vector<Service> services;
  std::size_t columns;
  std::vector<double> minutes;  ///< row by row; negative: no way
};

namespace detail {

constexpr double pace = 80;  // metres a minute, as the walk that ships

struct Streets {
  geo::StreetGraph graph;
  std::vector<std::vector<geo::Street>> at;

  geo::NodeId corner() {
    graph.component.push_back(geo::ComponentId{0});
    at.emplace_back();
    return graph.at.push_back({static_cast<double>(at.size()), 0});
  }
  geo::EdgeId join(geo::NodeId from, geo::NodeId to, double metres, geo::OneWay way) {
    geo::Edge edge;
    edge.from = from;
    edge.to = to;
    edge.length = geo::Metres{metres};
    edge.on_foot = way;
    const geo::EdgeId id = graph.edges.push_back(edge);
    graph.lines.push_back({graph.at[from], graph.at[to]});
    graph.names.push_back("");
    at[from.row()].push_back({id, to, true});
    at[to.row()].push_back({id, from, false});
    return id;
  }
  /// A corner at the end of a little street of its own, and a door on that corner.
  std::pair<geo::NodeId, geo::Door> place() {
    const geo::NodeId far = corner(), here = corner();
    const geo::EdgeId lane = join(far, here, pace, geo::OneWay::no);
    return {here, geo::Door{lane, geo::Metres{pace}, geo::Metres{0}, geo::ComponentId{0}}};
  }
};

}  // namespace detail

inline geo::City city(const Drawn& drawn) {
  using namespace geo;
  City city;
  detail::Streets streets;
  std::vector<NodeId> homes, columns;
  for (const double people : drawn.people) {
    const auto [corner, door] = streets.place();
    homes.push_back(corner);
    city.homes.door.push_back(door);
    city.homes.at.push_back({});
    city.homes.in.push_back(NeighbourhoodId{0});
    city.homes.weight.push_back(1);
    if (city.homes.people.empty()) city.homes.people.push_back({});
    city.homes.people[everyone].push_back(People::of(people));
  }
  std::vector<Door> doors;
  for (std::size_t column = 0; column < drawn.columns; ++column) {
    const auto [corner, door] = streets.place();
    columns.push_back(corner);
    doors.push_back(door);
  }
  for (std::size_t i = 0; i < homes.size(); ++i) {
    for (std::size_t j = 0; j < columns.size(); ++j) {
      const double minutes = drawn.minutes[i * columns.size() + j];
      if (minutes < 0) continue;
      streets.join(homes[i], columns[j], minutes * detail::pace, OneWay::forward);
    }
  }
  std::vector<std::vector<Door>> service_doors;
  for (const Service& service : drawn.services) {
    service_doors.push_back({doors[service.column]});
    city.services.kind.push_back(Kind{"health"});
    city.services.capacity.push_back(service.capacity);
  }
  city.services.doors = Lists<ServiceId, Door>(service_doors);
  streets.graph.streets = Lists<NodeId, Street>(streets.at);
  streets.graph.component_nodes = {streets.graph.at.size()};
  city.streets = std::move(streets.graph);
  Group all;
  all.key = "everyone";
  all.is_protected = false;
  city.residents.groups.push_back(all);
  city.residents.recorded = true;
  return city;
}

}  // namespace matrix_town
