#include "geo/build/uses.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <tbb/parallel_for.h>

#include "geo/build/doors.hpp"
#include "geo/build/key_template.hpp"
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
  const double ground = area(layer.shapes[row].polygons).value;
  if (ground <= 0) return 1;
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
    if (names[row].empty()) continue;
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

Uses from_services(const Homes& homes, const Services& services) {
  std::vector<Known> known;
  for (const HomeId home : homes.at.rows()) {
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

Uses uses(const Layers& layers, const Homes& homes, const Services& services,
          const DoorFinder* finder, Findings& findings) {
  std::vector<Use> all;
  for (std::size_t which = 0; which < layers.land_use.size(); ++which) {
    add_layer(layers, which, all, findings);
  }
  if (all.empty()) return from_services(homes, services);
  std::sort(all.begin(), all.end());
  std::vector<Point> places;
  for (const Use& use : all) places.push_back(use.at);
  return assembled(all, doors(finder, places));
}

}  // namespace geo::build
