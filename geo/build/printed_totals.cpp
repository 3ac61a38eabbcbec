#include "geo/build/printed_totals.hpp"

#include <algorithm>
#include <set>

#include "geo/build/key_template.hpp"
#include "geo/core/fold.hpp"

namespace geo::build {
namespace {

std::string word_at(const Field& field, std::size_t row) {
  return key_text(field.values[row]).value_or("");
}

/// The larger areas that hold exactly these areas.
std::vector<AreaOfLevel> holding(const std::set<AreaId>& areas, const PeopleRows& rows,
                                 const Per<LevelId, Level>& levels) {
  std::vector<AreaOfLevel> found;
  for (LevelId level{rows.level.row() + 1}; level.row() < levels.size();
       level = LevelId{level.row() + 1}) {
    const AreaId candidate = area_above(levels, rows.level, *areas.begin(), level);
    bool exactly = true;
    for (const AreaId area : rows.of.rows()) {
      const bool inside = area_above(levels, rows.level, area, level) == candidate;
      exactly = exactly && inside == areas.contains(area);
    }
    if (exactly) found.emplace_back(level, candidate);
  }
  return found;
}

}  // namespace

AreaId area_above(const Per<LevelId, Level>& levels, LevelId low, AreaId area, LevelId high) {
  for (LevelId level = low; level < high; level = LevelId{level.row() + 1}) {
    area = levels[level].parent[area];
  }
  return area;
}

PrintedTotals::PrintedTotals(const Layer& table, const std::set<std::string>& counted,
                             const std::string& key, Chosen parts)
    : table_(&table), parts_(std::move(parts)) {
  for (std::size_t column = 0; column < table.fields.size(); ++column) {
    const Field& field = table.fields[column];
    if (counted.contains(field.name) || field.name == key) continue;
    words_.push_back(column);
    Division division{column, std::vector<bool>(table.rows)};
    for (std::size_t row = 0; row < table.rows; ++row) {
      division.is_total[row] = is_total_word(word_at(field, row));
    }
    const auto& totals = division.is_total;
    if (std::find(totals.begin(), totals.end(), true) != totals.end()) {
      divisions_.push_back(std::move(division));
    }
  }
}

std::vector<std::string> PrintedTotals::others(std::size_t row, const Division& division) const {
  std::vector<std::string> words;
  for (const std::size_t column : words_) {
    if (column != division.column) words.push_back(word_at(table_->fields[column], row));
  }
  return words;
}

std::optional<double> PrintedTotals::sum(const std::vector<std::size_t>& own, const Chosen& chosen,
                                         const Numbers& values) const {
  const bool asks_for_totals = std::any_of(
      own.begin(), own.end(), [&](std::size_t row) { return chosen[row] && !parts_[row]; });
  if (asks_for_totals) return std::nullopt;
  for (const Division& division : divisions_) {
    if (const auto found = sum(division, own, chosen, values)) return found;
  }
  return std::nullopt;
}

std::optional<double> PrintedTotals::sum(const Division& division,
                                         const std::vector<std::size_t>& own, const Chosen& chosen,
                                         const Numbers& values) const {
  /// Rows that differ in nothing but the division, and their total.
  struct Together {
    double chosen = 0, not_chosen = 0;
    std::size_t held_back = 0, others_held_back = 0, left_out = 0;
    bool any = false;
    std::optional<double> total;
  };
  std::map<std::vector<std::string>, Together> all;
  for (const std::size_t row : own) {
    Together& here = all[others(row, division)];
    const auto& value = values[row];
    if (division.is_total[row]) {
      if (value) here.total = *value;
    } else if (parts_[row] && chosen[row]) {
      here.any = true;
      here.chosen += value ? *value : 0;
      here.held_back += value ? 0 : 1;
    } else if (parts_[row]) {
      ++here.left_out;
      here.not_chosen += value ? *value : 0;
      here.others_held_back += value ? 0 : 1;
    }
  }
  double sum = 0;
  for (const auto& [words, here] : all) {
    if (!here.any) continue;
    if (here.held_back == 0) {
      sum += here.chosen;
      continue;
    }
    const bool tells_one = here.left_out > 0 && here.held_back == 1;
    if (!here.total || here.others_held_back > 0 || tells_one) return std::nullopt;
    if (*here.total < here.not_chosen + here.chosen) return std::nullopt;
    sum += *here.total - here.not_chosen;
  }
  return sum;
}

std::map<AreaOfLevel, std::vector<std::pair<std::size_t, double>>> rows_of_larger_areas(
    const PeopleRows& rows, const Per<LevelId, Level>& levels) {
  std::map<std::string, std::set<AreaId>> areas;
  for (const AreaId area : rows.area_keys.rows()) {
    for (const std::string& key : rows.area_keys[area]) areas[key].insert(area);
  }
  std::set<std::size_t> placed;
  for (const auto& own : rows.of) {
    for (const auto& [row, share] : own) placed.insert(row);
  }
  std::map<std::string, std::vector<std::size_t>> unplaced;
  for (std::size_t row = 0; row < rows.keys.size(); ++row) {
    if (rows.keys[row] && !placed.contains(row)) unplaced[*rows.keys[row]].push_back(row);
  }
  std::map<AreaOfLevel, std::vector<std::pair<std::size_t, double>>> found;
  for (const auto& [key, its_rows] : unplaced) {
    std::set<AreaId> inside;
    if (is_total_word(key)) {
      for (const AreaId area : rows.area_keys.rows()) inside.insert(area);
    } else {
      for (auto at = areas.lower_bound(key); at != areas.end() && at->first.starts_with(key);
           ++at) {
        inside.insert(at->second.begin(), at->second.end());
      }
    }
    if (inside.empty()) continue;
    for (const AreaOfLevel& area : holding(inside, rows, levels)) {
      for (const std::size_t row : its_rows) found[area].emplace_back(row, 1.0);
    }
  }
  return found;
}

}  // namespace geo::build
