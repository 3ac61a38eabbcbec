#include "geo/read/terrain.hpp"

#include <cmath>
#include <limits>

#include "geo/core/error.hpp"
#include "geo/read/gdal_source.hpp"
#include "geo/read/shape_source.hpp"

namespace geo::read {
namespace {

constexpr double most_cells = 1e8;  // 400 MB: 2,500 km2 at 5 m

[[noreturn]] void refuse(const std::string& name, std::string code, std::string what,
                         std::string remedy) {
  throw Error({.code = std::move(code),
               .what = std::move(what),
               .file = name,
               .remedy = std::move(remedy)});
}

void read_heights(GDALRasterBand& band, Terrain& terrain, const Listening& listening) {
  int given = 0;
  const double nodata = band.GetNoDataValue(&given);
  std::vector<double> line(terrain.columns);
  const int width = static_cast<int>(terrain.columns);
  for (int row = 0; row < static_cast<int>(terrain.rows); ++row) {
    if (band.RasterIO(GF_Read, 0, row, width, 1, line.data(), width, 1, GDT_Float64, 0, 0,
                      nullptr) != CE_None) {
      refuse(terrain.file, "file_unreadable",
             "the raster cannot be read to its end" + listening.said(),
             "copy or export the file again");
    }
    for (const double value : line) {
      const auto height = given != 0 && value == nodata ? std::nullopt : believable_height(value);
      terrain.heights.push_back(height.value_or(std::numeric_limits<float>::quiet_NaN()));
    }
  }
}

}  // namespace

Terrain terrain(const std::string& path, const std::string& name, const std::string& crs) {
  Listening listening;
  const auto data = opened(path, name, {"GTiff"}, Content::raster, listening);
  Terrain terrain;
  terrain.file = name;
  terrain.crs = crs.empty() ? crs_text(data->GetSpatialRef()) : crs;
  terrain.columns = static_cast<std::size_t>(data->GetRasterXSize());
  terrain.rows = static_cast<std::size_t>(data->GetRasterYSize());
  if (data->GetGeoTransform(terrain.place.data()) != CE_None) {
    refuse(name, "raster_without_place", "the raster does not say where on Earth it lies",
           "export it again as GeoTIFF with its reference system and extent");
  }
  if (terrain.crs.empty()) {
    refuse(name, "crs_missing", "the raster names no reference system",
           "add crs = \"EPSG:...\" under [terrain]");
  }
  if (static_cast<double>(terrain.columns) * static_cast<double>(terrain.rows) > most_cells) {
    refuse(name, "raster_too_large", "the raster of heights has more than 100 million cells",
           "cut it to the city: gdalwarp -te <west> <south> <east> <north> in.tif out.tif");
  }
  read_heights(*data->GetRasterBand(1), terrain, listening);
  return terrain;
}

}  // namespace geo::read
