#include "geo/build/same_area.hpp"

#include <algorithm>
#include <array>
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

bool counts(const Value& value) {
  if (!is_recorded(value) || std::holds_alternative<double>(value)) return false;
  const auto* text = std::get_if<std::string>(&value);
  return !text || !is_structure(*text);
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

}  // namespace

std::optional<std::string> contradiction(const Layer& layer, std::span<const std::size_t> rows,
                                         const std::set<std::string>& used) {
  if (rows.size() < 2) return std::nullopt;
  for (const Field& field : layer.fields) {
    const bool is_used = used.contains(field.name);
    if (!is_used && numbers_or_measures(field.name)) continue;
    if (differs(field, rows, is_used)) return field.name;
  }
  return std::nullopt;
}

}  // namespace geo::build
