#include "geo/read/raster.hpp"

#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>
#include <ogr_spatialref.h>

#include "geo/core/error.hpp"
#include "geo/read/bytes.hpp"
#include "geo/read/gdal_source.hpp"

namespace geo::read {
namespace {

constexpr std::size_t most_cells = 250'000;  // a city of 2,500 km2 on a grid of 100 m
constexpr double largest_whole = 9e15;       // what a double still holds exactly

[[noreturn]] void refuse(const std::string& name, std::string code, std::string what,
                         std::string remedy) {
  throw Error({.code = std::move(code),
               .what = std::move(what),
               .file = name,
               .remedy = std::move(remedy)});
}

/// One band, read line by line.
class Band {
 public:
  Band(GDALRasterBand& band, std::size_t number, bool alone)
      : band_(band), line_(static_cast<std::size_t>(band.GetXSize())) {
    const std::string said = band.GetDescription();
    name_ = !said.empty() ? said : alone ? "value" : fmt::format("band_{}", number);
    int given = 0;
    const double nodata = band.GetNoDataValue(&given);
    if (given != 0) nodata_ = nodata;
    whole_ = GDALDataTypeIsInteger(band.GetRasterDataType()) != 0;
  }

  const std::string& name() const { return name_; }

  void read_line(int row, const std::string& file, const Listening& listening) {
    const int width = band_.GetXSize();
    if (band_.RasterIO(GF_Read, 0, row, width, 1, line_.data(), width, 1, GDT_Float64, 0, 0,
                       nullptr) == CE_None) {
      return;
    }
    refuse(file, "file_unreadable", "the raster cannot be read to its end" + listening.said(),
           "copy or export the file again");
  }

  Value value(std::size_t column) const {
    const double value = line_[column];
    const bool none = !std::isfinite(value) || (nodata_ && value == *nodata_);
    if (none) return {};
    if (whole_ && std::abs(value) < largest_whole) return static_cast<std::int64_t>(value);
    return value;
  }

 private:
  GDALRasterBand& band_;
  std::vector<double> line_;
  std::string name_;
  std::optional<double> nodata_;
  bool whole_ = false;
};

/// Where the corners of cells lie, by GDAL's six numbers; neighbours share theirs exactly.
class Corners {
 public:
  Corners(GDALDataset& data, const std::string& name) {
    if (data.GetGeoTransform(numbers_.data()) == CE_None) return;
    refuse(name, "raster_without_place", "the raster does not say where on Earth it lies",
           "export it again as GeoTIFF with its reference system and extent");
  }

  Polygon cell(int column, int row) const {
    return {{at(column, row), at(column, row + 1), at(column + 1, row + 1), at(column + 1, row),
             at(column, row)},
            {}};
  }

 private:
  Point at(int column, int row) const {
    return {numbers_[0] + column * numbers_[1] + row * numbers_[2],
            numbers_[3] + column * numbers_[4] + row * numbers_[5]};
  }
  std::array<double, 6> numbers_{};
};

void add_line(const Corners& corners, int row, int width, const std::vector<Band>& bands,
              Layer& layer) {
  for (int column = 0; column < width; ++column) {
    std::vector<Value> values;
    bool any = false;
    for (const Band& band : bands) {
      values.push_back(band.value(static_cast<std::size_t>(column)));
      any = any || is_recorded(values.back());
    }
    if (!any) continue;
    for (std::size_t k = 0; k < values.size(); ++k) {
      layer.fields[k].values.push_back(std::move(values[k]));
    }
    layer.shapes.push_back(Geometry::of(MultiPolygon{corners.cell(column, row)}));
    ++layer.rows;
  }
}

}  // namespace

Layer raster(const std::string& path, const std::string& name, Findings& findings) {
  Listening listening;
  const auto data = opened(path, name, {"GTiff"}, Content::raster, listening);
  const Corners corners(*data, name);
  Layer layer;
  layer.file = name;
  layer.name = stem(name);
  layer.crs = crs_text(data->GetSpatialRef());
  std::vector<Band> bands;
  for (int k = 1; k <= data->GetRasterCount(); ++k) {
    bands.emplace_back(*data->GetRasterBand(k), static_cast<std::size_t>(k),
                       data->GetRasterCount() == 1);
    layer.fields.push_back({bands.back().name(), {}});
  }
  const int width = data->GetRasterXSize();
  for (int row = 0; row < data->GetRasterYSize(); ++row) {
    for (Band& band : bands) band.read_line(row, name, listening);
    add_line(corners, row, width, bands, layer);
    if (layer.rows <= most_cells) continue;
    refuse(name, "raster_too_large",
           fmt::format("the raster has more than {} cells with a value", most_cells),
           "cut it to the city: gdalwarp -te <west> <south> <east> <north> in.tif out.tif");
  }
  const auto cells = static_cast<double>(width) * data->GetRasterYSize();
  findings.add({.code = "raster_cells",
                .severity = Severity::note,
                .what = fmt::format("each cell with a value is read as an area: {} of {:.0f} cells",
                                    layer.rows, cells),
                .file = name,
                .remedy = "nothing to do; cells without a value are left out"});
  return layer;
}

}  // namespace geo::read
