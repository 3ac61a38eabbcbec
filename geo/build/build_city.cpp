#include "geo/build/comparability.hpp"
#include "geo/build/homes.hpp"
#include "geo/build/housing_tables.hpp"
#include "geo/build/levels.hpp"
#include "geo/build/lodging.hpp"
#include "geo/build/people_rows.hpp"
#include "geo/build/residents.hpp"
#include "geo/build/riding.hpp"
#include "geo/build/services.hpp"
#include "geo/build/street_cover.hpp"
#include "geo/build/street_heights.hpp"
#include "geo/build/street_lines.hpp"
#include "geo/build/surveys.hpp"
#include "geo/build/transit_stops.hpp"
#include "geo/build/uses.hpp"
#include "geo/build/water.hpp"
#include "geo/build/zones.hpp"
#include "geo/city.hpp"
#include "geo/core/error.hpp"

#include <fmt/format.h>

namespace geo {
namespace {

/// Columns of the neighbourhoods' layer that the description reads.
std::set<std::string> used_columns(const Description& description) {
  std::set<std::string> used;
  for (const auto& [language, column] : description.neighbourhoods->name) used.insert(column);
  if (description.people && !description.people->from.table) {
    used.merge(build::people_columns(*description.people));
  }
  return used;
}

build::Zones zones(const Layers& layers, Findings& findings) {
  if (layers.neighbourhoods && layers.description.neighbourhoods) {
    return build::zones(*layers.neighbourhoods, *layers.description.neighbourhoods,
                        used_columns(layers.description), findings);
  }
  Finding finding;
  finding.code = "no_neighbourhoods";
  finding.severity = Severity::error;
  finding.file = layers.description.file;
  finding.what = "no neighbourhoods are given, so there is nothing to draw";
  finding.remedy = "add [neighbourhoods] with layer = \"...\"";
  throw Error(finding);
}

/// The streets with heights from the terrain where city.toml names one, else as they have them.
StreetGraph with_heights(StreetGraph streets, const Layers& layers, Findings& findings) {
  if (layers.terrain) build::take_heights(*layers.terrain, layers.projection, streets);
  build::report_heights(streets, layers, findings);
  return streets;
}

StreetGraph streets(const Layers& layers, Findings& findings) {
  const auto& described = layers.description.streets;
  if (layers.street_layer) {
    const auto lines = build::street_lines(*layers.street_layer, described, findings,
                                           layers.description.street_words);
    return with_heights(build_street_graph(lines, findings), layers, findings);
  }
  if (!layers.streets.lines.empty()) {
    return with_heights(build_street_graph(layers.streets, findings), layers, findings);
  }
  Finding finding;
  finding.code = "no_streets";
  finding.severity = Severity::warning;
  finding.file = layers.description.file;
  finding.value = fmt::format("times {}", described.detour);
  finding.what = "there are no streets, so every way is a straight line made longer by one factor";
  finding.remedy = "add [streets] with layer = \"...\" or osm = \"...\" for the ways people go";
  findings.add(finding);
  return {};
}

const MultiPolygon& outline(const City& city) {
  return city.levels[LevelId{city.levels.size() - 1}].shape[AreaId{0}];
}

/// Counts the people, then puts them in the homes. People counted on ground of their own, or only
/// in larger areas, need the homes first; else homes are laid only where somebody was counted.
void settle_people(const Layers& layers, const build::Zones& zones, const DoorFinder* doors,
                   City& city) {
  build::Supports supports(layers, zones);
  build::LodgingRows lodgings = build::lodging_places(layers, zones, city.findings);
  const auto homes_where = [&](Per<NeighbourhoodId, bool> inhabited) {
    for (const NeighbourhoodId zone : build::around_protected(lodgings.all, zones)) {
      inhabited[zone] = true;
    }
    Homes homes = build::empty_homes(layers, zones, inhabited, city.streets, lodgings.all, supports,
                                     city.findings);
    if (homes.basis != HomeBasis::housing) {
      build::weigh_by_dwellings(homes, city.housing, city.levels, city.findings);
    }
    supports.settle(homes, layers, zones, city.streets);
    return homes;
  };
  if (supports.needs_homes()) city.homes = homes_where(supports.inhabited());
  city.residents = build::residents(layers, zones, city.levels, supports, city.findings);
  if (!supports.needs_homes()) city.homes = homes_where(build::inhabited(city.residents));
  build::settle_lodgings(lodgings, layers, zones, supports, city.residents, city.findings);
  city.lodgings = std::move(lodgings.all);
  city.homes = build::with_people(std::move(city.homes), layers, city.residents, city.lodgings,
                                  supports, city.streets, doors, city.findings);
}

}  // namespace

City build_city(const Layers& layers) {
  if (layers.transit_refused) throw Error(*layers.transit_refused);
  City city;
  city.description = layers.description;
  city.name = layers.description.name;
  city.languages = layers.description.languages;
  city.projection = layers.projection;
  city.inputs = layers.inputs;
  city.transit = layers.transit;
  city.findings = layers.findings;

  build::Zones zones = geo::zones(layers, city.findings);
  city.levels = build::levels(layers, zones, city.findings);
  if (!zones.from_points) {
    build::report_gaps(*layers.neighbourhoods, outline(city), city.findings);
  }
  city.streets = streets(layers, city.findings);
  std::optional<DoorFinder> finder;
  if (!city.streets.edges.empty()) finder.emplace(city.streets, city.door_rule);
  const DoorFinder* doors = finder ? &*finder : nullptr;
  city.housing = build::housing_figures(layers, zones, city.levels, city.findings);
  settle_people(layers, zones, doors, city);
  city.services = build::services(layers, zones, doors, city.findings);
  city.water = build::water(layers, outline(city));
  city.uses = build::uses(layers, zones, city.levels, city.homes, city.lodgings, city.services,
                          doors, city.findings);
  city.riding = build::riding(layers, city);
  city.transit_stops = build::transit_stops(city.transit.get(), city.projection, outline(city),
                                            doors, layers.description.file, city.findings);
  city.surveys = build::surveys(layers, city.findings);
  city.neighbourhoods = std::move(zones.all);
  city.street_cover = build::street_cover(city.streets, city.homes, city.neighbourhoods,
                                          layers.description.streets.source.path, city.findings);
  build::report_sparse_kinds(city, city.findings);
  build::report_unlike(city, city.findings);
  city.freeze();
  return city;
}

}  // namespace geo
