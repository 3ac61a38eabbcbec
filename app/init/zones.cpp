#include "app/init/zones.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "app/init/words.hpp"
#include "geo/build/key_match.hpp"

namespace app::init {
namespace {

constexpr std::size_t most_columns = 24;  // tried in pairs and triples

std::vector<geo::MultiPolygon> valid_polygons(const std::vector<geo::Geometry>& shapes) {
  std::vector<geo::MultiPolygon> polygons;
  for (const geo::Geometry& shape : shapes) {
    if (shape.polygons.empty()) continue;
    polygons.push_back(geo::invalid_reason(shape.polygons) ? geo::made_valid(shape.polygons)
                                                           : shape.polygons);
  }
  return polygons;
}

std::vector<std::optional<std::string>> texts(const geo::Layer& layer, std::size_t position) {
  std::vector<std::optional<std::string>> all;
  for (const geo::Value& value : layer.fields[position].values) {
    auto text = geo::key_text(value);
    all.push_back(text && !text->empty() ? std::move(text) : std::nullopt);
  }
  return all;
}

std::string braced(const std::vector<std::string>& columns) {
  if (columns.size() == 1) return columns.front();
  std::string text;
  for (const std::string& column : columns) text += "{" + column + "}";
  return text;
}

/// Code-like columns in the order to try them: preferred ones, then those that look like a code
/// of the place rather than a running number.
std::vector<const Column*> key_columns(const Seen& seen, const std::vector<std::string>& prefer) {
  std::vector<const Column*> columns;
  for (const Column& column : seen.columns) {
    if (column.code && column.complete(seen.layer.rows) && column.distinct > 1) {
      columns.push_back(&column);
    }
  }
  const auto rank = [&](const Column* column) {
    const auto at = std::find(prefer.begin(), prefer.end(), column->name);
    if (at != prefer.end()) return static_cast<int>(at - prefer.begin());
    if (column->row_number) return 103;
    const auto& field = seen.layer.fields[column->position];
    if (const auto level = pcode_level(field.name, field.tag)) return 99 - *level;
    if (says(column->name, Means::id) && !column->numbers) return 100;
    return column->one_length ? 101 : 102;
  };
  std::stable_sort(columns.begin(), columns.end(),
                   [&](const auto* a, const auto* b) { return rank(a) < rank(b); });
  if (columns.size() > most_columns) columns.resize(most_columns);
  return columns;
}

/// Ids of another layer, whatever type they are kept in, and the row that has them.
std::map<std::string, std::vector<std::size_t>> rows_by_id(const geo::Layer& layer,
                                                           std::size_t position) {
  std::map<std::string, std::vector<std::size_t>> rows;
  const auto ids = texts(layer, position);
  for (std::size_t row = 0; row < ids.size(); ++row) {
    if (ids[row]) rows[geo::build::type_free(*ids[row])].push_back(row);
  }
  return rows;
}

/// Zones side by side with the areas that their column names.
FoundLevel compare(const Seen& zones, const std::vector<geo::Geometry>& shapes,
                   const Column& column, const Seen& other, const std::vector<geo::Geometry>& areas,
                   const Column& id) {
  FoundLevel level;
  level.column = column.name;
  level.names = &other;
  level.names_id = id.name;
  const auto rows = rows_by_id(other.layer, id.position);
  level.areas = rows.size();
  const auto codes = texts(zones.layer, column.position);
  std::set<std::string> met;
  std::size_t placed = 0, inside = 0;
  for (std::size_t zone = 0; zone < codes.size(); ++zone) {
    if (!codes[zone]) continue;
    const auto found = rows.find(geo::build::type_free(*codes[zone]));
    if (found == rows.end()) continue;
    met.insert(found->first);
    const auto label = geo::label_point(shapes[zone].polygons);
    if (!label) continue;
    ++placed;
    const bool in = std::any_of(found->second.begin(), found->second.end(), [&](std::size_t row) {
      return geo::PolygonIndex(std::span(&areas[row].polygons, 1)).holding(*label).has_value();
    });
    inside += in ? 1 : 0;
  }
  level.found = met.size();
  level.inside = placed == 0 ? 0 : static_cast<double>(inside) / static_cast<double>(placed);
  return level;
}

/// Cheap look before the places are compared: do the codes meet at all?
bool codes_meet(const Seen& zones, const Column& column, const Seen& other, const Column& id) {
  const auto rows = rows_by_id(other.layer, id.position);
  std::set<std::string> met;
  std::size_t with = 0, all = 0;
  for (const auto& code : texts(zones.layer, column.position)) {
    if (!code) continue;
    ++all;
    const auto found = rows.find(geo::build::type_free(*code));
    if (found == rows.end()) continue;
    ++with;
    met.insert(found->first);
  }
  return rows.size() > 1 && met.size() * 10 >= rows.size() * 9 && with * 10 >= all * 9;
}

}  // namespace

Tiling tiling(const std::vector<geo::Geometry>& shapes) {
  const auto polygons = valid_polygons(shapes);
  geo::Box box;
  double ground = 0, shared = 0;
  for (const geo::MultiPolygon& polygon : polygons) {
    if (polygon.empty()) continue;
    const geo::Box part = geo::box_of(geo::Geometry::of(polygon));
    box.add(part.low);
    box.add(part.high);
    ground += geo::area(polygon).value;
  }
  const double around = (box.high.x - box.low.x) * (box.high.y - box.low.y);
  if (polygons.empty() || !(around > 0) || !(ground > 0)) return {};
  for (const auto& overlap : geo::overlaps(polygons, geo::SquareMetres{ground * 1e-9})) {
    shared += overlap.area.value;
  }
  return {ground / around, shared / ground};
}

std::size_t distinct_keys(const geo::Layer& layer, const std::vector<std::string>& columns) {
  std::vector<const geo::Field*> fields;
  for (const std::string& column : columns) fields.push_back(layer.field(column));
  std::set<std::string> keys;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    std::string key;
    for (const geo::Field* field : fields) {
      key += geo::key_text(field->values[row]).value_or("") + "\x1f";
    }
    keys.insert(std::move(key));
  }
  return keys.size();
}

std::optional<std::string> unique_key(const Seen& seen, const std::vector<std::string>& prefer) {
  const auto columns = key_columns(seen, prefer);
  const std::size_t rows = seen.layer.rows;
  for (const Column* column : columns) {
    if (column->distinct == rows) return column->name;
  }
  const auto unique = [&](const std::vector<std::string>& names) {
    return distinct_keys(seen.layer, names) == rows;
  };
  for (std::size_t a = 0; a < columns.size(); ++a) {
    for (std::size_t b = a + 1; b < columns.size(); ++b) {
      if (columns[a]->distinct * columns[b]->distinct < rows) continue;
      // The coarser column stands first, as codes are written.
      const auto* first = columns[a]->distinct <= columns[b]->distinct ? columns[a] : columns[b];
      const auto* second = first == columns[a] ? columns[b] : columns[a];
      if (unique({first->name, second->name})) return braced({first->name, second->name});
    }
  }
  return std::nullopt;
}

std::string name_column(const Seen& seen) {
  const Column* best = nullptr;
  const auto rank = [](const Column& column) {
    return (says(column.name, Means::name) ? 4.0 : 0.0) + column.spaces;
  };
  for (const Column& column : seen.columns) {
    const bool mostly = column.recorded * 10 >= seen.layer.rows * 8;
    if (!column.words || !mostly || column.distinct * 2 < column.recorded || column.longest > 200) {
      continue;
    }
    if (column.spaces < 0.05 && !says(column.name, Means::name)) continue;  // a code
    // Of NAME and NAME_FR the first is the name, the second the name in a language.
    const bool shorter =
        best && rank(column) >= 4 && rank(*best) >= 4 && best->name.starts_with(column.name);
    const bool longer = best && column.name.starts_with(best->name);
    if (!best || shorter || (rank(column) > rank(*best) && !longer)) best = &column;
  }
  return best ? best->name : std::string{};
}

std::vector<FoundLevel> levels(const Seen& zones, const std::vector<geo::Geometry>& shapes,
                               const std::vector<const Seen*>& others) {
  std::map<std::size_t, FoundLevel> by_areas;
  for (const Seen* other : others) {
    if (other == &zones || other->shape != geo::ShapeKind::polygons) continue;
    if (other->layer.rows < 2 || other->layer.rows * 2 > zones.layer.rows) continue;
    const auto areas = in_degrees(other->layer);
    if (!areas) continue;
    std::optional<FoundLevel> best;
    for (const Column& column : zones.columns) {
      if (!column.code || column.distinct < 2) continue;
      for (const Column& id : other->columns) {
        // An area may be in several rows, but a column of its own codes has nearly one for each.
        const bool own = id.code && id.distinct * 10 >= other->layer.rows * 8;
        if (!own || id.distinct < 2 || !codes_meet(zones, column, *other, id)) continue;
        const FoundLevel level = compare(zones, shapes, column, *other, *areas, id);
        if (level.inside < 0.8) continue;
        // The places prove a join by row numbers too, but a code of its own says more.
        const bool only_numbers = best && other->column(best->names_id)->row_number;
        const bool better = !best || level.inside > best->inside ||
                            (level.inside == best->inside && only_numbers && !id.row_number);
        if (better) best = level;
      }
    }
    if (!best) continue;
    best->name = name_column(*other);
    const auto [at, added] = by_areas.emplace(best->areas, *best);
    const bool better =
        best->inside > at->second.inside + 1e-9 || (at->second.name.empty() && !best->name.empty());
    if (!added && better) at->second = *best;
  }
  std::vector<FoundLevel> all;
  for (auto at = by_areas.rbegin(); at != by_areas.rend(); ++at) all.push_back(at->second);
  return all;
}

bool is_grid(const std::vector<geo::Geometry>& shapes) {
  std::vector<geo::Point> points;
  for (const geo::Geometry& shape : shapes) {
    if (const auto point = middle(shape)) points.push_back(*point);
  }
  constexpr std::size_t looked_at = 200, fewest = 30;
  if (points.size() < fewest) return false;
  std::vector<double> nearest;
  const double east = std::cos(points.front().y * 3.14159265358979 / 180);
  const std::size_t step = std::max<std::size_t>(1, points.size() / looked_at);
  for (std::size_t i = 0; i < points.size(); i += step) {
    double least = 1e300;
    for (std::size_t j = 0; j < points.size(); ++j) {
      if (i == j) continue;
      least = std::min(least,
                       std::hypot((points[i].x - points[j].x) * east, points[i].y - points[j].y));
    }
    nearest.push_back(least);
  }
  std::sort(nearest.begin(), nearest.end());
  const double low = nearest[nearest.size() / 10], high = nearest[nearest.size() * 9 / 10];
  return low > 0 && high < low * 1.2;
}

}  // namespace app::init
