#include "geo/build/lodging.hpp"

#include <algorithm>
#include <tuple>

#include "geo/build/counts.hpp"
#include "geo/core/error.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

const std::string where = "[[lodging]]";

Finding about(const Layer& layer, const std::string& code, Severity severity) {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.file = layer.file;
  finding.layer = layer.name;
  return finding;
}

std::optional<Point> place_of(const Layer& layer, std::size_t row) {
  if (layer.shapes.empty()) return std::nullopt;
  const Geometry& shape = layer.shapes[row];
  if (!shape.points.empty()) return *std::min_element(shape.points.begin(), shape.points.end());
  return label_point(shape.polygons);
}

void report_rows(const Layer& layer, const std::string& code, std::size_t rows,
                 const std::string& what, const std::string& remedy, Findings& findings) {
  if (rows == 0) return;
  Finding finding = about(layer, code, Severity::warning);
  finding.value = fmt::format("{} of {} rows", rows, layer.rows);
  finding.what = what;
  finding.remedy = remedy;
  findings.add(finding);
}

/// One lodging on its way into the table.
struct Found {
  Point at;
  std::size_t layer, row;
};

std::vector<Found> found_in(const Layers& layers, const PolygonIndex& city, Findings& findings) {
  std::vector<Found> all;
  for (std::size_t which = 0; which < layers.lodging.size(); ++which) {
    const Layer& layer = layers.lodging[which];
    std::size_t nowhere = 0, outside = 0;
    for (std::size_t row = 0; row < layer.rows; ++row) {
      const auto at = place_of(layer, row);
      if (!at) {
        ++nowhere;
      } else if (!city.holding(*at)) {
        ++outside;
      } else {
        all.push_back({*at, which, row});
      }
    }
    report_rows(layer, "lodging_without_place", nowhere,
                "places where people live together have no point, so their people count nowhere",
                "give them a point, or x and y columns", findings);
    report_rows(
        layer, "lodging_outside", outside,
        "places where people live together lie outside all neighbourhoods and count nowhere",
        "check that both layers are of the same place", findings);
  }
  // Nothing else tells two rows of one place apart in any order of the file.
  std::stable_sort(all.begin(), all.end(), [](const Found& a, const Found& b) {
    return std::tie(a.at, a.layer) < std::tie(b.at, b.layer);
  });
  return all;
}

/// The counts of one layer of lodging: everyone first, then the groups that have a column.
using CountsOfGroups = std::map<GroupId, Numbers>;

CountsOfGroups counts_in(const Layer& layer, const description::Lodging& described,
                         const Residents& residents, Findings& findings) {
  const std::vector<std::optional<std::string>> keys(layer.rows);
  CountsOfGroups all{{everyone, counts(layer, described.people, keys, where, findings)}};
  for (const auto& [key, column] : described.groups) {
    const auto group = residents.find(key);
    if (!group || *group == everyone) {
      Finding finding = about(layer, "group_unknown", Severity::error);
      finding.field = where + " groups";
      finding.value = quoted(key);
      finding.what = "no group of [people] has this key";
      finding.remedy = "use the key of a group, as in [people.groups.KEY]";
      throw Error(finding);
    }
    all.emplace(*group, counts(layer, column, keys, where, findings));
  }
  return all;
}

void refuse_above(const Layer& layer, std::size_t row, const std::string& group, People few,
                  People many) {
  if (few <= many) return;
  Finding finding = about(layer, "group_above_total", Severity::error);
  finding.feature = fmt::format("row {}", row + 1);
  finding.field = group;
  finding.value = fmt::format("{} of {}", few.count(), many.count());
  finding.what = "a group in this place has more people than live there";
  finding.remedy = "correct the counts, or check which column is which";
  throw Error(finding);
}

/// Adds the groups that follow from those that were counted: wholes of parts, and the rest.
void complete(std::map<GroupId, People>& people, const Residents& residents) {
  std::map<GroupId, People> parts;
  for (std::size_t row = residents.groups.size(); row-- > 1;) {
    const GroupId group{row};
    const auto own = people.find(group);
    if (own == people.end() && parts.contains(group)) people[group] = parts[group];
    const auto whole = residents.groups[group].part_of;
    if (whole && people.contains(group)) parts[*whole] += people[group];
  }
  People rest = people[everyone];
  std::optional<GroupId> rest_group;
  for (const GroupId group : residents.groups.rows()) {
    const Group& one = residents.groups[group];
    if (one.is_rest) rest_group = group;
    const bool is_top = group != everyone && !one.is_rest && !one.part_of;
    if (is_top && one.by == Dimension::origin && people.contains(group)) {
      rest = rest - people[group];
    }
  }
  if (rest_group && rest >= People{}) people[*rest_group] = rest;
}

std::map<GroupId, People> people_in(const Layer& layer, std::size_t row,
                                    const CountsOfGroups& counts, const Residents& residents) {
  std::map<GroupId, People> people;
  const auto& all = counts.at(everyone)[row];
  if (!all) return people;
  for (const auto& [group, column] : counts) {
    if (!column[row]) continue;
    people[group] = People::of(*column[row]);
    refuse_above(layer, row, residents.groups[group].key, people[group], People::of(*all));
  }
  complete(people, residents);
  return people;
}

using ByZone = std::map<NeighbourhoodId, std::map<GroupId, People>>;

ByZone by_zone(const Lodgings& lodgings, const PolygonIndex& city, bool counted) {
  ByZone out;
  for (const LodgingId lodging : lodgings.at.rows()) {
    if (lodgings.counted_in_people[lodging] != counted) continue;
    const NeighbourhoodId zone{*city.holding(lodgings.at[lodging])};
    for (const auto& [group, people] : lodgings.people[lodging]) out[zone][group] += people;
  }
  return out;
}

void refuse_uncounted(const ByZone& counted, const Residents& residents, const Zones& zones,
                      const std::string& file) {
  for (const auto& [zone, groups] : counted) {
    for (const auto& [group, people] : groups) {
      const auto& there = residents.by_neighbourhood[group][zone];
      if (!there || people <= *there) continue;
      Finding finding;
      finding.code = "lodging_above_total";
      finding.severity = Severity::error;
      finding.file = file;
      finding.feature = zones.all.key[zone];
      finding.field = residents.groups[group].key;
      finding.value = fmt::format("{} of {}", people.count(), there->count());
      finding.what =
          "more people live together in this neighbourhood than [people] counts there at all";
      finding.remedy =
          "where [people] does not count them, write counted_in_people = false in [[lodging]]";
      throw Error(finding);
    }
  }
}

/// People of cells or larger areas who live in such a place stay among those; the place has none of
/// its own.
void leave_in_cells(Lodgings& lodgings, const std::string& file, Findings& findings) {
  People people;
  std::size_t places = 0;
  for (const LodgingId lodging : lodgings.at.rows()) {
    auto& own = lodgings.people[lodging];
    if (!lodgings.counted_in_people[lodging] || !own.contains(everyone)) continue;
    people += own.at(everyone);
    own.clear();
    ++places;
  }
  if (places == 0) return;
  Finding finding;
  finding.code = "lodging_in_cells";
  finding.severity = Severity::note;
  finding.file = file;
  finding.field = "counted_in_people";
  finding.value = fmt::format("{} people in {} places", people.count(), places);
  finding.what =
      "people of these places are counted in cells or larger areas, which do not tell who lives "
      "where: they are counted once, and live anywhere in them";
  finding.remedy =
      "to place them exactly, take them out of those counts and write counted_in_people = false";
  findings.add(finding);
}

/// Adds the people of protected places to those who were carried to the homes around them.
void add_to_carried(const Lodgings& lodgings, const PolygonIndex& city, Supports& supports) {
  for (const LodgingId lodging : lodgings.at.rows()) {
    const bool hidden = lodgings.location[lodging] == Openness::is_protected;
    if (!hidden || lodgings.counted_in_people[lodging]) continue;
    const NeighbourhoodId zone{*city.holding(lodgings.at[lodging])};
    for (const auto& [group, people] : lodgings.people[lodging]) {
      supports.add_people(group, zone, people);
    }
  }
}

void note_lodgings(const Lodgings& lodgings, const std::string& file, Findings& findings) {
  People counted, added;
  for (const LodgingId lodging : lodgings.at.rows()) {
    const auto found = lodgings.people[lodging].find(everyone);
    if (found == lodgings.people[lodging].end()) continue;
    (lodgings.counted_in_people[lodging] ? counted : added) += found->second;
  }
  Finding finding;
  finding.code = "lodging";
  finding.severity = Severity::note;
  finding.file = file;
  finding.value = fmt::format("{} places, {} people on top, {} among the counted", lodgings.size(),
                              added.count(), counted.count());
  finding.what =
      "people who live together live exactly there in all that is computed, and nobody else is "
      "spread to these places; those of a protected place live anywhere in its neighbourhood";
  finding.remedy = "check that counted_in_people says whether [people] counts them too";
  findings.add(finding);
}

}  // namespace

LodgingRows lodging_places(const Layers& layers, const Zones& zones, Findings& findings) {
  LodgingRows out;
  if (layers.lodging.empty()) return out;
  const PolygonIndex city(zones.all.shape.values());
  for (const Found& found : found_in(layers, city, findings)) {
    const auto& described = layers.description.lodging[found.layer];
    const NameFields names(layers.lodging[found.layer], described.name, where);
    out.all.kind.push_back(described.kind);
    out.all.name.push_back(names.at(found.row));
    out.all.location.push_back(described.is_protected ? Openness::is_protected : Openness::shown);
    out.all.at.push_back(found.at);
    out.all.people.push_back({});
    out.all.counted_in_people.push_back(described.counted_in_people);
    out.rows.emplace_back(found.layer, found.row);
  }
  return out;
}

HomePlaces homes_of(const Lodgings& lodgings, const Zones& zones) {
  const PolygonIndex city(zones.all.shape.values());
  HomePlaces homes;
  for (const LodgingId lodging : lodgings.at.rows()) {
    if (lodgings.location[lodging] == Openness::is_protected) continue;
    const Point at = lodgings.at[lodging];
    homes.push_back({NeighbourhoodId{*city.holding(at)}, at, 0, lodging});
  }
  return homes;
}

void settle_lodgings(LodgingRows& lodgings, const Layers& layers, const Zones& zones,
                     Supports& supports, Residents& residents, Findings& findings) {
  if (lodgings.rows.empty() || !residents.recorded) return;
  std::vector<CountsOfGroups> counts;
  for (std::size_t which = 0; which < layers.lodging.size(); ++which) {
    counts.push_back(
        counts_in(layers.lodging[which], layers.description.lodging[which], residents, findings));
  }
  for (const LodgingId lodging : lodgings.all.at.rows()) {
    const auto [which, row] = lodgings.rows[lodging.row()];
    lodgings.all.people[lodging] = people_in(layers.lodging[which], row, counts[which], residents);
  }
  const std::string& file = layers.lodging.front().file;
  note_lodgings(lodgings.all, file, findings);
  if (supports.needs_homes()) leave_in_cells(lodgings.all, file, findings);
  const PolygonIndex city(zones.all.shape.values());
  if (!supports.empty()) add_to_carried(lodgings.all, city, supports);
  for (const auto& [zone, groups] : by_zone(lodgings.all, city, false)) {
    for (const auto& [group, people] : groups) {
      auto& there = residents.by_neighbourhood[group][zone];
      if (there) there = *there + people;
      const auto known = residents.in_city.find(group);
      if (known != residents.in_city.end()) known->second += people;
    }
  }
  refuse_uncounted(by_zone(lodgings.all, city, true), residents, zones, file);
}

std::set<NeighbourhoodId> around_protected(const Lodgings& lodgings, const Zones& zones) {
  const PolygonIndex city(zones.all.shape.values());
  std::set<NeighbourhoodId> out;
  for (const LodgingId lodging : lodgings.at.rows()) {
    if (lodgings.location[lodging] != Openness::is_protected) continue;
    out.insert(NeighbourhoodId{*city.holding(lodgings.at[lodging])});
  }
  return out;
}

Residents without_lodgings(const Residents& residents, const Lodgings& lodgings,
                           const Homes& homes) {
  Residents out = residents;
  for (const auto& [home, lodging] : homes.lodging) {
    for (const auto& [group, people] : lodgings.people[lodging]) {
      auto& there = out.by_neighbourhood[group][homes.in[home]];
      if (there) there = std::max(People{}, *there - people);
    }
  }
  return out;
}

void fill_lodgings(Homes& homes, const Lodgings& lodgings, const Residents& residents) {
  if (!residents.recorded) return;
  for (const auto& [home, lodging] : homes.lodging) {
    for (const auto& [group, people] : lodgings.people[lodging]) {
      if (residents.by_neighbourhood[group][homes.in[home]]) homes.people[group][home] += people;
    }
  }
}

}  // namespace geo::build
