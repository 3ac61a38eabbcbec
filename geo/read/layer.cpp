#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "geo/core/error.hpp"
#include "geo/read/archive.hpp"
#include "geo/read/archive_layer.hpp"
#include "geo/read/bytes.hpp"
#include "geo/read/csv.hpp"
#include "geo/read/drivers.hpp"
#include "geo/read/geojson.hpp"
#include "geo/read/geopackage.hpp"
#include "geo/read/give_shapes.hpp"
#include "geo/read/raster.hpp"
#include "geo/read/read.hpp"
#include "geo/read/shapefile.hpp"
#include "geo/read/wkb.hpp"
#include "geo/read/xml_guard.hpp"

namespace geo::read {
namespace {

bool is_text_table(const std::string& kind) {
  return kind == "csv" || kind == "tsv" || kind == "txt";
}

Layer wkb_layer(const std::string& bytes, const std::string& name, Findings& findings) {
  Layer layer;
  layer.file = name;
  layer.name = stem(name);
  layer.shapes.push_back(shape_of_wkb(bytes, {name, "", "(feature 0)"}, findings));
  layer.rows = 1;
  return layer;
}

Layer gzipped_layer(const std::string& path, const std::string& name, const LayerOptions& options,
                    Findings& findings) {
  const auto inner = extension(stem(path));
  auto bytes = ungzipped(bytes_of(path), name);
  if (is_text_table(inner)) return csv(std::move(bytes), name, options, findings);
  if (inner == "geojson" || inner == "json") return geojson(std::move(bytes), name, findings);
  throw Error({.code = "format_unknown",
               .what = "gzip is read around CSV and GeoJSON only",
               .file = name,
               .remedy = "unpack it first"});
}

/// What must hold before a library opens a file that is an archive or XML inside.
void look_before_gdal(const std::string& path, const std::string& kind, const std::string& name) {
  if (kind == "gdb") {
    if (std::filesystem::is_directory(path)) return;
    throw Error({.code = "file_unreadable",
                 .what = "a File Geodatabase is a folder ending in .gdb",
                 .file = name,
                 .remedy = "name the folder; if it is zipped, unpack it first"});
  }
  const auto bytes = bytes_of(path);
  refuse_web_page(bytes, name);
  if (kind == "kml") refuse_unsafe_xml(bytes, name);
  if (kind != "xlsx" && kind != "xlsm" && kind != "ods" && kind != "kmz") return;
  for (const auto& member : members_of(bytes, name)) {
    const auto content = unpacked(bytes, member, name);
    const auto inner = extension(member.name);
    if (inner == "xml" || inner == "kml" || inner == "rels") refuse_unsafe_xml(content, name);
  }
}

Layer read_by_kind(const std::string& path, const std::string& name, const LayerOptions& options,
                   Findings& findings) {
  if (is_database(path)) return layer_through_gdal(path, name, {"PostgreSQL"}, options, findings);
  const auto kind = extension(path);
  if (kind == "shp") return shapefile(files_beside(path), name, options, findings);
  if (kind == "dbf") return dbf_table(files_beside(path), name, options, findings);
  if (kind == "geojson" || kind == "json") return geojson(bytes_of(path), name, findings);
  if (is_text_table(kind)) return csv(bytes_of(path), name, options, findings);
  if (kind == "gpkg") return geopackage(path, name, options, findings);
  if (kind == "zip") return archive_layer(bytes_of(path), name, options, findings);
  if (kind == "gz") return gzipped_layer(path, name, options, findings);
  if (kind == "tif" || kind == "tiff") {
    refuse_web_page(first_bytes_of(path), name);
    return raster(path, name, options.window, findings);
  }
  if (kind == "wkb") return wkb_layer(bytes_of(path), name, findings);
  if (const auto drivers = drivers_for(kind); !drivers.empty()) {
    look_before_gdal(path, kind, name);
    return layer_through_gdal(path, name, drivers, options, findings);
  }
  throw Error({.code = "format_unknown",
               .what = "files of this kind are not read as layers",
               .file = name,
               .value = geo::quoted("." + kind),
               .remedy = "use shapefile (.shp), GeoPackage, GeoJSON, FlatGeobuf, File Geodatabase, "
                         "KML, CSV, XLSX, XLS, ODS or GeoTIFF"});
}

/// Cells that hold the value which the source uses for "no value".
void drop_nodata(Layer& layer, const std::string& nodata) {
  if (nodata.empty()) return;
  for (auto& field : layer.fields) {
    for (auto& value : field.values) {
      if (key_text(value) == nodata) value = {};
    }
  }
}

/// Heights of lines stay where they were asked for, and are then not said to be dropped.
void settle_heights(Layer& layer, const LayerOptions& options, Findings& findings) {
  const auto height = [](const std::optional<float>& one) { return one.has_value(); };
  bool any = false;
  for (Geometry& shape : layer.shapes) {
    for (const auto& line : shape.heights)
      any = any || std::any_of(line.begin(), line.end(), height);
    if (!options.heights) shape.heights.clear();
  }
  if (options.heights && any) findings.forget("height_dropped");
}

}  // namespace

Layer layer(const std::string& path, const LayerOptions& options, Findings& findings) {
  const auto name = shown_name(path);
  auto layer = read_by_kind(path, name, options, findings);
  if (layer.rows == 0) {
    throw Error({.code = "layer_empty",
                 .what = "the layer has 0 features",
                 .file = name,
                 .layer = layer.name == stem(name) ? "" : geo::quoted(layer.name),
                 .remedy = "export it again with its features"});
  }
  settle_heights(layer, options, findings);
  drop_nodata(layer, options.nodata);
  if (options.places) give_shapes(layer, options, findings);
  refuse_oversized(layer);
  settle_crs(layer, options, findings);
  return layer;
}

std::vector<std::string> sublayers(const std::string& path) {
  const auto name = shown_name(path);
  if (is_database(path)) return layers_through_gdal(path, name, {"PostgreSQL"});
  const auto kind = extension(path);
  if (kind == "gpkg") return geopackage_layers(path, name);
  if (kind == "zip") return archive_layers(bytes_of(path), name);
  if (const auto drivers = drivers_for(kind); !drivers.empty()) {
    look_before_gdal(path, kind, name);
    return layers_through_gdal(path, name, drivers);
  }
  return {stem(path)};
}

}  // namespace geo::read
