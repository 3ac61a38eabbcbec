#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gdal_priv.h>

namespace geo::read {

/// Keeps GDAL's words for our own message instead of letting them out on stderr.
class Listening {
 public:
  Listening();
  ~Listening();
  Listening(const Listening&) = delete;
  Listening& operator=(const Listening&) = delete;

  /// `; the library said: ...`, or nothing.
  std::string said() const;
  bool failed() const { return failed_; }

 private:
  static void take(CPLErr level, CPLErrorNum number, const char* text);
  std::string said_;
  bool failed_ = false;
};

/// While it lives, workbooks are opened on this thread with every row as data, the first one too.
class EveryRow {
 public:
  EveryRow();
  ~EveryRow();
  EveryRow(const EveryRow&) = delete;
  EveryRow& operator=(const EveryRow&) = delete;
};

using DataSet = std::unique_ptr<GDALDataset>;

enum class Content { shapes, raster };

/// A file opened read-only with exactly the drivers named. Throws Error `file_unreadable`, for a
/// database `database_unreachable`, which never repeats what was said about the connection.
DataSet opened(const std::string& path, const std::string& name,
               const std::vector<std::string>& drivers, Content content,
               const Listening& listening);

/// "EPSG:n", else WKT; empty for none.
std::string crs_text(const OGRSpatialReference* system);

}  // namespace geo::read
