#include "geo/read/library_versions.hpp"

#include <gdal.h>
#include <sqlite3.h>
#include <zlib.h>

#include <sstream>

namespace geo::read {

std::vector<std::pair<std::string, std::string>> library_versions() {
  std::vector<std::pair<std::string, std::string>> all{{"GDAL", GDALVersionInfo("RELEASE_NAME")}};
  std::istringstream build(GDALVersionInfo("BUILD_INFO"));
  for (std::string line; std::getline(build, line);) {
    if (line.starts_with("GEOS_VERSION=")) all.emplace_back("GEOS", line.substr(13));
    if (line.starts_with("PROJ_RUNTIME_VERSION=")) all.emplace_back("PROJ", line.substr(21));
  }
  all.emplace_back("SQLite", sqlite3_libversion());
  all.emplace_back("zlib", zlibVersion());
  return all;
}

}  // namespace geo::read
