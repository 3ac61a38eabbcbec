#include "geo/read/geopackage.hpp"

#include <cmath>
#include <fstream>
#include <optional>

#include <fmt/format.h>
#include <sqlite3.h>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"
#include "geo/read/csv.hpp"
#include "geo/read/database.hpp"
#include "geo/read/encoding.hpp"
#include "geo/read/wkb.hpp"

namespace geo::read {
namespace {

struct Listed {
  std::string table;
  bool features = false;
  enum class Is { table, view, missing } is = Is::missing;
};

void refuse_other_files(const std::string& path, const std::string& name) {
  std::ifstream file(path, std::ios::binary);
  std::string head(512, '\0');
  file.read(head.data(), 512);
  head.resize(static_cast<std::size_t>(file.gcount()));
  if (head.empty()) {
    throw Error({.code = file.is_open() ? "file_empty" : "file_missing",
                 .what = file.is_open() ? "the file is empty (0 bytes)"
                                        : "the file does not exist or cannot be opened",
                 .file = name,
                 .remedy = "check the name, or export it again"});
  }
  refuse_web_page(head, name);
  if (head.starts_with(std::string_view("SQLite format 3\0", 16))) return;
  throw Error({.code = "file_unreadable",
               .what = "this is not a GeoPackage (no SQLite header)",
               .file = name,
               .remedy = "export it again as GeoPackage"});
}

/// A table, a view or nothing. Virtual tables run code of their own and count as views.
Listed::Is kind_of(const Database& database, const std::string& table) {
  Statement master(database, "SELECT type, sql FROM sqlite_master WHERE lower(name) = lower(?)");
  master.bind(1, table);
  while (master.next()) {
    const auto type = master.text(0);
    if (type == "index" || type == "trigger") continue;
    const bool plain =
        type == "table" && lower(master.text(1)).find("create virtual") == std::string::npos;
    return plain ? Listed::Is::table : Listed::Is::view;
  }
  return Listed::Is::missing;
}

std::vector<Listed> contents(const Database& database) {
  if (kind_of(database, "gpkg_contents") != Listed::Is::table) {
    database.refuse("the database has no table gpkg_contents: it is not a GeoPackage");
  }
  std::vector<Listed> listed;
  {
    Statement rows(database, "SELECT table_name, data_type FROM gpkg_contents ORDER BY rowid");
    while (rows.next()) {
      const auto type = rows.text(1);
      if (type != "features" && type != "attributes") continue;
      listed.push_back({std::string(rows.text(0)), type == "features", Listed::Is::missing});
    }
  }
  for (auto& one : listed) one.is = kind_of(database, one.table);
  return listed;
}

[[noreturn]] void refuse_view(const std::string& name, const std::string& table) {
  throw Error({.code = "sublayer_not_a_table",
               .what = "the layer is a view or a virtual table, which can run any query; only "
                       "tables are read",
               .file = name,
               .layer = geo::quoted(table),
               .remedy = "export the layer to a new GeoPackage, or name another with sublayer ="});
}

/// The layer that was asked for, else the first table with shapes.
Listed chosen(const std::vector<Listed>& listed, const std::string& name, const std::string& wanted,
              Findings& findings) {
  std::optional<Listed> first;
  std::string names;
  for (const auto& one : listed) {
    names += (names.empty() ? "" : ", ") + geo::quoted(one.table);
    if (one.is == Listed::Is::view && (wanted.empty() || wanted == one.table)) {
      refuse_view(name, one.table);
    }
    if (one.is == Listed::Is::missing) {
      findings.add({.code = "sublayer_ghost",
                    .what = "the file lists a layer whose table does not exist",
                    .file = name,
                    .layer = geo::quoted(one.table),
                    .remedy = "export the file again; the other layers are read"});
      continue;
    }
    if (wanted == one.table) return one;
    if (one.is != Listed::Is::table || !wanted.empty()) continue;
    if (!first || (one.features && !first->features)) first = one;
  }
  if (!wanted.empty() || !first) {
    throw Error({.code = wanted.empty() ? "layer_empty" : "sublayer_missing",
                 .what = wanted.empty() ? "the file holds no layer that can be read"
                                        : "the file has no layer of this name; it has " + names,
                 .file = name,
                 .layer = geo::quoted(wanted),
                 .remedy = "name one of its layers with sublayer ="});
  }
  if (listed.size() > 1) {
    findings.add({.code = "sublayer_chosen",
                  .severity = Severity::note,
                  .what = fmt::format("the file lists {} layers ({}); the first is read",
                                      listed.size(), names),
                  .file = name,
                  .layer = geo::quoted(first->table),
                  .remedy = "write sublayer = \"...\" to take another"});
  }
  return *first;
}

struct GeometryColumn {
  std::string name;
  std::optional<std::int64_t> srs;
};

std::optional<GeometryColumn> geometry_column(const Database& database, const std::string& table) {
  Statement row(database,
                "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?");
  row.bind(1, table);
  if (!row.next()) return std::nullopt;
  GeometryColumn column{std::string(row.text(0)), std::nullopt};
  if (row.has_value(1)) column.srs = row.integer(1);
  return column;
}

/// "EPSG:n" or the text of the system; empty for the undefined ones (0, -1, none).
std::string crs_of(const Database& database, const std::string& table, std::int64_t srs,
                   Findings& findings) {
  if (srs <= 0) return "";
  Statement row(database,
                "SELECT organization, organization_coordsys_id, definition "
                "FROM gpkg_spatial_ref_sys WHERE srs_id = ?1");
  row.bind(1, fmt::format("{}", srs));
  if (row.next()) {
    if (lower(row.text(0)) == "epsg") return fmt::format("EPSG:{}", row.integer(1));
    return std::string(row.text(2));
  }
  findings.add({.code = "crs_not_defined_in_file",
                .what = fmt::format("the reference system {} is not defined in the file; it is "
                                    "taken as EPSG:{}",
                                    srs, srs),
                .file = database.name(),
                .layer = geo::quoted(table),
                .remedy = "if that is wrong give crs = \"EPSG:...\" in city.toml, or --crs"});
  return fmt::format("EPSG:{}", srs);
}

/// The part of a GeoPackage geometry after its header; nothing for an empty shape.
std::optional<std::string_view> wkb_of(std::string_view blob, const ShapeSource& source) {
  const auto refuse = [&](const char* what) {
    throw Error({.code = "geometry_unreadable",
                 .what = what,
                 .file = source.file,
                 .layer = source.layer,
                 .feature = source.feature,
                 .remedy = "mend or delete the feature in the source and export it again"});
  };
  if (blob.size() < 8 || blob[0] != 'G' || blob[1] != 'P') {
    refuse("the shape does not begin with the letters GP");
  }
  const auto flags = static_cast<unsigned char>(blob[3]);
  constexpr std::size_t envelopes[] = {0, 32, 48, 48, 64};
  const unsigned envelope = (flags >> 1) & 7U;
  if (envelope > 4) refuse("the header of the shape is damaged");
  const auto start = 8 + envelopes[envelope];
  if (blob.size() < start + 5) refuse("the shape is cut off");
  if ((flags & 0x10) != 0) return std::nullopt;
  return blob.substr(start);
}

Value value_of(const Statement& row, int column, const std::string& name, std::size_t at) {
  switch (row.type(column)) {
    case SQLITE_INTEGER:
      return row.integer(column);
    case SQLITE_FLOAT: {
      const double value = row.real(column);
      if (std::isfinite(value)) return value;
      throw Error({.code = "number_not_finite",
                   .what = "the number is infinite",
                   .file = name,
                   .feature = fmt::format("(feature {})", at),
                   .field = geo::quoted(row.column_name(column)),
                   .remedy = "leave the cell empty where there is no number"});
    }
    case SQLITE_TEXT: {
      auto text = std::string(row.text(column));
      if (invalid_utf8(text)) {
        throw Error({.code = "encoding_unknown",
                     .what = "the text is not UTF-8",
                     .file = name,
                     .feature = fmt::format("(feature {})", at),
                     .field = geo::quoted(row.column_name(column)),
                     .remedy = "export it again as UTF-8"});
      }
      if (text.empty()) return {};
      return text;
    }
    default:
      return {};
  }
}

void read_rows(const Database& database, const Listed& table,
               const std::optional<GeometryColumn>& geometry, Layer& layer, Findings& findings) {
  Statement row(database, "SELECT * FROM " + sql_name(table.table));
  int shape_column = -1;
  std::vector<int> columns;
  for (int c = 0; c < row.columns(); ++c) {
    if (geometry && lower(row.column_name(c)) == lower(geometry->name)) {
      shape_column = c;
      continue;
    }
    columns.push_back(c);
    layer.fields.push_back({row.column_name(c), {}});
  }
  if (layer.fields.size() > most_fields) refuse_oversized(layer);
  for (; row.next(); ++layer.rows) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      layer.fields[i].values.push_back(value_of(row, columns[i], layer.file, layer.rows));
    }
    if (!table.features) continue;
    const auto id = columns.empty()
                        ? fmt::format("(feature {})", layer.rows)
                        : fmt::format("fid {} (feature {})", row.integer(columns[0]), layer.rows);
    const ShapeSource source{layer.file, layer.name, id};
    Geometry shape;
    if (shape_column >= 0 && row.has_value(shape_column)) {
      if (const auto wkb = wkb_of(row.blob(shape_column), source)) {
        shape = shape_of_wkb(*wkb, source, findings);
      }
    }
    layer.shapes.push_back(std::move(shape));
  }
}

}  // namespace

Layer geopackage(const std::string& path, const std::string& name, const LayerOptions& options,
                 Findings& findings) {
  refuse_other_files(path, name);
  const Database database(path, name);
  const auto table = chosen(contents(database), name, options.sublayer, findings);
  const auto geometry = table.features ? geometry_column(database, table.table) : std::nullopt;
  Layer layer;
  layer.file = name;
  layer.name = table.table;
  layer.encoding = "UTF-8";
  layer.encoding_source = "the format";
  if (geometry && geometry->srs && options.crs.empty()) {
    layer.crs = crs_of(database, table.table, *geometry->srs, findings);
  }
  read_rows(database, table, geometry, layer, findings);
  return layer;
}

std::vector<std::string> geopackage_layers(const std::string& path, const std::string& name) {
  refuse_other_files(path, name);
  const Database database(path, name);
  std::vector<std::string> names;
  for (const auto& one : contents(database)) {
    if (one.is == Listed::Is::table) names.push_back(one.table);
  }
  return names;
}

}  // namespace geo::read
