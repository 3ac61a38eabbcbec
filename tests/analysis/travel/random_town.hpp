#pragma once

#include <random>

#include "geo/city.hpp"

namespace random_town {

struct Size {
  int corners = 60, edges = 110, homes = 150, services = 25, uses = 40;
  double one_way = 0.2, closed = 0.05;
};

/// Streets laid at random, dead ends, loops, double and empty stretches and separate parts
/// included; homes, services with several doors, and uses anywhere on open ones.
class Maker {
 public:
  Maker(unsigned seed, Size size) : draw_(seed), size_(size) {}

  geo::City city() {
    lay_streets();
    place_homes();
    place_services();
    place_uses();
    return std::move(city_);
  }

 private:
  int whole(int below) { return std::uniform_int_distribution<int>(0, below - 1)(draw_); }
  double share() { return std::uniform_real_distribution<double>(0, 1)(draw_); }

  void lay_streets() {
    geo::StreetGraph& streets = city_.streets;
    for (int corner = 0; corner < size_.corners; ++corner) {
      streets.at.push_back({share() * 1000, share() * 1000});
      streets.component.push_back(geo::ComponentId{0});
    }
    std::vector<std::vector<geo::Street>> at(static_cast<std::size_t>(size_.corners));
    for (int row = 0; row < size_.edges; ++row) {
      geo::Edge edge;
      edge.from = geo::NodeId{whole(size_.corners)};
      edge.to =
          geo::NodeId{share() < 0.02 ? static_cast<int>(edge.from.row()) : whole(size_.corners)};
      edge.length = geo::Metres{share() < 0.02 ? 0 : 10 + 290 * share()};
      edge.steps = share() < 0.1;
      edge.walkable = share() >= size_.closed;
      if (share() < size_.one_way) {
        edge.on_foot = share() < 0.5 ? geo::OneWay::forward : geo::OneWay::backward;
      }
      const geo::EdgeId id = streets.edges.push_back(edge);
      streets.lines.push_back({});
      streets.names.push_back({});
      at[edge.from.row()].push_back({id, edge.to, true});
      at[edge.to.row()].push_back({id, edge.from, false});
    }
    streets.streets = geo::Lists<geo::NodeId, geo::Street>(at);
    streets.component_nodes = {static_cast<std::size_t>(size_.corners)};
  }

  geo::Door door() {
    const auto& edges = city_.streets.edges;
    geo::EdgeId edge{0};
    do edge = geo::EdgeId{whole(size_.edges)};
    while (!edges[edge].walkable);
    return {edge, geo::Metres{edges[edge].length.value * share()},
            geo::Metres{share() < 0.5 ? 0 : 80 * share()}, geo::ComponentId{0},
            geo::DoorAction::nearest_edge};
  }

  void place_homes() {
    geo::Homes& homes = city_.homes;
    homes.people.push_back({});
    for (int row = 0; row < size_.homes; ++row) {
      homes.at.push_back({});
      homes.in.push_back(geo::NeighbourhoodId{0});
      homes.weight.push_back(1);
      homes.near_data_edge.push_back(false);
      if (share() < 0.05) {
        homes.door.push_back(geo::Missing::off_network);
      } else {
        homes.door.push_back(door());
      }
      homes.people[geo::everyone].push_back(geo::People::of(whole(50)));
    }
  }

  void place_services() {
    static const char* const kinds[] = {"education.school", "health", "health.clinic",
                                        "health.hospital"};
    geo::Services& services = city_.services;
    for (int row = 0; row < size_.services; ++row) {
      services.kind.push_back(geo::Kind{kinds[row * 4 / size_.services]});
      std::vector<geo::Door> doors;
      for (int more = whole(4); more > 0; --more) doors.push_back(door());
      services.doors.append(doors);
      services.at.push_back(geo::Point{});
      services.capacity.push_back(static_cast<double>(whole(100)));
    }
  }

  void place_uses() {
    city_.uses.classes = {"shop", "work"};
    for (int row = 0; row < size_.uses; ++row) {
      city_.uses.of_class.push_back(static_cast<std::size_t>(whole(2)));
      city_.uses.mass.push_back(share());
      city_.uses.at.push_back({});
      if (share() < 0.1) {
        city_.uses.door.push_back(geo::Missing::off_network);
      } else {
        city_.uses.door.push_back(door());
      }
    }
  }

  std::mt19937 draw_;
  Size size_;
  geo::City city_;
};

inline geo::City town(unsigned seed, Size size = {}) {
  return Maker(seed, size).city();
}

}  // namespace random_town
