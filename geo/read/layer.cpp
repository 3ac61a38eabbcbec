#include <fmt/format.h>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"
#include "geo/read/csv.hpp"
#include "geo/read/drivers.hpp"
#include "geo/read/geojson.hpp"
#include "geo/read/give_shapes.hpp"
#include "geo/read/read.hpp"
#include "geo/read/shapefile.hpp"
#include "geo/read/wkb.hpp"

namespace geo::read {
namespace {

Layer read_by_kind(const std::string& path, const std::string& name, const LayerOptions& options,
                   Findings& findings) {
  const auto kind = extension(path);
  if (kind == "shp") return shapefile(files_beside(path), name, options, findings);
  if (kind == "dbf") return dbf_table(files_beside(path), name, options, findings);
  if (kind == "geojson" || kind == "json") return geojson(bytes_of(path), name, findings);
  if (kind == "csv" || kind == "tsv" || kind == "txt") {
    return csv(bytes_of(path), name, options, findings);
  }
  if (const auto drivers = drivers_for(kind); !drivers.empty()) {
    return layer_through_gdal(path, name, drivers, options, findings);
  }
  throw Error({.code = "format_unknown",
               .what = "files of this kind are not read",
               .file = name,
               .value = geo::quoted("." + kind),
               .remedy =
                   "use shapefile, GeoPackage, GeoJSON, FlatGeobuf, File Geodatabase, KML, CSV, "
                   "XLSX, XLS or ODS"});
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

}  // namespace

Layer layer(const std::string& path, const LayerOptions& options, Findings& findings) {
  const auto name = shown_name(path);
  auto layer = read_by_kind(path, name, options, findings);
  if (layer.rows == 0) {
    throw Error({.code = "layer_empty",
                 .what = "the layer has 0 features",
                 .file = name,
                 .remedy = "export it again with its features"});
  }
  drop_nodata(layer, options.nodata);
  give_shapes(layer, options, findings);
  refuse_oversized(layer);
  settle_crs(layer, options, findings);
  return layer;
}

std::vector<std::string> sublayers(const std::string& path) {
  const auto kind = extension(path);
  if (const auto drivers = drivers_for(kind); !drivers.empty()) {
    return layers_through_gdal(path, shown_name(path), drivers);
  }
  return {stem(path)};
}

}  // namespace geo::read
