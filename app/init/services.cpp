#include "app/init/services.hpp"

#include <algorithm>
#include <filesystem>

#include "app/init/words.hpp"
#include "app/init/zones.hpp"
#include "geo/read/kinds.hpp"

namespace app::init {
namespace {

constexpr std::size_t most_values = 80;  // a column with more is no list of categories

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

std::size_t kinds_told_apart(const std::map<std::string, FoundKind>& map) {
  std::vector<std::string> kinds;
  for (const auto& [value, kind] : map) {
    if (!kind.kind.empty()) kinds.push_back(kind.kind);
  }
  std::sort(kinds.begin(), kinds.end());
  return static_cast<std::size_t>(std::unique(kinds.begin(), kinds.end()) - kinds.begin());
}

std::string column_that(const Seen& seen, Means means) {
  for (const Column& column : seen.columns) {
    if (column.recorded > 0 && says(column.name, means)) return column.name;
  }
  return {};
}

/// The column of categories that tells most rows' kind; of several the one with fewest values.
void find_kind_column(FoundServices& found) {
  const Seen& seen = *found.seen;
  for (const Column& column : seen.columns) {
    if (!column.words || column.distinct > most_values || column.distinct < 1) continue;
    if (column.recorded * 2 < seen.layer.rows) continue;
    const bool one_for_all = column.distinct == 1 && !says(column.name, Means::kind);
    if (one_for_all) continue;
    auto map = kinds_in(seen, column);
    const std::size_t rows = recognised(map);
    if (rows * 10 < seen.layer.rows * 3) continue;
    const bool better =
        rows > found.recognised || (rows == found.recognised && map.size() < found.map.size());
    if (found.column.empty() || better) {
      found.column = column.name;
      found.map = std::move(map);
      found.recognised = rows;
    }
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

}  // namespace

std::optional<geo::Kind> kind_of_value(const std::string& value) {
  const auto equals = value.find('=');
  if (equals != std::string::npos && value.find(' ') == std::string::npos) {
    return geo::read::kind_of_tags({{value.substr(0, equals), value.substr(equals + 1)}});
  }
  return geo::read::kind_of_words(value);
}

std::optional<FoundServices> services(const Seen& seen) {
  if (seen.shape != geo::ShapeKind::points || seen.layer.rows == 0) return std::nullopt;
  FoundServices found;
  found.seen = &seen;
  find_kind_column(found);
  const std::string stem = std::filesystem::path(seen.file).stem().string();
  const auto by_file = geo::read::kind_of_words(stem);
  // A column that tells several kinds apart says more than a file name; one that does not, less.
  if (by_file && kinds_told_apart(found.map) < 2) {
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
  found.name = name_column(seen);
  found.capacity = column_that(seen, Means::capacity);
  if (const Column* capacity = seen.column(found.capacity); capacity && !capacity->numbers) {
    found.capacity.clear();
  }
  found.opening_hours = column_that(seen, Means::opening_hours);
  for (const Column& column : seen.columns) {
    if (column.unique(seen.layer.rows) && column.code && says(column.name, Means::id)) {
      found.id = column.name;
      break;
    }
  }
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
  const bool by_file = says(seen.file, Means::land_use);
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
