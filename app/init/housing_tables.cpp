#include "app/init/housing_tables.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "app/init/words.hpp"
#include "geo/build/key_template.hpp"
#include "geo/build/long_table.hpp"
#include "geo/build/template_search.hpp"
#include "geo/core/natural_order.hpp"
#include "geo/read/kinds_words.hpp"

namespace app::init {
namespace {

constexpr std::array figures_by_name{
    std::pair{Means::rent, "rent"}, std::pair{Means::income, "income"},
    std::pair{Means::rooms, "rooms"}, std::pair{Means::dwellings, "dwellings"}};

const geo::Field& field_of(const Seen& seen, const Column& column) {
  return seen.layer.fields[column.position];
}

bool is_time(const Seen& seen, const Column& column) {
  const bool one_word = geo::read::plain_words(column.name).find(' ') == std::string::npos;
  return geo::build::tells_time(field_of(seen, column)) ||
         (one_word && says(column.name, Means::period));
}

/// A column that could hold figures: numbers that are no time, no code and no place.
bool may_be_figure(const Seen& seen, const Column& column) {
  return column.numbers && column.recorded > 0 && column.least >= 0 && !is_time(seen, column) &&
         !says(column.name, Means::id) && column.name != seen.x && column.name != seen.y;
}

/// What something is counted in, by the words around it: "Lloguer mitjà (Euros/mes)".
std::string unit_in(const std::string& text) {
  const std::string said = " " + geo::read::plain_words(text) + " ";
  const auto any = [&](std::initializer_list<const char*> words) {
    return std::any_of(words.begin(), words.end(), [&](const char* word) {
      return said.find(" " + std::string{word} + " ") != std::string::npos;
    });
  };
  std::string unit;
  if (any({"eur", "euro", "euros"}) || text.find("€") != std::string::npos) unit = "EUR";
  if (any({"mad", "dirham", "dirhams"})) unit = "MAD";
  if (any({"tnd"})) unit = "TND";
  if (any({"try"})) unit = "TRY";
  if (any({"brl", "reais"}) || text.find("R$") != std::string::npos) unit = "BRL";
  if (unit.empty()) return {};
  const auto plain = unit;
  if (any({"m2", "metre", "superficie", "sqm"})) unit += "/m2";
  if (any({"person", "persona", "personne", "pessoa", "capita", "habitant", "habitante"})) {
    unit += "/person";
  }
  if (any({"household", "hogar", "llar", "menage", "domicilio", "unidad consumo"})) {
    unit += "/household";
  }
  if (any({"month", "mes", "mois", "mensual", "mensuel", "monthly", "mensal"})) unit += "/month";
  if (any({"year", "any", "ano", "an", "anual", "annuel", "yearly", "annual"})) unit += "/year";
  return unit == plain ? std::string{} : unit;  // a currency alone does not say for how long
}

bool has_word(const std::string& name, std::initializer_list<const char*> words) {
  const std::string said = " " + geo::read::plain_words(name) + " ";
  return std::any_of(words.begin(), words.end(), [&](const char* word) {
    return said.find(" " + std::string{word} + " ") != std::string::npos;
  });
}

/// The name without its digits: "rent_2022" and "rent_2023" are one figure of two years.
std::string without_digits(std::string name) {
  std::erase_if(name, [](char c) { return c >= '0' && c <= '9'; });
  return name;
}

/// Of several columns of one figure the mean, else the newest of several years, else the first.
const Column* mean_of(const std::vector<const Column*>& columns) {
  const Column* best = columns.front();
  for (const Column* column : columns) {
    const auto is_mean = [](const Column& one) {
      return has_word(one.name, {"mean", "average", "avg", "mitjana", "media", "medio", "moyen",
                                 "moyenne", "متوسط"});
    };
    const bool newer = without_digits(column->name) == without_digits(best->name) &&
                       geo::naturally_before(best->name, column->name);
    if ((is_mean(*column) && !is_mean(*best)) || newer) best = column;
  }
  return best;
}

/// Of several columns of dwellings the one that is at least each other on every row; nothing where
/// none is.
const Column* total_of(const Seen& seen, const std::vector<const Column*>& columns) {
  const auto at_least = [&](const Column& one, const Column& other) {
    for (std::size_t row = 0; row < seen.layer.rows; ++row) {
      const auto mine = geo::number(field_of(seen, one).values[row]);
      const auto theirs = geo::number(field_of(seen, other).values[row]);
      if (mine && theirs && *mine < *theirs) return false;
    }
    return true;
  };
  for (const Column* column : columns) {
    const bool is_total = std::all_of(columns.begin(), columns.end(), [&](const Column* other) {
      return at_least(*column, *other);
    });
    if (is_total) return column;
  }
  return nullptr;
}

/// The column of one figure by its name, and the others that bear the name too.
std::optional<FoundFigure> figure_by_name(const Seen& seen,
                                          const std::vector<const Column*>& numbers, Means means,
                                          const std::string& what) {
  std::vector<const Column*> named;
  for (const Column* column : numbers) {
    const bool extreme = has_word(column->name, {"max", "maxim", "maximum", "maximo", "maxima",
                                                 "min", "minim", "minimum", "minimo", "minima"});
    if (says(column->name, means) && !extreme) named.push_back(column);
  }
  if (named.empty()) return std::nullopt;
  const Column* chosen = means == Means::dwellings ? total_of(seen, named) : mean_of(named);
  if (!chosen) return std::nullopt;
  FoundFigure figure{what, chosen->name, "by its name", unit_in(chosen->name), {}};
  for (const Column* column : named) {
    if (column != chosen) figure.others.push_back(column->name);
  }
  return figure;
}

/// Columns that hold figures by their names; where none does and the file speaks of one kind, the
/// only column of numbers.
std::vector<FoundFigure> figures_of(const Seen& seen) {
  std::vector<FoundFigure> all;
  std::vector<const Column*> numbers;
  for (const Column& column : seen.columns) {
    if (may_be_figure(seen, column)) numbers.push_back(&column);
  }
  for (const auto& [means, what] : figures_by_name) {
    if (auto found = figure_by_name(seen, numbers, means, what)) all.push_back(std::move(*found));
  }
  if (!all.empty() || numbers.size() != 1) return all;
  for (const auto& [means, what] : figures_by_name) {
    if (!says(seen.shown(), means)) continue;
    const std::string& name = numbers.front()->name;
    return {{what, name, "the only numbers, and the file speaks of it", unit_in(name), {}}};
  }
  return all;
}

/// Each code once, since a template is not looked for among repeats.
geo::Layer once(const FoundHousingTable& table, const std::string& key) {
  std::map<std::string, geo::Value> values;
  for (const Seen* file : table.files) {
    for (const geo::Value& value : field_of(*file, *file->column(key)).values) {
      if (const auto text = geo::key_text(value)) values.emplace(*text, value);
    }
  }
  geo::Layer layer;
  layer.fields.push_back({key, {}});
  for (const auto& [text, value] : values) layer.fields[0].values.push_back(value);
  layer.rows = values.size();
  return layer;
}

/// Whether two ways of writing keys put the rows of the zones into the same areas.
bool same_areas(const geo::build::Keys& one, const geo::build::Keys& other) {
  std::map<std::optional<std::string>, std::optional<std::string>> there, back;
  for (std::size_t row = 0; row < one.size(); ++row) {
    if (there.emplace(one[row], other[row]).first->second != other[row]) return false;
    if (back.emplace(other[row], one[row]).first->second != one[row]) return false;
  }
  return true;
}

/// Which areas a template means: those of a level, or the finest. False where it means neither.
bool set_level(FoundHousingTable& table, const std::string& key, const Seen& zones,
               const std::string& id, const std::vector<FoundLevel>& levels) {
  const auto keys = geo::build::KeyTemplate(key).keys(zones.layer);
  if (!id.empty() && same_areas(keys, geo::build::KeyTemplate(id).keys(zones.layer))) return true;
  for (std::size_t k = 0; k < levels.size(); ++k) {
    const auto level = geo::build::KeyTemplate("{" + levels[k].column + "}").keys(zones.layer);
    if (!same_areas(keys, level)) continue;
    table.level = k;
    return true;
  }
  return false;
}

/// Whether a column holds figures, chosen or not.
bool is_figure(const FoundHousingTable& table, const std::string& column) {
  return std::any_of(table.figures.begin(), table.figures.end(), [&](const FoundFigure& one) {
    return one.column == column ||
           std::find(one.others.begin(), one.others.end(), column) != one.others.end();
  });
}

/// The column whose codes most areas have; finer areas before coarser ones.
void find_join(FoundHousingTable& table, const Seen& zones, const std::string& id,
               const std::vector<FoundLevel>& levels) {
  for (const Column& key : table.files.front()->columns) {
    if (is_figure(table, key.name) || !key.code || key.row_number ||
        is_time(*table.files.front(), key))
      continue;
    const auto codes = once(table, key.name);
    if (codes.rows < 2) continue;
    const auto found = geo::build::best_template(zones.layer, codes, key.name);
    if (!found || found->table_found * 2 < found->table_rows || found->matched * 2 < found->rows) {
      continue;
    }
    if (found->table_found <= table.found) continue;
    FoundHousingTable with = table;
    with.level.reset();
    if (!set_level(with, found->text, zones, id, levels)) continue;
    with.join_column = key.name;
    with.join_key = found->text;
    with.areas = found->table_rows;
    with.found = found->table_found;
    table = std::move(with);
  }
}

/// Whether rows of one area and period differ in `columns`, if those are given too.
bool tells_apart(const FoundHousingTable& table, std::vector<std::string> columns) {
  columns.push_back(table.join_column);
  columns.insert(columns.end(), table.period.begin(), table.period.end());
  std::set<std::vector<std::string>> seen;
  for (const Seen* file : table.files) {
    for (std::size_t row = 0; row < file->layer.rows; ++row) {
      std::vector<std::string> key;
      for (const std::string& column : columns) {
        const auto text = geo::key_text(field_of(*file, *file->column(column)).values[row]);
        key.push_back(text.value_or(""));
      }
      if (!seen.insert(std::move(key)).second) return false;
    }
  }
  return true;
}

std::set<std::string> words_of(const FoundHousingTable& table, const std::string& column) {
  std::set<std::string> words;
  for (const Seen* file : table.files) {
    for (const geo::Value& value : field_of(*file, *file->column(column)).values) {
      if (const auto text = geo::key_text(value)) words.insert(*text);
    }
  }
  return words;
}

/// Where an area has several rows in one period, the column of words that tells them apart; the
/// measure taken is the first that says what it is counted in. False where nothing tells them
/// apart.
bool find_measure(FoundHousingTable& table) {
  if (tells_apart(table, {})) return true;
  for (const Column& column : table.files.front()->columns) {
    if (!column.words || column.name == table.join_column || column.distinct > 12) continue;
    const auto words = words_of(table, column.name);
    if (words.size() < 2 || !tells_apart(table, {column.name})) continue;
    table.where_column = column.name;
    table.where_value = *words.begin();
    for (const std::string& word : words) {
      const bool better = !unit_in(word).empty() && unit_in(table.where_value).empty();
      if (better) table.where_value = word;
    }
    for (const std::string& word : words) {
      if (word != table.where_value) table.other_values.push_back(word);
    }
    for (FoundFigure& figure : table.figures) {
      if (figure.unit.empty()) figure.unit = unit_in(table.where_value);
    }
    return true;
  }
  return false;
}

/// Whether two tables hold the same, such as a workbook beside its CSV.
bool are_copies(const Seen& a, const Seen& b) {
  if (a.layer.rows != b.layer.rows || a.layer.fields.size() != b.layer.fields.size()) return false;
  for (std::size_t c = 0; c < a.layer.fields.size(); ++c) {
    const auto &one = a.layer.fields[c], &other = b.layer.fields[c];
    if (one.name != other.name) return false;
    for (std::size_t row = 0; row < a.layer.rows; ++row) {
      const auto x = geo::number(one.values[row]), y = geo::number(other.values[row]);
      const bool same =
          x && y ? *x == *y : geo::key_text(one.values[row]) == geo::key_text(other.values[row]);
      if (!same) return false;
    }
  }
  return true;
}

std::vector<std::string> names_of(const Seen& seen) {
  std::vector<std::string> names;
  for (const Column& column : seen.columns) names.push_back(column.name);
  return names;
}

bool speaks_of(const Seen& table, Means means) {
  return says(table.file, means) ||
         std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const Column& column) { return says(column.name, means); });
}

/// A table that cannot be joined, or whose rows cannot be told apart, is only listed.
void only_list(FoundHousingTable& table) {
  FoundHousingTable bare;
  bare.files = table.files;
  bare.copies = table.copies;
  table = std::move(bare);
}

}  // namespace

bool speaks_of_housing(const Seen& table) {
  if (table.shape != geo::ShapeKind::none) return false;
  return std::any_of(figures_by_name.begin(), figures_by_name.end(),
                     [&](const auto& one) { return speaks_of(table, one.first); });
}

bool speaks_of_rent(const Seen& table) {
  return speaks_of(table, Means::rent);
}

std::vector<FoundHousingTable> housing_tables(const std::vector<const Seen*>& tables,
                                              const Seen* zones, const std::string& id,
                                              const std::vector<FoundLevel>& levels) {
  std::vector<FoundHousingTable> all;
  for (const Seen* table : tables) {
    const auto copy = std::find_if(all.begin(), all.end(), [&](const auto& one) {
      return are_copies(*one.files.front(), *table);
    });
    if (copy != all.end()) {
      copy->copies.push_back(table);
      continue;
    }
    const auto same = std::find_if(all.begin(), all.end(), [&](const auto& one) {
      return one.files.front()->sublayer.empty() && table->sublayer.empty() &&
             names_of(*one.files.front()) == names_of(*table);
    });
    if (same == all.end()) {
      all.push_back({});
      all.back().files = {table};
    } else {
      same->files.push_back(table);
    }
  }
  for (FoundHousingTable& table : all) {
    const Seen& first = *table.files.front();
    table.figures = figures_of(first);
    if (table.figures.empty() || !zones) {
      only_list(table);
      continue;
    }
    for (const Column& column : first.columns) {
      if (is_time(first, column)) table.period.push_back(column.name);
    }
    find_join(table, *zones, id, levels);
    if (table.join_key.empty() || !find_measure(table)) only_list(table);
  }
  return all;
}

}  // namespace app::init
