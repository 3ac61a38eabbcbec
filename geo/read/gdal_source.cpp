#include "geo/read/gdal_source.hpp"

#include <mutex>

#include <cpl_conv.h>
#include <fmt/format.h>
#include <ogr_spatialref.h>

#include "geo/core/error.hpp"

namespace geo::read {
namespace {

constexpr const char* workbook_headers[] = {"OGR_XLSX_HEADERS", "OGR_XLS_HEADERS",
                                            "OGR_ODS_HEADERS"};

void start_gdal() {
  static std::once_flag once;
  std::call_once(once, [] {
    CPLSetConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR");
    CPLSetConfigOption("CPL_CURL_ENABLE_VSIMEM", "NO");
    // The first row names the columns, also where every cell below is text.
    for (const char* workbook : workbook_headers) CPLSetConfigOption(workbook, "FORCE");
    GDALAllRegister();
  });
}

[[noreturn]] void refuse_database(const std::string& name) {
  const bool built_in = GDALGetDriverByName("PostgreSQL") != nullptr;
  throw Error({.code = "database_unreachable",
               .what = built_in ? "the database does not answer, or refuses these words to enter"
                                : "the GDAL of this computer cannot read PostgreSQL",
               .file = name,
               .remedy = built_in
                             ? "try the same words with psql: host, port, dbname, user and the "
                               "password (better in ~/.pgpass than in city.toml)"
                             : "install GDAL with PostgreSQL, or export the layer as GeoPackage"});
}

}  // namespace

EveryRow::EveryRow() {
  for (const char* workbook : workbook_headers) {
    CPLSetThreadLocalConfigOption(workbook, "DISABLE");
  }
}

EveryRow::~EveryRow() {
  for (const char* workbook : workbook_headers) CPLSetThreadLocalConfigOption(workbook, nullptr);
}

Listening::Listening() {
  CPLPushErrorHandlerEx(take, this);
}

Listening::~Listening() {
  CPLPopErrorHandler();
}

std::string Listening::said() const {
  return said_.empty() ? "" : "; the library said: " + geo::quoted(said_);
}

void Listening::take(CPLErr level, CPLErrorNum, const char* text) {
  auto* self = static_cast<Listening*>(CPLGetErrorHandlerUserData());
  if (level < CE_Failure) return;
  self->failed_ = true;
  if (self->said_.empty() && text != nullptr) self->said_ = text;
}

DataSet opened(const std::string& path, const std::string& name,
               const std::vector<std::string>& drivers, Content content,
               const Listening& listening) {
  start_gdal();
  std::vector<const char*> allowed;
  for (const auto& driver : drivers) allowed.push_back(driver.c_str());
  allowed.push_back(nullptr);
  const bool raster = content == Content::raster;
  // The place of a raster may stand in a .tfw beside it; nothing else looks beside a file.
  CPLSetThreadLocalConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", raster ? "TRUE" : nullptr);
  const unsigned int kind = raster ? GDAL_OF_RASTER : GDAL_OF_VECTOR;
  DataSet data(
      GDALDataset::Open(path.c_str(), kind | GDAL_OF_READONLY, allowed.data(), nullptr, nullptr));
  if (data) return data;
  if (drivers.front() == "PostgreSQL") refuse_database(name);
  throw Error(
      {.code = "file_unreadable",
       .what = fmt::format("the file cannot be opened as {}{}", drivers.front(), listening.said()),
       .file = name,
       .remedy = "export it again, for example as GeoPackage or GeoJSON"});
}

std::string crs_text(const OGRSpatialReference* system) {
  if (system == nullptr) return "";
  if (const char* authority = system->GetAuthorityName(nullptr); authority != nullptr) {
    if (const char* code = system->GetAuthorityCode(nullptr)) {
      return fmt::format("{}:{}", authority, code);
    }
  }
  char* text = nullptr;
  const char* options[] = {"FORMAT=WKT2_2019", nullptr};
  std::string wkt;
  if (system->exportToWkt(&text, options) == OGRERR_NONE) wkt = text;
  CPLFree(text);
  return wkt;
}

}  // namespace geo::read
