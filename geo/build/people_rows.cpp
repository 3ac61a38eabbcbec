#include "geo/build/people_rows.hpp"

#include <algorithm>
#include <map>

#include "geo/build/key_template.hpp"
#include "geo/build/same_area.hpp"
#include "geo/build/supports.hpp"
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
  PeopleRows rows{&layer, Keys(layer.rows), LevelId{0}, false, false, {}, {}};
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

LevelId level_at(const PeopleTable& table, const Layers& layers, const Per<LevelId, Level>& all) {
  if (table.from.at.empty()) return LevelId{0};
  std::string known;
  for (const LevelId level : all.rows()) {
    if (all[level].key == table.from.at) return level;
    known += (known.empty() ? "" : ", ") + all[level].key;
  }
  Finding finding;
  finding.code = "level_unknown";
  finding.severity = Severity::error;
  finding.file = layers.description.file;
  finding.field = "at";
  finding.value = quoted(table.from.at);
  finding.what =
      fmt::format("{} says that its rows are areas of a level that is not there", table.where);
  finding.remedy = "use one of: " + known;
  throw Error(finding);
}

/// Keys on the side of the areas, and which of them are whose.
struct AreaKeys {
  Keys keys;
  std::string text;  ///< how they are made, for messages
  Per<AreaId, std::vector<std::size_t>> of;
};

/// Of the finest areas: a key for each row of their layer.
AreaKeys keys_of_rows(const PeopleTable& table, const Layers& layers, const Zones& zones) {
  AreaKeys out;
  out.text =
      table.from.join_key.empty() ? layers.description.neighbourhoods->id : table.from.join_key;
  out.keys = KeyTemplate(out.text, table.where + " join key").keys(*layers.neighbourhoods);
  for (const NeighbourhoodId zone : zones.all.key.rows()) {
    out.of.push_back({zones.rows[zone].begin(), zones.rows[zone].end()});
  }
  return out;
}

[[noreturn]] void refuse_too_fine(const PeopleTable& table, const Level& level, AreaId area,
                                  const std::string& one, const std::string& other) {
  Finding finding = about(*table.layer, "join_key_too_fine", Severity::error);
  finding.feature = level.area_key[area];
  finding.value = quoted(fmt::format("{} | {}", one, other));
  finding.what = fmt::format("the join key of {} differs inside one {}", table.where, level.key);
  finding.remedy = fmt::format(
      "give as key the column that holds the code of the {0} and nothing finer, such as "
      "key = \"{{{0}}}\"",
      level.key);
  throw Error(finding);
}

/// Of a coarser level: its own key for each area, or what a template makes of any of its rows.
AreaKeys keys_of_areas(const PeopleTable& table, const Layers& layers, const Zones& zones,
                       const Level& level) {
  AreaKeys out;
  out.text = table.from.join_key.empty() ? level.key : table.from.join_key;
  for (const AreaId area : level.area_key.rows()) {
    out.keys.emplace_back(level.area_key[area]);
    out.of.push_back({area.row()});
  }
  if (table.from.join_key.empty()) return out;
  const Keys rows = KeyTemplate(out.text, table.where + " join key").keys(*layers.neighbourhoods);
  out.keys.assign(out.keys.size(), std::nullopt);
  for (const NeighbourhoodId zone : zones.all.key.rows()) {
    const AreaId area = level.of[zone];
    auto& key = out.keys[area.row()];
    for (const std::size_t row : zones.rows[zone]) {
      if (!rows[row]) continue;
      if (key && *key != *rows[row]) refuse_too_fine(table, level, area, *key, *rows[row]);
      key = rows[row];
    }
  }
  return out;
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
    finding.remedy = column
                         ? "say which rows count, such as where = { year = \"2021\" }; or, where "
                           "each row counts some of the people, give value = \"COLUMN\" to sum"
                         : "delete the repeated rows";
    if (column) throw Error(finding);
    findings.add(finding);
  }
}

/// Several areas that would each count the whole of one row.
void refuse_shared_rows(const PeopleTable& table, const Level& level, const PeopleRows& rows) {
  std::map<std::size_t, AreaId> taken;
  for (const AreaId area : rows.of.rows()) {
    for (const auto& [row, share] : rows.of[area]) {
      const auto [at, fresh] = taken.emplace(row, area);
      if (fresh) continue;
      Finding finding = about(*table.layer, "join_duplicate_left", Severity::error);
      finding.feature = fmt::format("{}, {}", level.area_key[at->second], level.area_key[area]);
      finding.value = quoted(*rows.keys[row]);
      finding.what = "two neighbourhoods have the same key, so its rows would count twice";
      finding.remedy = fmt::format(
          "make the key of {} join as fine as the neighbourhoods, or say which coarser level the "
          "rows are of, such as at = \"district\"",
          table.where);
      throw Error(finding);
    }
  }
}

void note_match(const PeopleTable& table, const std::string& file, std::size_t matched,
                std::size_t all, const PeopleRows& rows, const std::string& key,
                Findings& findings) {
  const auto joined =
      std::count_if(rows.of.begin(), rows.of.end(), [](const auto& one) { return !one.empty(); });
  Finding finding;
  finding.code = "join_matched";
  finding.severity = Severity::note;
  finding.file = file;
  finding.field = key;
  finding.value = fmt::format("{} of {} rows", matched, all);
  finding.what = fmt::format("{} of {} {} have their {}{}", joined, rows.of.size(),
                             table.from.at.empty() ? "neighbourhoods" : "areas",
                             table.where.starts_with("[people") ? "people" : "rows",
                             table.where == "[people]" ? "" : " of " + table.where);
  finding.remedy = "nothing to do when this is all of them";
  findings.add(finding);
}

void refuse_without_match(const PeopleTable& table, const std::string& file, const Keys& left,
                          const Keys& right) {
  const auto first = [](const Keys& keys) {
    const auto found =
        std::find_if(keys.begin(), keys.end(), [](const auto& key) { return key.has_value(); });
    return found == keys.end() ? std::string{} : **found;
  };
  Finding finding = about(*table.layer, "join_matches_nothing", Severity::error);
  finding.field = table.from.join_column;
  finding.value = quoted(first(right));
  finding.what = fmt::format("no key of the table meets any of {}, where a key looks like \"{}\"",
                             file, first(left));
  finding.remedy = fmt::format(
      "run `medina init FOLDER`: it tries the columns of both and prints the key that fits; copy "
      "its join line to {}",
      table.where);
  throw Error(finding);
}

/// Each key of a table once, in order, with its rows.
struct DistinctKeys {
  Keys keys;
  std::vector<std::vector<std::size_t>> rows;
};

DistinctKeys distinct(const Keys& keys) {
  std::map<std::string, std::vector<std::size_t>> by_key;
  for (std::size_t row = 0; row < keys.size(); ++row) {
    if (keys[row]) by_key[*keys[row]].push_back(row);
  }
  DistinctKeys out;
  for (auto& [key, rows] : by_key) {
    out.keys.emplace_back(key);
    out.rows.push_back(std::move(rows));
  }
  return out;
}

PeopleRows from_table(const PeopleTable& table, const Layers& layers, const Zones& zones,
                      const Level& level, PeopleRows rows, Findings& findings) {
  const std::string& file = layers.neighbourhoods->file;
  rows.keys = KeyTemplate(table.from.join_column, table.where + " join column").keys(*table.layer);
  const AreaKeys left = rows.level.row() == 0 ? keys_of_rows(table, layers, zones)
                                              : keys_of_areas(table, layers, zones, level);
  const DistinctKeys once = distinct(rows.keys);
  const Keys& right = rows.is_long ? once.keys : rows.keys;
  const KeyMatch match = match_keys(left.keys, right);
  if (match.matched == 0) refuse_without_match(table, file, left.keys, right);
  report(match, left.keys, {file, layers.neighbourhoods->name, left.text}, right,
         {table.layer->file, table.layer->name, table.from.join_column}, findings);
  if (!rows.is_long) {
    refuse_repeated_rows(*table.layer, rows.keys, match, table.columns, findings);
  }
  for (const AreaId area : left.of.rows()) {
    rows.of.push_back({});
    rows.area_keys.push_back({});
    for (const std::size_t key : left.of[area]) {
      if (left.keys[key]) rows.area_keys[area].push_back(*left.keys[key]);
      if (!match.right_of[key] || !rows.of[area].empty()) continue;
      const std::size_t found = *match.right_of[key];
      const auto own = rows.is_long ? once.rows[found] : std::vector{found};
      for (const std::size_t row : own) rows.of[area].emplace_back(row, 1.0);
    }
  }
  refuse_shared_rows(table, level, rows);
  note_match(table, file, match.matched, left.keys.size(), rows, left.text, findings);
  return rows;
}

/// A table of the whole city: all its rows when it is long, else the only one.
PeopleRows of_city(const PeopleTable& table, PeopleRows rows) {
  if (!rows.is_long && table.layer->rows != 1) {
    Finding finding = about(*table.layer, "city_total_rows", Severity::error);
    finding.value = fmt::format("{} rows", table.layer->rows);
    finding.what =
        fmt::format("{} wants one number for the whole city, and the table has no rows or several",
                    table.where);
    finding.remedy =
        "choose the row with where = { COLUMN = \"...\" }, or give value = \"COLUMN\" "
        "to sum all rows";
    throw Error(finding);
  }
  rows.keys = Keys(table.layer->rows, "city");
  rows.of.push_back({});
  for (std::size_t row = 0; row < table.layer->rows; ++row) {
    rows.of[AreaId{0}].emplace_back(row, 1.0);
  }
  return rows;
}

/// A layer on ground of its own: each of its rows is an area by itself.
PeopleRows on_own_ground(const Layer& layer, PeopleRows rows) {
  rows.own_ground = true;
  rows.keys = Keys(layer.rows);
  for (std::size_t row = 0; row < layer.rows; ++row) rows.of.push_back({{row, 1.0}});
  return rows;
}

}  // namespace

std::set<std::string> people_columns(const description::People& people) {
  std::set<std::string> columns{people.total, people.from.value};
  for (const auto& group : people.groups) {
    if (group.from.table) continue;
    columns.insert(group.count);
    columns.insert(group.share);
  }
  columns.erase("");
  return columns;
}

PeopleRows people_rows(const PeopleTable& table, const Layers& layers, const Zones& zones,
                       const Per<LevelId, Level>& levels, Findings& findings) {
  if (!table.layer) return from_own_layer(layers, zones, table.columns);
  PeopleRows rows;
  rows.layer = table.layer;
  rows.is_long = !table.from.value.empty();
  if (is_on_own_ground(table.layer, table.from)) return on_own_ground(*table.layer, rows);
  rows.level = level_at(table, layers, levels);
  if (!table.from.join_column.empty()) {
    const Level& level = levels[rows.level];
    return from_table(table, layers, zones, level, std::move(rows), findings);
  }
  if (rows.level.row() + 1 == levels.size()) return of_city(table, std::move(rows));
  Finding finding = about(*table.layer, "join_missing", Severity::error);
  finding.what = fmt::format("the table of {} does not say how it joins the neighbourhoods",
                             table.where == "[people]" ? "people" : table.where);
  finding.remedy =
      fmt::format("add join = {{ column = \"CODE\", key = \"{{CODE}}\" }} under {}", table.where);
  throw Error(finding);
}

}  // namespace geo::build
