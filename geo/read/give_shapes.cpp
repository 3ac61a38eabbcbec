#include "geo/read/give_shapes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"
#include "geo/read/wkb.hpp"

namespace geo::read {
namespace {

struct Pair {
  Field* x = nullptr;
  Field* y = nullptr;
  bool degrees = false;  ///< by the names: longitude and latitude
  bool named = false;    ///< by city.toml, so that it must be readable
};

Field* field_like(Layer& layer, std::string_view wanted) {
  for (auto& field : layer.fields) {
    if (lower(field.name) == lower(wanted)) return &field;
  }
  return nullptr;
}

/// Swaps the end of a name: "geo_epgs_4326_lon" and "geo_epgs_4326_lat" are one pair.
Field* partner(Layer& layer, const std::string& name, std::string_view ending,
               std::string_view other) {
  const auto small = lower(name);
  if (!small.ends_with(ending)) return nullptr;
  const auto head = small.substr(0, small.size() - ending.size());
  if (!head.empty() && head.back() != '_' && head.back() != ' ' && head.back() != '-') {
    return nullptr;
  }
  return field_like(layer, head + std::string(other));
}

Pair pair_by_names(Layer& layer) {
  using Names = std::pair<std::string_view, std::string_view>;
  constexpr std::array<Names, 5> degrees{{{"longitude", "latitude"},
                                          {"longitud", "latitud"},
                                          {"lon", "lat"},
                                          {"lng", "lat"},
                                          {"long", "lat"}}};
  constexpr std::array<Names, 5> plane{{{"x", "y"},
                                        {"coord_x", "coord_y"},
                                        {"utm_x", "utm_y"},
                                        {"easting", "northing"},
                                        {"x_coord", "y_coord"}}};
  for (const auto& [x, y] : degrees) {
    for (auto& field : layer.fields) {
      if (auto* other = partner(layer, field.name, x, y)) return {&field, other, true, false};
    }
  }
  for (const auto& [x, y] : plane) {
    for (auto& field : layer.fields) {
      if (auto* other = partner(layer, field.name, x, y)) return {&field, other, false, false};
    }
  }
  return {};
}

Pair pair_of(Layer& layer, const LayerOptions& options) {
  if (options.x.empty() && options.y.empty()) return pair_by_names(layer);
  Pair pair{field_like(layer, options.x), field_like(layer, options.y), false, true};
  for (const auto& [field, name] : {std::pair{pair.x, options.x}, std::pair{pair.y, options.y}}) {
    if (field != nullptr) continue;
    throw Error(
        {.code = "field_missing",
         .what = "the column named for the coordinates is not there",
         .file = layer.file,
         .layer = layer.name,
         .field = geo::quoted(name),
         .remedy = "name both columns as the first line of the file has them: x = and y ="});
  }
  return pair;
}

/// 31°56'42"N and the like: an angle written for people.
bool written_as_angle(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return false;
  const bool marks = text->find("\xc2\xb0") != std::string::npos ||
                     text->find('\'') != std::string::npos || text->find("º") != std::string::npos;
  return marks &&
         std::any_of(text->begin(), text->end(), [](char c) { return c >= '0' && c <= '9'; });
}

[[noreturn]] void refuse_value(const Layer& layer, const Field& field, std::size_t row) {
  const bool angle = written_as_angle(field.values[row]);
  throw Error(
      {.code = "coordinate_not_a_number",
       .what = angle ? "the coordinate is written in degrees, minutes and seconds"
                     : "the coordinate is not a number",
       .file = layer.file,
       .layer = layer.name,
       .feature = fmt::format("(feature {})", row),
       .field = geo::quoted(field.name),
       .value = geo::quoted(key_text(field.values[row]).value_or("")),
       .remedy = angle ? "write it as decimal degrees (31.945), north and east positive"
                       : "mend the cell or leave it empty; or name other columns: x = and y ="});
}

/// How many rows have a number, an angle or something else in both columns.
bool worth_reading(const Layer& layer, const Pair& pair) {
  if (pair.named) return true;
  std::size_t recorded = 0;
  std::size_t usable = 0;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    if (!is_recorded(pair.x->values[row]) || !is_recorded(pair.y->values[row])) continue;
    ++recorded;
    if (number(pair.x->values[row]) && number(pair.y->values[row])) ++usable;
    if (written_as_angle(pair.x->values[row])) ++usable;
  }
  return recorded > 0 && usable * 2 >= recorded;
}

void points_from(Layer& layer, const Pair& pair) {
  layer.shapes.resize(layer.rows);
  for (std::size_t row = 0; row < layer.rows; ++row) {
    const auto x = number(pair.x->values[row]);
    const auto y = number(pair.y->values[row]);
    if (x && y && std::isfinite(*x) && std::isfinite(*y)) {
      layer.shapes[row] = Geometry::of(Point{*x, *y});
      continue;
    }
    for (const auto* field : {pair.x, pair.y}) {
      if (is_recorded(field->values[row]) && !number(field->values[row])) {
        refuse_value(layer, *field, row);
      }
    }
  }
}

bool holds_text_shapes(const Layer& layer, const Field& field) {
  const auto name = lower(field.name);
  const bool telling = name == "wkt" || name == "geom" || name == "geometry" ||
                       name == "the_geom" || name == "shape" || name.ends_with("_wkt") ||
                       name == "wkb_geometry" || name == "geometria";
  if (!telling) return false;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    const auto* text = std::get_if<std::string>(&field.values[row]);
    if (text != nullptr) return looks_like_wkt(*text);
  }
  return false;
}

/// Shapes from the first column of well-known text; the column itself is taken away.
bool shapes_from_text(Layer& layer, Findings& findings) {
  for (std::size_t column = 0; column < layer.fields.size(); ++column) {
    if (!holds_text_shapes(layer, layer.fields[column])) continue;
    const auto field = std::move(layer.fields[column]);
    layer.fields.erase(layer.fields.begin() + static_cast<std::ptrdiff_t>(column));
    layer.shapes.resize(layer.rows);
    for (std::size_t row = 0; row < layer.rows; ++row) {
      const auto* text = std::get_if<std::string>(&field.values[row]);
      if (text == nullptr || text->empty()) {
        continue;
      }
      const ShapeSource place{layer.file, layer.name, fmt::format("(feature {})", row)};
      layer.shapes[row] = shape_of_wkt(*text, place, findings);
    }
    return true;
  }
  return false;
}

bool all_in_degrees(const Layer& layer) {
  return std::all_of(layer.shapes.begin(), layer.shapes.end(), [](const Geometry& shape) {
    return shape.kind != ShapeKind::points ||
           (std::abs(shape.points[0].x) <= 180 && std::abs(shape.points[0].y) <= 90);
  });
}

/// Columns called longitude and latitude hold degrees, or something is wrong.
void refuse_beyond_globe(const Layer& layer, const Pair& pair) {
  for (std::size_t row = 0; row < layer.rows; ++row) {
    if (layer.shapes[row].empty()) continue;
    const auto place = layer.shapes[row].points[0];
    const bool east = std::abs(place.x) > 180;
    if (!east && std::abs(place.y) <= 90) continue;
    const auto& field = east ? *pair.x : *pair.y;
    throw Error({.code = "coordinate_out_of_range",
                 .what = east ? "a longitude must lie between -180 and 180 degrees"
                              : "a latitude must lie between -90 and 90 degrees",
                 .file = layer.file,
                 .layer = layer.name,
                 .feature = fmt::format("(feature {})", row),
                 .field = geo::quoted(field.name),
                 .value = geo::quoted(key_text(field.values[row]).value_or("")),
                 .remedy = "mend the cell; if the columns hold metres give crs = \"EPSG:...\" in "
                           "city.toml, or --crs"});
  }
}

}  // namespace

void give_shapes(Layer& layer, const LayerOptions& options, Findings& findings) {
  if (!layer.shapes.empty() || layer.rows == 0) return;
  if (options.x.empty() && shapes_from_text(layer, findings)) {
    if (layer.crs.empty() && options.crs.empty() && all_in_degrees(layer)) layer.crs = "EPSG:4326";
    return;
  }
  const auto pair = pair_of(layer, options);
  if (pair.x == nullptr || !worth_reading(layer, pair)) return;
  // A plane pair of a table says nothing about its projection: without crs it stays a table.
  if (!pair.named && !pair.degrees && options.crs.empty()) {
    findings.add(
        {.code = "coordinates_unused",
         .severity = Severity::note,
         .what = fmt::format("columns {} and {} may be coordinates, but of which projection "
                             "is not said; the table is read without shapes",
                             geo::quoted(pair.x->name), geo::quoted(pair.y->name)),
         .file = layer.file,
         .layer = layer.name,
         .remedy = "if they are, give crs, x and y for this layer in city.toml"});
    return;
  }
  points_from(layer, pair);
  if (pair.degrees && options.crs.empty()) refuse_beyond_globe(layer, pair);
  if (options.crs.empty() && all_in_degrees(layer)) {
    layer.crs = "EPSG:4326";
    findings.add(
        {.code = "coordinates_found",
         .severity = Severity::note,
         .what = fmt::format("columns {} and {} are read as longitude and latitude (WGS 84)",
                             geo::quoted(pair.x->name), geo::quoted(pair.y->name)),
         .file = layer.file,
         .layer = layer.name,
         .remedy = "if they are not, give x, y and crs for this layer in city.toml"});
  }
}

}  // namespace geo::read
