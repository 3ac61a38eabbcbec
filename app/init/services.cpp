#include "app/init/services.hpp"

#include <algorithm>

#include "app/init/words.hpp"
#include "app/init/zones.hpp"
#include "geo/read/kinds.hpp"

namespace app::init {
namespace {

constexpr std::size_t most_values = 150;  // a column with more is no list of categories
constexpr std::size_t short_list = 40;    // so short a layer may have a category on each row

std::map<std::string, FoundKind> kinds_in(const Seen& seen, const Column& column) {
  std::map<std::string, FoundKind> map;
  for (const geo::Value& value : seen.layer.fields[column.position].values) {
    const auto text = geo::key_text(value);
    if (!text || text->empty()) continue;
    auto [at, added] = map.try_emplace(*text);
    if (added) {
      if (const auto kind = kind_of_value(*text)) at->second.kind = kind->name();
    }
    ++at->second.rows;
  }
  return map;
}

std::size_t recognised(const std::map<std::string, FoundKind>& map) {
  std::size_t rows = 0;
  for (const auto& [value, kind] : map) rows += kind.kind.empty() ? 0 : kind.rows;
  return rows;
}

/// Rows whose kind is known; those of which only the theme is known count half.
double told(const std::map<std::string, FoundKind>& map) {
  double rows = 0;
  for (const auto& [value, kind] : map) {
    const double weight = kind.kind.empty()                          ? 0
                          : kind.kind.find('.') != std::string::npos ? 1
                                                                     : 0.5;
    rows += weight * static_cast<double>(kind.rows);
  }
  return rows;
}

/// A list of categories: few values, each on several rows, or a short list.
bool may_be_categories(const Seen& seen, const Column& column) {
  if (!column.words || column.distinct < 1 || column.distinct > most_values) return false;
  if (column.distinct > short_list && column.distinct * 3 > column.recorded) return false;
  if (column.distinct == 1 && !says(column.name, Means::kind)) return false;
  return column.recorded * 2 >= seen.layer.rows;
}

std::string column_that(const Seen& seen, Means means) {
  for (const Column& column : seen.columns) {
    if (column.recorded > 0 && says(column.name, means)) return column.name;
  }
  return {};
}

/// The column of categories that tells most about the rows' kinds; of two alike the one with fewer
/// and shorter values, which say nothing else.
void find_kind_column(FoundServices& found) {
  const Seen& seen = *found.seen;
  double best = 0.3 * static_cast<double>(seen.layer.rows);
  std::pair<std::size_t, std::size_t> fewest;
  for (const Column& column : seen.columns) {
    if (!may_be_categories(seen, column)) continue;
    auto map = kinds_in(seen, column);
    const double rows = told(map);
    const std::pair size{column.distinct, column.longest};
    if (rows < best || (rows == best && !found.column.empty() && size >= fewest)) continue;
    best = rows;
    fewest = size;
    found.column = column.name;
    found.recognised = recognised(map);
    found.map = std::move(map);
  }
}

/// Where there is no column of categories: the words in the names of the places.
void find_kind_in_names(FoundServices& found) {
  const std::string name = name_column(*found.seen);
  if (name.empty()) return;
  const auto map = kinds_in(*found.seen, *found.seen->column(name));
  const std::size_t rows = recognised(map);
  if (rows * 10 < found.seen->layer.rows * 3) return;
  found.column = name;
  found.recognised = rows;
}

void find_attributes(FoundServices& found) {
  const Seen& seen = *found.seen;
  found.name = name_column(seen);
  found.capacity = column_that(seen, Means::capacity);
  // Zeros in such a column are blanks more often than places that nobody may use.
  if (const Column* capacity = seen.column(found.capacity);
      capacity && !(capacity->numbers && capacity->least > 0)) {
    found.capacity.clear();
  }
  found.opening_hours = column_that(seen, Means::opening_hours);
  for (const Column& column : seen.columns) {
    if (column.unique(seen.layer.rows) && column.code && says(column.name, Means::id)) {
      found.id = column.name;
      break;
    }
  }
}

}  // namespace

std::optional<geo::Kind> kind_of_value(const std::string& value) {
  const auto equals = value.find('=');
  if (equals != std::string::npos && value.find(' ') == std::string::npos) {
    return geo::read::kind_of_tags({{value.substr(0, equals), value.substr(equals + 1)}});
  }
  return geo::read::kind_of_words(value);
}

bool is_kind_map(const Seen& table) {
  if (table.layer.fields.size() != 2 || table.layer.rows == 0) return false;
  std::size_t kinds = 0, recorded = 0;
  for (const geo::Value& value : table.layer.fields[1].values) {
    const auto text = geo::key_text(value);
    if (!text || text->empty() || *text == "-") continue;
    ++recorded;
    kinds += geo::read::find_kind(geo::Kind{*text}) ? 1 : 0;
  }
  return recorded > 0 && kinds * 10 >= recorded * 9;
}

void use_kind_map(FoundServices& found, const std::vector<const Seen*>& maps) {
  const Seen& seen = *found.seen;
  for (const Seen* table : maps) {
    std::map<std::string, std::string> kinds;
    for (std::size_t row = 0; row < table->layer.rows; ++row) {
      const auto word = geo::key_text(table->layer.fields[0].values[row]);
      if (word) kinds[*word] = geo::key_text(table->layer.fields[1].values[row]).value_or("");
    }
    for (const Column& column : seen.columns) {
      std::size_t known = 0;
      for (const geo::Value& value : seen.layer.fields[column.position].values) {
        const auto text = geo::key_text(value);
        known += text && kinds.contains(*text) ? 1 : 0;
      }
      if (known * 10 < seen.layer.rows * 9) continue;
      found.column = column.name;
      found.map_file = table->file;
      found.recognised = known;
      found.map.clear();
      found.kind.clear();
      return;
    }
  }
}

std::optional<FoundServices> services_by_map(const Seen& seen,
                                             const std::vector<const Seen*>& maps) {
  if (seen.shape != geo::ShapeKind::points || seen.layer.rows == 0) return std::nullopt;
  FoundServices found;
  found.seen = &seen;
  use_kind_map(found, maps);
  if (found.map_file.empty()) return std::nullopt;
  find_attributes(found);
  return found;
}

std::optional<FoundServices> services(const Seen& seen) {
  if (seen.shape != geo::ShapeKind::points || seen.layer.rows == 0) return std::nullopt;
  FoundServices found;
  found.seen = &seen;
  find_kind_column(found);
  const auto by_file = geo::read::kind_of_words(seen.called());
  // A column that tells the kind of half of the rows says more than the name of the file.
  if (by_file && 2 * told(found.map) < static_cast<double>(seen.layer.rows)) {
    found.column.clear();
    found.map.clear();
    found.kind = by_file->name();
    found.kind_why = "by the name of the file";
    found.recognised = seen.layer.rows;
  } else if (found.column.empty()) {
    find_kind_in_names(found);
  }
  if (found.column.empty() && found.kind.empty()) return std::nullopt;
  found.from_osm = !found.map.empty() && found.map.begin()->first.find('=') != std::string::npos;
  find_attributes(found);
  return found;
}

std::optional<FoundHousing> housing(const Seen& seen) {
  if (seen.shape != geo::ShapeKind::points && seen.shape != geo::ShapeKind::polygons) {
    return std::nullopt;
  }
  FoundHousing found;
  found.seen = &seen;
  for (const Column& column : seen.columns) {
    if (!column.numbers || column.least < 0) continue;
    if (found.dwellings.empty() && says(column.name, Means::dwellings)) {
      found.dwellings = column.name;
    } else if (found.rent.empty() && says(column.name, Means::rent)) {
      found.rent = column.name;
    } else if (found.floor_area.empty() && says(column.name, Means::floor_area)) {
      found.floor_area = column.name;
    }
  }
  if (found.dwellings.empty()) return std::nullopt;
  return found;
}

std::optional<FoundLandUse> land_use(const Seen& seen) {
  if (seen.shape != geo::ShapeKind::points && seen.shape != geo::ShapeKind::polygons) {
    return std::nullopt;
  }
  const bool by_file = says(seen.shown(), Means::land_use);
  for (const Column& column : seen.columns) {
    const bool few = column.distinct > 1 && column.distinct <= most_values && column.words;
    const bool by_name =
        says(column.name, Means::land_use) || (by_file && says(column.name, Means::kind));
    if (few && by_name)
      return FoundLandUse{&seen, column.name, column_that(seen, Means::floor_area)};
  }
  return std::nullopt;
}

}  // namespace app::init
