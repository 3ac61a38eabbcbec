#include "geo/build/people_rows.hpp"

#include <algorithm>
#include <map>

#include "geo/build/key_template.hpp"
#include "geo/build/same_area.hpp"
#include "geo/core/error.hpp"
#include "geo/shape/polygons.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

Finding about(const Layer& layer, const std::string& code, Severity severity) {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.file = layer.file;
  finding.layer = layer.name;
  return finding;
}

PeopleRows from_own_layer(const Layers& layers, const Zones& zones,
                          const std::set<std::string>& columns) {
  const Layer& layer = *layers.neighbourhoods;
  PeopleRows rows{&layer, Keys(layer.rows), {}};
  for (const NeighbourhoodId zone : zones.all.key.rows()) {
    // Parts of one neighbourhood repeat its counts: the row that records most of them counts once.
    std::size_t best = zones.rows[zone].front();
    std::size_t most = 0;
    for (const std::size_t row : zones.rows[zone]) {
      rows.keys[row] = zones.all.key[zone];
      std::size_t recorded = 0;
      for (const std::string& column : columns) {
        const Field* field = layer.field(column);
        if (field && is_recorded(field->values[row])) ++recorded;
      }
      if (recorded > most) {
        most = recorded;
        best = row;
      }
    }
    rows.of.push_back({{best, 1.0}});
  }
  return rows;
}

void refuse_repeated_rows(const Layer& table, const Keys& keys, const KeyMatch& match,
                          const std::set<std::string>& columns, Findings& findings) {
  for (const auto& rows : match.duplicates_right) {
    Layer counted = table;
    std::erase_if(counted.fields,
                  [&](const Field& field) { return !columns.contains(field.name); });
    const auto column = contradiction(counted, rows, columns);
    Finding finding = about(table, column ? "join_duplicate_right" : "join_repeated_right",
                            column ? Severity::error : Severity::warning);
    finding.feature = *keys[rows.front()];
    finding.field = column.value_or("");
    finding.value = fmt::format("{} rows", rows.size());
    finding.what = column ? "several rows have one key and different counts"
                          : "several rows have one key and the same counts; one is used";
    finding.remedy = column ? "say which rows count, such as where = { year = \"2021\" }"
                            : "delete the repeated rows";
    if (column) throw Error(finding);
    findings.add(finding);
  }
}

/// Several neighbourhoods that would each count the whole of one row.
void refuse_shared_rows(const Layer& table, const Zones& zones, const PeopleRows& rows) {
  std::map<std::size_t, NeighbourhoodId> taken;
  for (const NeighbourhoodId zone : zones.all.key.rows()) {
    for (const auto& [row, share] : rows.of[zone]) {
      const auto [at, fresh] = taken.emplace(row, zone);
      if (fresh) continue;
      Finding finding = about(table, "join_duplicate_left", Severity::error);
      finding.feature = fmt::format("{}, {}", zones.all.key[at->second], zones.all.key[zone]);
      finding.value = quoted(*rows.keys[row]);
      finding.what = "two neighbourhoods have the same key, so its people would count twice";
      finding.remedy = "make the key of [people] join as fine as the neighbourhoods";
      throw Error(finding);
    }
  }
}

void note_match(const Layer& layer, const KeyMatch& match, const PeopleRows& rows,
                const std::string& key, Findings& findings) {
  const auto joined =
      std::count_if(rows.of.begin(), rows.of.end(), [](const auto& one) { return !one.empty(); });
  Finding finding = about(layer, "join_matched", Severity::note);
  finding.field = key;
  finding.value = fmt::format("{} of {} rows", match.matched, layer.rows);
  finding.what = fmt::format("{} of {} neighbourhoods have their people", joined, rows.of.size());
  finding.remedy = "nothing to do when this is all of them";
  findings.add(finding);
}

PeopleRows from_table(const Layers& layers, const Zones& zones,
                      const std::set<std::string>& columns, Findings& findings) {
  const Layer& layer = *layers.neighbourhoods;
  const Layer& table = *layers.people;
  const auto& people = *layers.description.people;
  const std::string left_text =
      people.join_key.empty() ? layers.description.neighbourhoods->id : people.join_key;
  const Keys left = KeyTemplate(left_text, "[people] join key").keys(layer);
  PeopleRows rows{&table, KeyTemplate(people.join_column, "[people] join column").keys(table), {}};
  const KeyMatch match = match_keys(left, rows.keys);
  const Side left_side{layer.file, layer.name, left_text};
  const Side right_side{table.file, table.name, people.join_column};
  if (match.matched == 0) {
    Finding finding = about(table, "join_matches_nothing", Severity::error);
    finding.field = people.join_column;
    const auto first = std::find_if(rows.keys.begin(), rows.keys.end(),
                                    [](const auto& key) { return key.has_value(); });
    const auto own =
        std::find_if(left.begin(), left.end(), [](const auto& key) { return key.has_value(); });
    finding.value = quoted(first == rows.keys.end() ? "" : **first);
    finding.what = fmt::format("no key of the table meets any of {}, where a key looks like \"{}\"",
                               layer.file, own == left.end() ? "" : **own);
    finding.remedy = "medina init finds the template; write it as [people] join = { key = ... }";
    throw Error(finding);
  }
  report(match, left, left_side, rows.keys, right_side, findings);
  refuse_repeated_rows(table, rows.keys, match, columns, findings);
  for (const NeighbourhoodId zone : zones.all.key.rows()) {
    rows.of.push_back({});
    for (const std::size_t row : zones.rows[zone]) {
      if (!match.right_of[row] || !rows.of[zone].empty()) continue;
      rows.of[zone].push_back({*match.right_of[row], 1.0});
    }
  }
  refuse_shared_rows(table, zones, rows);
  note_match(layer, match, rows, left_text, findings);
  return rows;
}

/// The neighbourhoods under a shape, with the share of the shape in each.
std::vector<std::pair<NeighbourhoodId, double>> under(const Geometry& shape, const Zones& zones,
                                                      const PolygonIndex& index,
                                                      const std::vector<Box>& boxes) {
  std::vector<std::pair<NeighbourhoodId, double>> out;
  for (const Point point : shape.points) {
    const auto zone = index.holding(point);
    const double share = 1.0 / static_cast<double>(shape.points.size());
    if (zone) out.emplace_back(NeighbourhoodId{*zone}, share);
  }
  const double whole = area(shape.polygons).value;
  if (whole <= 0) return out;
  const MultiPolygon ground = made_valid(shape.polygons);
  double shared = 0;
  const Box a = box_of(shape);
  for (const NeighbourhoodId zone : zones.all.shape.rows()) {
    const Box& b = boxes[zone.row()];
    if (a.low.x > b.high.x || b.low.x > a.high.x || a.low.y > b.high.y || b.low.y > a.high.y) {
      continue;
    }
    const double part = area(intersection(ground, zones.all.shape[zone])).value;
    if (part > 0) out.emplace_back(zone, part);
    shared += part;
  }
  // People live on land: a cell that reaches over the coast gives all its people to the land.
  for (auto& [zone, part] : out) {
    if (shape.points.empty()) part /= shared;
  }
  return out;
}

PeopleRows from_places(const Layers& layers, const Zones& zones, Findings& findings) {
  const Layer& layer = *layers.people;
  PeopleRows rows{&layer, Keys(layer.rows), {}};
  rows.of = Per<NeighbourhoodId, std::vector<std::pair<std::size_t, double>>>(zones.all.size());
  const PolygonIndex index(zones.all.shape.values());
  std::vector<Box> boxes;
  for (const MultiPolygon& one : zones.all.shape) boxes.push_back(box_of(Geometry::of(one)));
  std::size_t nowhere = 0;
  bool any_polygon = false;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    const auto found = under(layer.shapes[row], zones, index, boxes);
    any_polygon = any_polygon || !layer.shapes[row].polygons.empty();
    if (found.empty()) ++nowhere;
    for (const auto& [zone, share] : found) rows.of[zone].push_back({row, share});
  }
  if (any_polygon) {
    Finding finding = about(layer, "people_by_area", Severity::note);
    finding.what = "people were brought to the neighbourhoods by the share of ground: modelled";
    finding.remedy = "give counts for the neighbourhoods themselves if there are any";
    findings.add(finding);
  }
  if (nowhere > 0) {
    Finding finding = about(layer, "people_outside", Severity::warning);
    finding.value = fmt::format("{} rows", nowhere);
    finding.what = "these rows of people lie in no neighbourhood and count nowhere";
    finding.remedy = "check that both layers are of the same place and system";
    findings.add(finding);
  }
  return rows;
}

}  // namespace

std::set<std::string> people_columns(const description::People& people) {
  std::set<std::string> columns{people.total};
  for (const auto& group : people.groups) {
    columns.insert(group.count);
    columns.insert(group.share);
  }
  columns.erase("");
  return columns;
}

PeopleRows people_rows(const Layers& layers, const Zones& zones, Findings& findings) {
  const auto columns = people_columns(*layers.description.people);
  if (!layers.people) return from_own_layer(layers, zones, columns);
  const bool by_key = !layers.description.people->join_column.empty();
  if (by_key || layers.people->shapes.empty()) {
    if (by_key) return from_table(layers, zones, columns, findings);
    Finding finding = about(*layers.people, "join_missing", Severity::error);
    finding.what = "the table of people does not say how it joins the neighbourhoods";
    finding.remedy = "add join = { column = \"CODE\", key = \"{CODE}\" } under [people]";
    throw Error(finding);
  }
  return from_places(layers, zones, findings);
}

}  // namespace geo::build
