#include <algorithm>
#include <map>
#include <set>

#include "app/init/people.hpp"
#include "app/init/words.hpp"
#include "geo/build/long_table.hpp"
#include "geo/build/sex_and_age.hpp"
#include "geo/build/template_search.hpp"

namespace app::init {
namespace {

const geo::Field& field_of(const Seen& seen, const Column& column) {
  return seen.layer.fields[column.position];
}

/// The column that is summed: by its name, else the last whole numbers that are no time.
const Column* value_column(const Seen& seen) {
  const Column* best = nullptr;
  for (const Column& column : seen.columns) {
    const bool counts = column.whole && column.least >= 0 && column.distinct > 1 &&
                        column.recorded * 10 >= seen.layer.rows * 8;
    if (!counts || geo::build::tells_time(field_of(seen, column))) continue;
    if (says(column.name, Means::id)) continue;
    if (!best || says(column.name, Means::counted) || !says(best->name, Means::counted)) {
      best = &column;
    }
  }
  return best;
}

/// Each code once, since a template is not looked for among repeats.
geo::Layer once(const Seen& seen, const Column& key) {
  std::map<std::string, geo::Value> values;
  for (const geo::Value& value : field_of(seen, key).values) {
    if (const auto text = geo::key_text(value)) values.emplace(*text, value);
  }
  geo::Layer layer;
  layer.fields.push_back({key.name, {}});
  for (const auto& [text, value] : values) layer.fields[0].values.push_back(value);
  layer.rows = values.size();
  return layer;
}

bool are_ages(const geo::Field& field) {
  std::set<std::string> words;
  for (const geo::Value& value : field.values) {
    if (const auto text = geo::key_text(value)) words.insert(*text);
  }
  const auto read = static_cast<std::size_t>(std::count_if(
      words.begin(), words.end(),
      [](const std::string& word) { return geo::build::age_range(word).has_value(); }));
  return words.size() > 1 && read * 10 >= words.size() * 8;
}

/// The word of a column under which most people are counted.
std::string largest(const Seen& seen, const Column& category, const Column& value) {
  std::map<std::string, double> people;
  for (std::size_t row = 0; row < seen.layer.rows; ++row) {
    const auto word = geo::key_text(field_of(seen, category).values[row]);
    if (word) people[*word] += geo::number(field_of(seen, value).values[row]).value_or(0);
  }
  const auto most =
      std::max_element(people.begin(), people.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == people.end() ? std::string{} : most->first;
}

FoundLong described(const Seen& seen, const Column& key, const Column& value) {
  FoundLong rows;
  rows.value = value.name;
  rows.rows_each = key.recorded / std::max<std::size_t>(1, key.distinct);
  for (const Column& column : seen.columns) {
    const geo::Field& field = field_of(seen, column);
    if (column.name == key.name || column.name == value.name || column.distinct < 2) continue;
    if (geo::build::tells_time(field)) {
      std::string newest;
      for (const geo::Value& one : field.values) {
        newest = std::max(newest, geo::key_text(one).value_or(""));
      }
      rows.where.emplace_back(column.name, newest);
    } else if (says(column.name, Means::sex)) {
      rows.sex = column.name;
    } else if (says(column.name, Means::age) && are_ages(field)) {
      rows.age = column.name;
    } else if (rows.category.empty() && says(column.name, Means::origin)) {
      rows.category = column.name;
      rows.home = largest(seen, column, value);
    }
  }
  return rows;
}

bool speaks_of_flow(const Seen& seen, const Column& value) {
  return geo::build::word_of_flow(seen.file) || geo::build::word_of_flow(seen.sublayer) ||
         geo::build::word_of_flow(value.name);
}

}  // namespace

std::optional<FoundPeople> long_people(const Seen& zones, const std::vector<const Seen*>& tables) {
  std::optional<FoundPeople> best;
  for (const Seen* table : tables) {
    const Column* value = value_column(*table);
    if (!value || speaks_of_flow(*table, *value)) continue;
    for (const Column& key : table->columns) {
      const bool repeats = key.code && key.distinct > 1 && key.distinct * 2 < key.recorded;
      const bool enough = key.distinct * 3 >= zones.layer.rows;
      if (!repeats || !enough || key.name == value->name) continue;
      if (geo::build::tells_time(field_of(*table, key))) continue;
      const auto codes = once(*table, key);
      const auto found = geo::build::best_template(zones.layer, codes, key.name);
      if (!found || found->matched * 2 < found->rows) continue;
      if (found->table_found * 10 < found->matched * 9) continue;
      if (best && found->table_found <= best->table_found) continue;
      best = FoundPeople{};
      best->table = table;
      best->join_column = key.name;
      best->join_key = found->text;
      best->matched = found->matched;
      best->rows = found->rows;
      best->long_table = described(*table, key, *value);
      best->table_found = found->table_found;
      best->table_rows = found->table_rows;
    }
  }
  return best;
}

}  // namespace app::init
