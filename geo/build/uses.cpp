#include "geo/build/uses.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <tbb/parallel_for.h>

#include "geo/build/doors.hpp"
#include "geo/build/key_template.hpp"
#include "geo/build/people_rows.hpp"
#include "geo/build/water.hpp"
#include "geo/core/error.hpp"
#include "geo/shape/polygons.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

constexpr const char* dwelling = "housing";
constexpr const char* where = "[[land_use]]";

struct Use {
  std::string name;
  Point at;
  double mass = 1;
  auto operator<=>(const Use&) const = default;
};

Finding about(const Layer& layer, const std::string& code) {
  Finding finding;
  finding.code = code;
  finding.file = layer.file;
  finding.layer = layer.name;
  return finding;
}

std::vector<std::string> classes(const Layer& layer, const description::LandUse& columns,
                                 const std::map<std::string, std::string>& map,
                                 Findings& findings) {
  if (!columns.kind_from) {
    if (!columns.kind.empty()) return std::vector<std::string>(layer.rows, columns.kind);
    Finding finding = about(layer, "kind_missing");
    finding.severity = Severity::error;
    finding.what = "nothing says what use of land this layer holds";
    finding.remedy = "add kind = \"retail\", or kind_from, to its [[land_use]]";
    throw Error(finding);
  }
  const Field& field = required_field(layer, columns.kind_from->column, where);
  std::vector<std::string> out(layer.rows);
  std::map<std::string, std::size_t> unmapped;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    const std::string value = key_text(field.values[row]).value_or("");
    const auto found = map.find(value);
    if (found != map.end()) {
      out[row] = found->second == "-" ? "" : found->second;
    } else if (!columns.kind.empty()) {
      out[row] = columns.kind;
    } else if (map.empty() && !value.empty()) {
      out[row] = value;  // no map at all: the city's own words are the classes
    } else {
      ++unmapped[value];
    }
  }
  for (const auto& [value, rows] : unmapped) {
    Finding finding = about(layer, "use_unmapped");
    finding.field = field.name;
    finding.value = quoted(value);
    finding.what = fmt::format("{} row{} with this value have no class and do not count", rows,
                               rows == 1 ? "" : "s");
    finding.remedy = "add the value to the map, with \"-\" to leave it out on purpose";
    findings.add(finding);
  }
  return out;
}

std::optional<double> amount(const Layer& layer, const std::string& column, std::size_t row) {
  if (column.empty()) return std::nullopt;
  const auto value = number(required_field(layer, column, where).values[row]);
  return value && *value >= 0 ? value : std::nullopt;
}

double mass(const Layer& layer, const description::LandUse& columns, std::size_t row) {
  if (const auto floor_area = amount(layer, columns.floor_area, row)) return *floor_area;
  double ground = amount(layer, columns.area, row).value_or(0);
  if (ground <= 0 && !layer.shapes.empty()) ground = area(layer.shapes[row].polygons).value;
  if (ground <= 0) return amount(layer, columns.count, row).value_or(1);
  return ground * std::max(1.0, amount(layer, columns.floors, row).value_or(1));
}

std::optional<Point> place(const Geometry& shape) {
  if (!shape.points.empty()) return *std::min_element(shape.points.begin(), shape.points.end());
  return label_point(shape.polygons);
}

void add_layer(const Layers& layers, std::size_t which, std::vector<Use>& uses,
               Findings& findings) {
  static const std::map<std::string, std::string> none;
  const Layer& layer = layers.land_use[which];
  const auto& columns = layers.description.land_use[which];
  const auto& map = which < layers.use_maps.size() ? layers.use_maps[which] : none;
  const auto names = classes(layer, columns, map, findings);
  std::vector<std::optional<Point>> at(layer.rows);
  tbb::parallel_for(std::size_t{0}, layer.shapes.size(),
                    [&](std::size_t row) { at[row] = place(layer.shapes[row]); });
  std::size_t nowhere = 0;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    if (names[row].empty() || is_water(names[row])) continue;
    if (at[row]) {
      uses.push_back({names[row], *at[row], mass(layer, columns, row)});
    } else {
      ++nowhere;
    }
  }
  if (nowhere == 0) return;
  Finding finding = about(layer, "use_without_place");
  finding.value = fmt::format("{} of {} rows", nowhere, layer.rows);
  finding.what = "rows of land use have no place and do not count";
  finding.remedy = "give them a point or a polygon";
  findings.add(finding);
}

/// Homes in each area of a level, at most so many, in steps over all of them in order of place.
Per<AreaId, std::vector<Point>> some_homes(const Homes& homes, const Level& level) {
  constexpr std::size_t most = 50;
  Per<AreaId, std::vector<Point>> all(level.area_key.size()), some(level.area_key.size());
  for (const HomeId home : homes.at.rows()) {
    if (!homes.lodging.contains(home)) all[level.of[homes.in[home]]].push_back(homes.at[home]);
  }
  for (const AreaId area : all.rows()) {
    const std::size_t step = (all[area].size() + most - 1) / most;
    for (std::size_t i = 0; i < all[area].size(); i += step) some[area].push_back(all[area][i]);
  }
  return some;
}

/// Uses of a table by zone, laid at its homes.
void add_table(const Layers& layers, std::size_t which, const Zones& zones,
               const Per<LevelId, Level>& levels, const Homes& homes, std::vector<Use>& uses,
               Findings& findings) {
  const Layer& layer = layers.land_use[which];
  const auto& columns = layers.description.land_use[which];
  description::CountedFrom from;
  from.join_column = columns.join_column;
  from.join_key = columns.join_key;
  from.at = columns.at;
  from.value = "rows";  // several rows have one key, one for each class
  const PeopleRows rows = people_rows({&layer, from, where, {}}, layers, zones, levels, findings);
  const auto names = classes(layer, columns, layers.use_maps[which], findings);
  const auto places = some_homes(homes, levels[rows.level]);
  std::size_t laid = 0, homeless = 0;
  for (const AreaId area : rows.of.rows()) {
    for (const auto& [row, share] : rows.of[area]) {
      const double all = mass(layer, columns, row);
      if (names[row].empty() || is_water(names[row]) || all <= 0) continue;
      ++(places[area].empty() ? homeless : laid);
      const auto parts = static_cast<double>(places[area].size());
      for (const Point at : places[area]) uses.push_back({names[row], at, all / parts});
    }
  }
  Finding finding = about(layer, "uses_by_zone");
  finding.severity = homeless > 0 ? Severity::warning : Severity::note;
  finding.value = fmt::format("{} rows laid, {} in zones without homes", laid, homeless);
  finding.what =
      "uses are known by zone only and were laid in equal parts at its homes: how mixed a zone is "
      "stays true, where in it is modelled";
  finding.remedy = "give plots or buildings with their use if there are any";
  findings.add(finding);
}

std::optional<std::size_t> dwelling_class(const std::vector<std::string>& classes) {
  constexpr std::array<std::string_view, 4> words{dwelling, "residential", "dwelling", "dwellings"};
  for (const std::string_view word : words) {
    const auto found = std::find(classes.begin(), classes.end(), word);
    if (found != classes.end()) return static_cast<std::size_t>(found - classes.begin());
  }
  return std::nullopt;
}

Uses assembled(const std::vector<Use>& uses, std::vector<Cell<Door>> doors) {
  std::set<std::string> names;
  for (const Use& use : uses) names.insert(use.name);
  Uses out;
  out.classes.assign(names.begin(), names.end());
  for (const Use& use : uses) {
    const auto found = std::lower_bound(out.classes.begin(), out.classes.end(), use.name);
    out.of_class.push_back(static_cast<std::size_t>(found - out.classes.begin()));
    out.mass.push_back(use.mass);
    out.at.push_back(use.at);
  }
  out.door = Per<UseId, Cell<Door>>(std::move(doors));
  out.dwelling_class = dwelling_class(out.classes);
  return out;
}

/// A use with a door that is known already.
struct Known {
  Use use;
  Cell<Door> door;
};

Uses from_services(const Homes& homes, const Lodgings& lodgings, const Services& services) {
  std::vector<Known> known;
  for (const HomeId home : homes.at.rows()) {
    const auto lodging = homes.lodging.find(home);
    const bool hidden = lodging != homes.lodging.end() &&
                        lodgings.location[lodging->second] == Openness::is_protected;
    if (hidden) continue;
    known.push_back({{dwelling, homes.at[home], 1}, homes.door[home]});
  }
  for (const ServiceId service : services.kind.rows()) {
    // A mix that rises beside a shelter would give its place away.
    if (!services.at[service] || services.location[service] == Openness::is_protected) continue;
    const auto doors = services.doors[service];
    known.push_back({{std::string(services.kind[service].theme()), *services.at[service], 1},
                     doors.empty() ? Cell<Door>{Missing::off_network} : Cell<Door>{doors.front()}});
  }
  std::stable_sort(known.begin(), known.end(),
                   [](const Known& a, const Known& b) { return a.use < b.use; });
  std::vector<Use> uses;
  std::vector<Cell<Door>> doors;
  for (const Known& one : known) {
    uses.push_back(one.use);
    doors.push_back(one.door);
  }
  Uses out = assembled(uses, std::move(doors));
  out.from_services = true;
  return out;
}

}  // namespace

Uses uses(const Layers& layers, const Zones& zones, const Per<LevelId, Level>& levels,
          const Homes& homes, const Lodgings& lodgings, const Services& services,
          const DoorFinder* finder, Findings& findings) {
  std::vector<Use> all;
  for (std::size_t which = 0; which < layers.land_use.size(); ++which) {
    if (layers.description.land_use[which].join_column.empty()) {
      add_layer(layers, which, all, findings);
    } else {
      add_table(layers, which, zones, levels, homes, all, findings);
    }
  }
  if (all.empty()) return from_services(homes, lodgings, services);
  std::sort(all.begin(), all.end());
  std::vector<Point> places;
  for (const Use& use : all) places.push_back(use.at);
  return assembled(all, doors(finder, places));
}

}  // namespace geo::build
