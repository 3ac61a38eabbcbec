#include "app/init/people.hpp"

#include <algorithm>
#include <cmath>

#include "app/init/words.hpp"
#include "geo/build/template_search.hpp"
#include "geo/read/kinds_words.hpp"

namespace app::init {
namespace {

constexpr double fewest_people = 1000, most_people = 5e7;
constexpr std::size_t most_key_columns = 8;  // of one table, tried as keys

/// A column that could count people: whole, never negative, some spread, no code.
bool may_count(const Seen& seen, const Column& column, const std::string& key_column) {
  if (!column.whole || column.row_number || column.name == key_column || column.least < 0) {
    return false;
  }
  if (column.recorded * 10 < seen.layer.rows * 8) return false;
  if (column.sum < fewest_people || column.sum > most_people) return false;
  const bool looks_like_code = column.one_length && column.longest >= 5 && column.distinct > 1;
  return column.distinct > 1 && !looks_like_code;
}

bool is_plain_text(const Seen& seen, const Column& column) {
  // A code such as "08019" is kept as text; counts are not.
  const auto& values = seen.layer.fields[column.position].values;
  return std::any_of(values.begin(), values.end(), [](const geo::Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text && text->size() > 1 && text->front() == '0';
  });
}

/// HXL for everyone: `#population`, or with words that divide nobody.
bool counts_everyone(const std::string& tag) {
  return tag == "#population" || tag == "#population+total" || tag == "#population+all";
}

bool at_most(const Seen& seen, const Column& column, const Column& total) {
  for (std::size_t row = 0; row < seen.layer.rows; ++row) {
    const auto part = geo::number(seen.layer.fields[column.position].values[row]);
    const auto all = geo::number(seen.layer.fields[total.position].values[row]);
    if (part && (*part < 0 || (all && *part > *all))) return false;
  }
  return true;
}

/// "pct", "perc", "share" or "%" in the name.
bool says_share(const std::string& name) {
  const std::string said = " " + geo::read::plain_words(name) + " ";
  for (const auto* word : {" pct ", " perc ", " percent ", " share ", " pc ", " rate "}) {
    if (said.find(word) != std::string::npos) return true;
  }
  return name.find('%') != std::string::npos;
}

bool is_share(const Column& column) {
  if (!column.numbers || column.least < 0) return false;
  return column.most <= 1 || (says_share(column.name) && column.most <= 100);
}

std::optional<FoundGroup> group_in(const Seen& seen, const Column& total, Means means,
                                   const std::string& key, const std::string& definition) {
  std::optional<FoundGroup> best;
  for (const Column& column : seen.columns) {
    if (!says(column.name, means) || column.name == total.name) continue;
    if (means == Means::foreign_nationals && says(column.name, Means::born_abroad)) continue;
    const bool share = is_share(column) && !column.whole;
    const bool count = column.whole && !says_share(column.name) && at_most(seen, column, total);
    if (!share && !count) continue;
    // A count says more than a share that was rounded.
    if (!best || (best->share && count))
      best = FoundGroup{key, column.name, share, definition, true};
  }
  return best;
}

}  // namespace

std::optional<FoundTotal> total_column(const Seen& seen, const std::string& key_column) {
  const Column* named = nullptr;
  const Column* largest = nullptr;
  for (const Column& column : seen.columns) {
    if (!may_count(seen, column, key_column) || is_plain_text(seen, column)) continue;
    const std::string& tag = seen.layer.fields[column.position].tag;
    const bool by_name = says(column.name, Means::total_people) || counts_everyone(tag) ||
                         geo::read::plain_words(column.name) == "total";
    if (by_name && (!named || column.sum > named->sum)) {
      named = &column;
    }
    if (!largest || column.sum > largest->sum) largest = &column;
  }
  if (named) return FoundTotal{named->name, true};
  if (largest) return FoundTotal{largest->name, false};
  return std::nullopt;
}

std::vector<FoundGroup> group_columns(const Seen& seen, const std::string& total) {
  std::vector<FoundGroup> groups;
  const Column* all = seen.column(total);
  if (!all) return groups;
  const auto add = [&](Means means, const std::string& key, const std::string& definition) {
    if (auto group = group_in(seen, *all, means, key, definition)) {
      // Born abroad and foreign nationals are largely the same people, so one of them is chosen.
      group->chosen = groups.empty();
      groups.push_back(std::move(*group));
    }
  };
  add(Means::born_abroad, "migrants", "country of birth");
  add(Means::foreign_nationals, "foreign_nationals", "citizenship");
  add(Means::refugees, "refugees", "legal status");
  return groups;
}

std::optional<FoundPeople> people(const Seen& zones, const std::vector<const Seen*>& tables) {
  std::optional<FoundPeople> best;
  for (const Seen* table : tables) {
    std::vector<const Column*> keys;
    for (const Column& column : table->columns) {
      const bool enough = column.distinct * 2 >= column.recorded &&
                          column.distinct * 3 >= zones.layer.rows && column.recorded > 1;
      if (column.code && enough && !column.row_number) keys.push_back(&column);
    }
    const auto level = [&](const Column* column) {
      const auto& field = table->layer.fields[column->position];
      return pcode_level(field.name, field.tag).value_or(-1);
    };
    std::stable_sort(keys.begin(), keys.end(), [&](const auto* a, const auto* b) {
      return std::pair{a->distinct, level(a)} > std::pair{b->distinct, level(b)};
    });
    if (keys.size() > most_key_columns) keys.resize(most_key_columns);
    for (const Column* key : keys) {
      const auto total = total_column(*table, key->name);
      if (!total) continue;
      const auto found = geo::build::best_template(zones.layer, table->layer, key->name);
      if (!found || found->matched * 2 < found->rows) continue;
      // One row for many zones, or a few codes that meet by chance.
      if (found->table_found * 10 < found->matched * 9) continue;
      if (found->table_found * 2 < found->table_rows) continue;
      const bool better =
          !best || found->table_found > best->table_found ||
          (found->table_found == best->table_found && total->by_name && !best->total_by_name);
      if (!better) continue;
      best = FoundPeople{table,
                         key->name,
                         found->text,
                         found->matched,
                         found->rows,
                         found->table_found,
                         found->table_rows,
                         total->column,
                         total->by_name,
                         group_columns(*table, total->column),
                         {}};
    }
  }
  if (!best) best = long_people(zones, tables);
  if (!best) {
    const auto total = total_column(zones, "");
    const bool points = zones.shape == geo::ShapeKind::points;
    if (!total || !(total->by_name || points)) return std::nullopt;
    best = FoundPeople{};
    best->total = total->column;
    best->total_by_name = total->by_name;
    best->groups = group_columns(zones, total->column);
  }
  const Seen& source = best->table ? *best->table : zones;
  for (const Column& column : source.columns) {
    if (is_share(column) && !column.whole) best->shares.push_back(column.name);
  }
  return best;
}

}  // namespace app::init
