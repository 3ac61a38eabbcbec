#include "geo/read/raster.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
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
    scale_ = band.GetScale();
    offset_ = band.GetOffset();
    single_ = band.GetRasterDataType() == GDT_Float32;
    whole_ = GDALDataTypeIsInteger(band.GetRasterDataType()) != 0 && scale_ == 1 &&
             offset_ == std::floor(offset_);
  }

  const std::string& name() const { return name_; }

  /// Cells `first` to `first + width` of one row; `value` counts from the first of them.
  void read_line(int row, int first, int width, const std::string& file,
                 const Listening& listening) {
    if (band_.RasterIO(GF_Read, first, row, width, 1, line_.data(), width, 1, GDT_Float64, 0, 0,
                       nullptr) == CE_None) {
      return;
    }
    refuse(file, "file_unreadable", "the raster cannot be read to its end" + listening.said(),
           "copy or export the file again");
  }

  Value value(std::size_t column) const {
    const double stored = line_[column];
    if (!std::isfinite(stored) || is_nodata(stored)) return {};
    const double value = stored * scale_ + offset_;
    if (whole_ && std::abs(value) < largest_whole) return static_cast<std::int64_t>(value);
    return value;
  }

 private:
  /// The header writes the mark of no value as decimals, which need not be the cell's own number to
  /// the last bit: -3.4028234e+38 is the lowest that 32 bits hold.
  bool is_nodata(double stored) const {
    if (!nodata_) return false;
    if (!single_) return stored == *nodata_;
    return static_cast<float>(stored) == static_cast<float>(*nodata_);
  }

  GDALRasterBand& band_;
  std::vector<double> line_;
  std::string name_;
  std::optional<double> nodata_;
  double scale_ = 1, offset_ = 0;
  bool single_ = false, whole_ = false;
};

/// Rows and columns of a raster, ends not included.
struct Cells {
  int left, top, right, bottom;
  int width() const { return right - left; }
  bool empty() const { return right <= left || bottom <= top; }
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

  /// The cells that a box in the raster's own system touches, with one more on each side.
  Cells within(const Box& box, int columns, int rows) const {
    std::array<double, 6> numbers = numbers_, inverse{};
    constexpr double far = std::numeric_limits<double>::infinity();
    double left = far, top = far, right = -far, bottom = -far;
    if (GDALInvGeoTransform(numbers.data(), inverse.data()) == 0) return {0, 0, columns, rows};
    for (const double x : {box.low.x, box.high.x}) {
      for (const double y : {box.low.y, box.high.y}) {
        const double column = inverse[0] + x * inverse[1] + y * inverse[2];
        const double row = inverse[3] + x * inverse[4] + y * inverse[5];
        left = std::min(left, column);
        right = std::max(right, column);
        top = std::min(top, row);
        bottom = std::max(bottom, row);
      }
    }
    const auto cut = [](double cell, int most) {
      return static_cast<int>(std::clamp(cell, 0.0, static_cast<double>(most)));
    };
    return {cut(std::floor(left) - 1, columns), cut(std::floor(top) - 1, rows),
            cut(std::ceil(right) + 1, columns), cut(std::ceil(bottom) + 1, rows)};
  }

 private:
  Point at(int column, int row) const {
    return {numbers_[0] + column * numbers_[1] + row * numbers_[2],
            numbers_[3] + column * numbers_[4] + row * numbers_[5]};
  }
  std::array<double, 6> numbers_{};
};

void add_line(const Corners& corners, int row, const Cells& cells, const std::vector<Band>& bands,
              Layer& layer) {
  for (int column = cells.left; column < cells.right; ++column) {
    std::vector<Value> values;
    bool any = false;
    for (const Band& band : bands) {
      values.push_back(band.value(static_cast<std::size_t>(column - cells.left)));
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

/// A box in the reference system of the raster; nothing where one of the systems is not known.
std::optional<Box> in_system_of(const OGRSpatialReference* system, const Window& window) {
  if (system == nullptr || window.crs.empty()) return std::nullopt;
  OGRSpatialReference from, to(*system);
  if (from.SetFromUserInput(window.crs.c_str()) != OGRERR_NONE) return std::nullopt;
  from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  to.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  const std::unique_ptr<OGRCoordinateTransformation> moved(
      OGRCreateCoordinateTransformation(&from, &to));
  constexpr int points_on_each_side = 21;  // a straight side may be bent in the other system
  Box box;
  const Box& own = window.box;
  if (!moved ||
      moved->TransformBounds(own.low.x, own.low.y, own.high.x, own.high.y, &box.low.x, &box.low.y,
                             &box.high.x, &box.high.y, points_on_each_side) == 0) {
    return std::nullopt;
  }
  return box;
}

Cells wanted(GDALDataset& data, const Corners& corners, const std::optional<Window>& window,
             const std::string& name) {
  const Cells all{0, 0, data.GetRasterXSize(), data.GetRasterYSize()};
  const auto box = window ? in_system_of(data.GetSpatialRef(), *window) : std::nullopt;
  if (!box) return all;
  const Cells near = corners.within(*box, all.right, all.bottom);
  if (!near.empty()) return near;
  refuse(name, "raster_elsewhere", "the raster does not reach the neighbourhoods",
         "check that it is of the same place, and that both say their reference system rightly");
}

void note_cells(GDALDataset& data, const Cells& cells, const Layer& layer, Findings& findings) {
  const auto all = static_cast<double>(data.GetRasterXSize()) * data.GetRasterYSize();
  const auto near = static_cast<double>(cells.width()) * (cells.bottom - cells.top);
  findings.add({.code = "raster_cells",
                .severity = Severity::note,
                .what = fmt::format("each cell with a value is read as an area: {} of {:.0f} cells "
                                    "near the city, of {:.0f} in all",
                                    layer.rows, near, all),
                .file = layer.file,
                .remedy = "nothing to do; cells without a value are left out"});
}

}  // namespace

Layer raster(const std::string& path, const std::string& name, const std::optional<Window>& window,
             Findings& findings) {
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
  const Cells cells = wanted(*data, corners, window, name);
  for (int row = cells.top; row < cells.bottom; ++row) {
    for (Band& band : bands) band.read_line(row, cells.left, cells.width(), name, listening);
    add_line(corners, row, cells, bands, layer);
    if (layer.rows <= most_cells) continue;
    refuse(name, "raster_too_large",
           fmt::format("the raster has more than {} cells with a value", most_cells),
           "cut it to the city: gdalwarp -te <west> <south> <east> <north> in.tif out.tif");
  }
  note_cells(*data, cells, layer, findings);
  return layer;
}

}  // namespace geo::read
