#include "geo/build/same_area.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace geo::build {
namespace {

bool numbers_or_measures(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  constexpr std::array<std::string_view, 14> parts{
      "objectid", "ogc_fid",  "globalid", "shape",  "geo_point", "geom",     "area",
      "perim",    "centroid", "length",   "hectar", "latitud",   "longitud", "uuid"};
  constexpr std::array<std::string_view, 10> whole{"fid", "gid", "id",  "oid", "x",
                                                   "y",   "lat", "lon", "lng", "perimetre"};
  const auto inside = [&](std::string_view part) { return name.find(part) != std::string::npos; };
  return std::any_of(parts.begin(), parts.end(), inside) ||
         std::find(whole.begin(), whole.end(), name) != whole.end();
}

bool is_structure(const std::string& text) {
  return !text.empty() && (text.front() == '{' || text.front() == '[');
}

/// Words and whole numbers; decimals, also those written as text, are measures.
bool counts(const Value& value) {
  if (!is_recorded(value) || std::holds_alternative<double>(value)) return false;
  const auto* text = std::get_if<std::string>(&value);
  if (!text) return true;
  const auto measure = number(value);
  return !is_structure(*text) && (!measure || *measure == std::floor(*measure));
}

bool differs(const Field& field, std::span<const std::size_t> rows, bool is_used) {
  std::optional<std::string> first;
  for (const std::size_t row : rows) {
    const Value& value = field.values[row];
    if (is_used ? !is_recorded(value) : !counts(value)) continue;
    const auto text = key_text(value);
    if (first && text != first) return true;
    first = text;
  }
  return false;
}

std::optional<double> whole_number(const Value& value) {
  const auto found = number(value);
  return found && *found == std::floor(*found) ? found : std::nullopt;
}

/// A whole number of its own on every row, close together as a counter gives them: it numbers the
/// rows of the layer and says nothing of the places. Counts of people would repeat or lie apart.
bool numbers_rows(const Field& field) {
  constexpr std::size_t enough_rows = 10;  // among fewer, any count may look like a counter
  constexpr double widest_gap = 10;        // on average: rows were deleted in the course of years
  std::set<double> values;
  for (const Value& value : field.values) {
    const auto whole = whole_number(value);
    if (!whole || !values.insert(*whole).second) return false;
  }
  return values.size() >= enough_rows &&
         *values.rbegin() - *values.begin() <= widest_gap * static_cast<double>(values.size());
}

}  // namespace

std::optional<std::string> contradiction(const Layer& layer, std::span<const std::size_t> rows,
                                         const std::set<std::string>& used) {
  if (rows.size() < 2) return std::nullopt;
  for (const Field& field : layer.fields) {
    const bool is_used = used.contains(field.name);
    if (!is_used && numbers_or_measures(field.name)) continue;
    if (!differs(field, rows, is_used)) continue;
    if (is_used || !numbers_rows(field)) return field.name;
  }
  return std::nullopt;
}

}  // namespace geo::build
