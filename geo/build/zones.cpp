#include "geo/build/zones.hpp"

#include <algorithm>
#include <map>

#include <tbb/parallel_for.h>

#include "geo/build/cells.hpp"
#include "geo/build/key_template.hpp"
#include "geo/build/same_area.hpp"
#include "geo/core/error.hpp"
#include "geo/shape/polygons.hpp"

#include <fmt/format.h>

namespace geo::build {
namespace {

constexpr Metres longest_spike{50};      // no street block is that thin
constexpr SquareMetres least_shared{1};  // below it, borders drawn twice

using RowsByKey = std::map<std::string, std::vector<std::size_t>>;

Finding about(const Layer& layer, const std::string& code, const std::string& key) {
  Finding finding;
  finding.code = code;
  finding.file = layer.file;
  finding.layer = layer.name;
  finding.feature = key;
  return finding;
}

const Geometry& shape(const Layer& layer, std::size_t row) {
  static const Geometry none;
  return row < layer.shapes.size() ? layer.shapes[row] : none;
}

/// Geometry first, so that the order of rows in the file leaves no trace.
auto content(const Geometry& geometry) {
  std::vector<Point> points = geometry.points;
  for (const Polygon& polygon : geometry.polygons) {
    points.insert(points.end(), polygon.shell.begin(), polygon.shell.end());
  }
  return points;
}

void sort_by_content(const Layer& layer, std::vector<std::size_t>& rows) {
  if (rows.size() < 2) return;
  std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
    return content(shape(layer, a)) < content(shape(layer, b));
  });
}

Keys keys_of(const Layer& layer, const description::Neighbourhoods& columns, Findings& findings) {
  if (!columns.id.empty()) return KeyTemplate(columns.id, "[neighbourhoods] id").keys(layer);
  Finding finding = about(layer, "key_missing", "");
  finding.what = "no id is given for the neighbourhoods, so they are numbered by row";
  finding.remedy = "add id = \"COLUMN\" under [neighbourhoods]";
  findings.add(finding);
  Keys keys;
  const auto digits = std::to_string(layer.rows).size();
  for (std::size_t row = 0; row < layer.rows; ++row) {
    keys.push_back(fmt::format("{:0{}}", row + 1, digits));
  }
  return keys;
}

RowsByKey rows_by_key(const Layer& layer, const Keys& keys, Findings& findings) {
  RowsByKey rows;
  std::vector<std::size_t> without;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    if (keys[row]) {
      rows[*keys[row]].push_back(row);
    } else {
      without.push_back(row);
    }
  }
  for (auto& [key, same] : rows) sort_by_content(layer, same);
  sort_by_content(layer, without);
  for (std::size_t i = 0; i < without.size(); ++i) {
    const std::string key = fmt::format("no-key-{}", i + 1);
    Finding finding = about(layer, "key_missing", key);
    finding.what = "a neighbourhood has no code, so it is called " + key + " and joins no table";
    finding.remedy = "fill in its code";
    findings.add(finding);
    rows[key].push_back(without[i]);
  }
  return rows;
}

void refuse(const Layer& layer, const std::string& key, std::vector<std::size_t> rows,
            const std::string& column) {
  std::sort(rows.begin(), rows.end());
  std::string features;
  for (const std::size_t row : rows) {
    features += fmt::format("{}{}", features.empty() ? "" : ", ", row);
  }
  Finding finding = about(layer, "duplicate_id", fmt::format("{} (features {})", key, features));
  finding.severity = Severity::error;
  finding.what =
      fmt::format("duplicate id {}: features {} are different neighbourhoods", key, features);
  finding.field = column;
  finding.value = quoted(key);
  finding.remedy = "give each neighbourhood an id of its own, or parts of one the same columns";
  throw Error(finding);
}

/// The different shapes of one neighbourhood's rows; repeats are findings.
std::vector<MultiPolygon> parts(const Layer& layer, const std::string& key,
                                const std::vector<std::size_t>& rows, Findings& findings) {
  std::vector<MultiPolygon> out;
  std::size_t repeats = 0;
  for (const std::size_t row : rows) {
    const MultiPolygon& polygons = shape(layer, row).polygons;
    if (polygons.empty()) continue;
    if (std::find(out.begin(), out.end(), polygons) == out.end()) {
      out.push_back(polygons);
    } else {
      ++repeats;
    }
  }
  if (repeats > 0) {
    Finding finding = about(layer, "duplicate_polygon", key);
    finding.what = "the same polygon is there more than once; its people are counted once";
    finding.value = fmt::format("{} repeated", repeats);
    finding.remedy = "delete the repeated rows";
    findings.add(finding);
  }
  if (out.size() > 1) {
    Finding finding = about(layer, "parts_dissolved", key);
    finding.severity = Severity::note;
    finding.what = "several rows with one code were joined to one neighbourhood";
    finding.value = fmt::format("{} rows", out.size());
    finding.remedy = "nothing to do when they are parts of one place; else correct the code";
    findings.add(finding);
  }
  return out;
}

/// A valid shape of the same ground; what was done to it is a finding.
MultiPolygon sound(const Layer& layer, const std::string& key, MultiPolygon polygons,
                   Findings& findings) {
  MultiPolygon smooth = without_spikes(polygons, longest_spike);
  if (smooth != polygons) {
    Finding finding = about(layer, "spike_removed", key);
    finding.severity = Severity::repair;
    finding.what = "the border runs out and back along one line; the spike was taken off";
    finding.value = fmt::format("area {:.1f} m2 before, {:.1f} m2 after", area(polygons).value,
                                area(smooth).value);
    finding.remedy = "correct the border in the source";
    findings.add(finding);
    polygons = std::move(smooth);
  }
  const auto reason = invalid_reason(polygons);
  if (!reason) return polygons;
  MultiPolygon valid = made_valid(polygons);
  Finding finding = about(layer, "polygon_repaired", key);
  finding.severity = Severity::repair;
  finding.what = "the polygon is not valid and was repaired: " + quoted(*reason);
  finding.value = fmt::format("area {:.1f} m2 before, {:.1f} m2 after", area(polygons).value,
                              area(valid).value);
  finding.remedy = "correct the border in the source";
  findings.add(finding);
  return valid;
}

MultiPolygon neighbourhood_shape(const Layer& layer, const std::string& key,
                                 const std::vector<std::size_t>& rows, Findings& findings) {
  auto pieces = parts(layer, key, rows, findings);
  for (MultiPolygon& piece : pieces) piece = sound(layer, key, std::move(piece), findings);
  if (pieces.empty()) return {};
  return pieces.size() == 1 ? std::move(pieces.front()) : union_of(pieces);
}

void report_no_shape(const Layer& layer, const std::string& key, Findings& findings) {
  Finding finding = about(layer, "null_geometry", key);
  finding.what = "this neighbourhood has no shape: it stays in every table but not on the map";
  finding.remedy = "draw its border";
  findings.add(finding);
}

void report_overlaps(const Layer& layer, const Neighbourhoods& all, Findings& findings) {
  for (const Overlap& overlap : overlaps(all.shape.values(), least_shared)) {
    const auto& first = all.key[NeighbourhoodId{overlap.first}];
    const auto& second = all.key[NeighbourhoodId{overlap.second}];
    Finding finding = about(layer, "overlap", first + ", " + second);
    finding.what = fmt::format(
        "two neighbourhoods share ground; homes there count in {} alone, the lower code", first);
    finding.value = fmt::format("{:.1f} m2", overlap.area.value);
    finding.remedy = "correct the border between them";
    findings.add(finding);
  }
}

std::optional<Point> own_point(const Layer& layer, const std::vector<std::size_t>& rows) {
  for (const std::size_t row : rows) {
    const auto& points = shape(layer, row).points;
    if (!points.empty()) return *std::min_element(points.begin(), points.end());
  }
  return std::nullopt;
}

void refuse_lines(const Layer& layer) {
  bool any = false;
  for (std::size_t row = 0; row < layer.rows; ++row) {
    const Geometry& one = shape(layer, row);
    any = any || !one.polygons.empty() || !one.points.empty();
  }
  if (any) return;
  Finding finding = about(layer, "no_place", "");
  finding.severity = Severity::error;
  finding.what = layer.rows == 0 ? "the layer has 0 features" : "no neighbourhood has a polygon";
  finding.remedy = "give a layer with polygons, or x and y columns, under [neighbourhoods]";
  throw Error(finding);
}

/// Shapes of all neighbourhoods, side by side; their findings in order of key.
std::vector<MultiPolygon> shapes(const Layer& layer, const RowsByKey& rows, Findings& findings) {
  const std::vector<std::pair<std::string, std::vector<std::size_t>>> list(rows.begin(),
                                                                           rows.end());
  std::vector<MultiPolygon> out(list.size());
  std::vector<Findings> each(list.size());
  tbb::parallel_for(std::size_t{0}, list.size(), [&](std::size_t i) {
    out[i] = neighbourhood_shape(layer, list[i].first, list[i].second, each[i]);
  });
  for (const Findings& one : each) findings.add(one);
  return out;
}

void shapes_from_points(const Layer& layer, Zones& zones, Findings& findings) {
  std::vector<std::optional<Point>> points(zones.point.begin(), zones.point.end());
  const auto cells = nearest_cells(points);
  for (const NeighbourhoodId zone : zones.all.key.rows()) {
    zones.all.shape[zone] = cells.shapes[zone.row()];
  }
  zones.from_points = true;
  Finding finding = about(layer, "zones_modelled", "");
  finding.severity = Severity::note;
  finding.what =
      "the neighbourhoods are given as points, so their shapes are modelled: the ground nearest to "
      "each point";
  finding.value = fmt::format("up to {:.0f} m from the point", cells.radius.value);
  finding.remedy = "give polygons under [neighbourhoods] if there are any";
  findings.add(finding);
}

}  // namespace

void report_gaps(const Layer& layer, const MultiPolygon& city, Findings& findings) {
  for (const Polygon& gap : gaps({&city, 1}, least_shared)) {
    Finding finding = about(layer, "gap", "");
    finding.what = "ground between neighbourhoods belongs to none";
    finding.value = fmt::format("{:.1f} m2", area({gap}).value);
    finding.place = fmt::format("{:.0f} {:.0f}", gap.shell.front().x, gap.shell.front().y);
    finding.remedy = "close the gap, or leave it when nobody lives there";
    findings.add(finding);
  }
}

NameFields::NameFields(const Layer& layer, const description::NameColumns& columns,
                       const std::string& where) {
  for (const auto& [language, column] : columns) {
    fields_.emplace_back(language, &required_field(layer, column, where));
  }
}

Names NameFields::at(std::size_t row) const {
  Names names;
  for (const auto& [language, field] : fields_) {
    if (auto text = key_text(field->values[row])) names.set(language, std::move(*text));
  }
  return names;
}

Zones zones(const Layer& layer, const description::Neighbourhoods& columns,
            const std::set<std::string>& used_columns, Findings& findings) {
  refuse_lines(layer);
  const RowsByKey rows = rows_by_key(layer, keys_of(layer, columns, findings), findings);
  for (const auto& [key, same] : rows) {
    const auto column = contradiction(layer, same, used_columns);
    if (column) refuse(layer, key, same, *column);
  }
  Zones out;
  const NameFields names(layer, columns.name, "[neighbourhoods] name");
  auto polygons = shapes(layer, rows, findings);
  for (auto& [key, same] : rows) {
    out.all.key.push_back(key);
    Names own;
    for (const std::size_t row : same) {
      if (own.empty()) own = names.at(row);
    }
    out.all.name.push_back(std::move(own));
    out.all.shape.push_back(std::move(polygons[out.all.shape.size()]));
    out.point.push_back(own_point(layer, same));
    out.rows.append(same);
  }
  const bool any_polygon = std::any_of(out.all.shape.begin(), out.all.shape.end(),
                                       [](const MultiPolygon& one) { return !one.empty(); });
  if (!any_polygon) shapes_from_points(layer, out, findings);
  for (const NeighbourhoodId zone : out.all.key.rows()) {
    const bool none = out.all.shape[zone].empty();
    if (none) report_no_shape(layer, out.all.key[zone], findings);
    out.all.area.push_back(none ? Cell<SquareMetres>{Missing::invalid_geometry}
                                : Cell<SquareMetres>{area(out.all.shape[zone])});
  }
  if (!out.from_points) report_overlaps(layer, out.all, findings);
  return out;
}

}  // namespace geo::build
