#include "geo/build/riding.hpp"

#include <algorithm>
#include <set>

#include "geo/build/doors.hpp"
#include "geo/build/street_heights.hpp"
#include "geo/build/street_lines.hpp"

namespace geo::build {
namespace {

std::set<Mode> vehicles(const Description& description) {
  std::set<Mode> modes;
  for (const std::string& name : description.travel_by) {
    for (const NamedWay& one : description.ways) {
      if (one.way.name == name && one.way.uses != Mode::foot) modes.insert(one.way.uses);
    }
  }
  return modes;
}

Passage passage(const StreetLine& line, Mode mode) {
  return mode == Mode::bicycle ? line.traits.by_bicycle : line.traits.by_car;
}

/// All lines of the source, walked or not. What is odd about them was said when the walk was built.
StreetLines lines_of(const Layers& layers) {
  Findings said_before;
  if (layers.street_layer) {
    return street_lines(*layers.street_layer, layers.description.streets, said_before,
                        layers.description.street_words);
  }
  StreetLines all = layers.streets;
  all.lines.insert(all.lines.end(), layers.ridden.lines.begin(), layers.ridden.lines.end());
  return all;
}

StreetGraph streets_of(StreetLines lines, Mode mode, const Layers& layers) {
  std::erase_if(lines.lines,
                [&](const StreetLine& line) { return passage(line, mode) == Passage::none; });
  // Doors and connected parts are those of streets that are open, here to this vehicle.
  for (StreetLine& line : lines.lines) line.walkable = true;
  Findings said_before;
  StreetGraph streets = build_street_graph(lines, said_before);
  if (layers.terrain) take_heights(*layers.terrain, layers.projection, streets);
  return streets;
}

}  // namespace

std::map<Mode, Riding> riding(const Layers& layers, const City& city) {
  std::map<Mode, Riding> all;
  const auto modes = vehicles(layers.description);
  if (modes.empty() || city.streets.edges.empty()) return all;
  const StreetLines lines = lines_of(layers);
  for (const Mode mode : modes) {
    Riding& ridden = all[mode];
    ridden.streets = streets_of(lines, mode, layers);
    const DoorFinder finder(ridden.streets, city.door_rule);
    ridden.home_door = Per<HomeId, Cell<Door>>(doors(&finder, city.homes.at.values()));
    for (const ServiceId service : city.services.kind.rows()) {
      ridden.service_doors.append(ridden_doors(city, service, finder));
    }
    ridden.use_door = Per<UseId, Cell<Door>>(doors(&finder, city.uses.at.values()));
  }
  return all;
}

std::vector<Door> ridden_doors(const City& city, ServiceId service, const DoorFinder& finder) {
  std::vector<Door> doors;
  for (const Door& walked : city.services.doors[service]) {
    auto door = finder.door(DoorFinder::at(city.streets, walked));
    if (!door) continue;
    Door ridden = *door;
    ridden.off_network += walked.off_network;
    doors.push_back(ridden);
  }
  return doors;
}

}  // namespace geo::build
