#include "geo/write/matrix.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>

#include "geo/core/error.hpp"
#include "geo/write/csv_cell.hpp"
#include "geo/write/fields.hpp"
#include "geo/write/growing_file.hpp"

namespace geo::write {
namespace {

constexpr int decimals = 3;  // of a minute: a tenth of a second is 0.00167

struct Format {
  const char* ending;
  const char* driver;
};
/// Formats that grow row by row; a workbook would have to be held in memory whole.
constexpr Format formats[]{{".gpkg", "GPKG"},
                           {".sqlite", "SQLite"},
                           {".parquet", "Parquet"},
                           {".feather", "Arrow"},
                           {".arrow", "Arrow"}};

std::string ending_of(const std::string& file) {
  std::string ending = std::filesystem::path(file).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending;
}

GDALDriver* driver_for(const std::string& ending) {
  GDALAllRegister();
  for (const Format& format : formats) {
    if (ending == format.ending) return GetGDALDriverManager()->GetDriverByName(format.driver);
  }
  return nullptr;
}

double minutes(Deciseconds time) {
  return rounded(time.minutes().value, decimals);
}

std::size_t as_csv(const ReleasedMatrix& table, const std::string& path) {
  std::vector<std::string> from, to;
  for (const std::string& key : table.origins()) from.push_back(csv_cell(key, true));
  for (const std::string& key : table.destinations()) to.push_back(csv_cell(key, true));
  GrowingFile file(path);
  file.add(byte_order_mark);
  std::string heading = "origin,destination";
  for (const std::string& figure : table.figures()) {
    heading += fmt::format(",{0},{0}_status", figure);
  }
  file.add(heading + "\r\n");
  std::size_t rows = 0;
  fmt::memory_buffer text;
  table.each([&](std::span<const ReleasedTrip> trips) {
    text.clear();
    const auto out = std::back_inserter(text);
    for (const ReleasedTrip& trip : trips) {
      fmt::format_to(out, FMT_COMPILE("{},{}"), from[trip.origin], to[trip.destination]);
      for (const auto& time : trip.times) {
        if (time) {
          fmt::format_to(out, FMT_COMPILE(",{},ok"), real_text(minutes(*time)));
        } else {
          fmt::format_to(out, FMT_COMPILE(",,{}"), time.status());
        }
      }
      fmt::format_to(out, "\r\n");
    }
    file.add({text.data(), text.size()});
    rows += trips.size();
  });
  file.finish();
  return rows;
}

[[noreturn]] void failed(const std::string& file) {
  throw Error({.code = "file_not_written",
               .severity = Severity::error,
               .what = "this file cannot be written",
               .file = file,
               .remedy = fmt::format("check that the folder exists, may be written to, and has "
                                     "space (library said: {})",
                                     CPLGetLastErrorMsg())},
              Cause::failed);
}

struct Quietly {
  Quietly() { CPLPushErrorHandler(CPLQuietErrorHandler); }
  ~Quietly() { CPLPopErrorHandler(); }
  Quietly(const Quietly&) = delete;
  Quietly& operator=(const Quietly&) = delete;
};

OGRLayer* table_in(GDALDataset& dataset, const std::vector<std::string>& figures,
                   const std::string& file) {
  OGRLayer* layer = dataset.CreateLayer("matrix", nullptr, wkbNone, nullptr);
  if (!layer) failed(file);
  const auto add = [&](const std::string& name, OGRFieldType type) {
    OGRFieldDefn field(name.c_str(), type);
    if (layer->CreateField(&field) != OGRERR_NONE) failed(file);
  };
  add("origin", OFTString);
  add("destination", OFTString);
  for (const std::string& figure : figures) {
    add(figure, OFTReal);
    add(figure + "_status", OFTString);
  }
  return layer;
}

/// Removes what was begun unless it was kept.
class Unfinished {
 public:
  explicit Unfinished(const std::string& file) : path_(file + ".part" + ending_of(file)) {
    std::error_code ignored;  // nothing there is as good as removed
    std::filesystem::remove(path_, ignored);
    const auto folder = std::filesystem::path(file).parent_path();
    if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
  }
  ~Unfinished() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  const std::string& path() const { return path_; }
  void keep_as(const std::string& file) {
    std::error_code error;
    std::filesystem::rename(path_, file, error);
    if (error) failed(file);
  }

 private:
  std::string path_;
};

std::size_t by_driver(const ReleasedMatrix& table, const std::string& file, GDALDriver& driver) {
  const Quietly quietly;
  // The file carries no clock, and is flushed once, at its end.
  CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
  CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
  Unfinished unfinished(file);
  std::unique_ptr<GDALDataset> dataset(
      driver.Create(unfinished.path().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!dataset) failed(file);
  OGRLayer* layer = table_in(*dataset, table.figures(), file);
  std::size_t rows = 0;
  table.each([&](std::span<const ReleasedTrip> trips) {
    const bool transaction = dataset->StartTransaction() == OGRERR_NONE;
    for (const ReleasedTrip& trip : trips) {
      OGRFeature row(layer->GetLayerDefn());
      row.SetField(0, table.origins()[trip.origin].c_str());
      row.SetField(1, table.destinations()[trip.destination].c_str());
      int field = 2;
      for (const auto& time : trip.times) {
        if (time) row.SetField(field, minutes(*time));
        row.SetField(field + 1, std::string(time.status()).c_str());
        field += 2;
      }
      if (layer->CreateFeature(&row) != OGRERR_NONE) failed(file);
    }
    if (transaction && dataset->CommitTransaction() != OGRERR_NONE) failed(file);
    rows += trips.size();
  });
  dataset.reset();
  unfinished.keep_as(file);
  return rows;
}

}  // namespace

std::vector<std::string> matrix_endings() {
  std::vector<std::string> endings{".csv"};
  for (const Format& format : formats) {
    if (driver_for(format.ending)) endings.emplace_back(format.ending);
  }
  return endings;
}

void refuse_unknown_table(const std::string& file) {
  const std::string ending = ending_of(file);
  if (ending == ".csv" || driver_for(ending)) return;
  throw Error({.code = "table_format_unknown",
               .severity = Severity::error,
               .what = "a table of this kind is not written here",
               .file = file,
               .value = geo::quoted(ending),
               .remedy = fmt::format("choose one of {}", fmt::join(matrix_endings(), ", "))},
              Cause::usage);
}

std::size_t matrix(const ReleasedMatrix& table, const std::string& file) {
  refuse_unknown_table(file);
  const std::string ending = ending_of(file);
  return ending == ".csv" ? as_csv(table, file) : by_driver(table, file, *driver_for(ending));
}

}  // namespace geo::write
