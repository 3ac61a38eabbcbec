#include <cpl_conv.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <sqlite3.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include "geo/core/error.hpp"
#include "geo/write/fields.hpp"
#include "geo/write/qgis_project.hpp"
#include "geo/write/qgis_style.hpp"
#include "geo/write/write.hpp"

namespace geo::write {
namespace {

// The package carries no clock: the same input gives the same bytes.
constexpr const char* no_date = "2000-01-01T00:00:00.000Z";

[[noreturn]] void failed(const std::string& file, const std::string& why) {
  Finding finding;
  finding.code = "geopackage_not_written";
  finding.file = file;
  finding.what = "this GeoPackage cannot be written";
  finding.remedy =
      "check that the folder may be written to and has space (library said: " + why + ")";
  throw Error(std::move(finding), Cause::failed);
}

std::unique_ptr<OGRGeometry> ring(const Ring& points) {
  auto line = std::make_unique<OGRLinearRing>();
  for (const Point point : points) line->addPoint(point.x, point.y);
  return line;
}

std::unique_ptr<OGRGeometry> ogr_geometry(const Geometry& shape) {
  if (shape.empty()) return nullptr;
  if (shape.kind == ShapeKind::points) {
    return std::make_unique<OGRPoint>(shape.points.front().x, shape.points.front().y);
  }
  if (shape.kind == ShapeKind::lines) {
    auto lines = std::make_unique<OGRMultiLineString>();
    for (const Line& line : shape.lines) {
      OGRLineString one;
      for (const Point point : line) one.addPoint(point.x, point.y);
      lines->addGeometry(&one);
    }
    return lines;
  }
  auto polygons = std::make_unique<OGRMultiPolygon>();
  for (const Polygon& polygon : shape.polygons) {
    OGRPolygon one;
    one.addRing(static_cast<OGRLinearRing*>(ring(polygon.shell).get()));
    for (const Ring& hole : polygon.holes) {
      one.addRing(static_cast<OGRLinearRing*>(ring(hole).get()));
    }
    polygons->addGeometry(&one);
  }
  return polygons;
}

OGRwkbGeometryType layer_type(ShapeKind kind) {
  return kind == ShapeKind::polygons ? wkbMultiPolygon
         : kind == ShapeKind::lines  ? wkbMultiLineString
                                     : wkbPoint;
}

void set_value(OGRFeature& feature, int at, const FileField& field, std::size_t row) {
  if (field.type == FileField::Type::text) {
    const std::string text(field.text(row));
    if (!text.empty()) feature.SetField(at, text.c_str());
    return;
  }
  const Cell<double> cell = field.number(row);
  if (!cell) return;
  if (field.type == FileField::Type::whole) {
    feature.SetField(at, static_cast<GIntBig>(*cell));
  } else {
    feature.SetField(at, *cell);
  }
}

void write_layer(GDALDataset& package, const FileLayer& table_of, OGRSpatialReference& projection,
                 const std::string& file) {
  const ReleasedLayer& layer = *table_of.layer;
  char title[256];
  std::snprintf(title, sizeof title, "IDENTIFIER=%s", table_of.name.c_str());
  char fid[] = "FID=fid", geom[] = "GEOMETRY_NAME=geom";
  char* options[] = {fid, geom, title, nullptr};
  OGRLayer* table =
      package.CreateLayer(table_of.name.c_str(), &projection, layer_type(layer.kind), options);
  if (!table) failed(file, CPLGetLastErrorMsg());
  const auto fields = file_fields(table_of);
  for (const FileField& field : fields) {
    OGRFieldDefn column(field.name.c_str(), field.type == FileField::Type::text    ? OFTString
                                            : field.type == FileField::Type::whole ? OFTInteger64
                                                                                   : OFTReal);
    if (table->CreateField(&column) != OGRERR_NONE) failed(file, CPLGetLastErrorMsg());
  }
  for (std::size_t row = 0; row < layer.keys.size(); ++row) {
    OGRFeature feature(table->GetLayerDefn());
    feature.SetFID(static_cast<GIntBig>(row + 1));
    for (std::size_t i = 0; i < fields.size(); ++i) {
      set_value(feature, static_cast<int>(i), fields[i], row);
    }
    if (auto shape = ogr_geometry(layer.shapes[row])) feature.SetGeometryDirectly(shape.release());
    if (table->CreateFeature(&feature) != OGRERR_NONE) failed(file, CPLGetLastErrorMsg());
  }
}

// GDAL's own words go into our Error, not straight to the terminal.
struct Quietly {
  Quietly() { CPLPushErrorHandler(CPLQuietErrorHandler); }
  ~Quietly() { CPLPopErrorHandler(); }
  Quietly(const Quietly&) = delete;
  Quietly& operator=(const Quietly&) = delete;
};

void write_layers(const Release& release, const std::string& file) {
  GDALAllRegister();
  const Quietly quietly;
  CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", no_date);
  CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
  CPLSetThreadLocalConfigOption("OGR_SQLITE_PRAGMA", "journal_mode=OFF,cache_size=-65536");
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  if (!driver) failed(file, "GDAL has no GeoPackage driver");
  std::unique_ptr<GDALDataset> package(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!package) failed(file, CPLGetLastErrorMsg());
  OGRSpatialReference projection;
  projection.SetFromUserInput(release.projection().c_str());
  projection.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  for (const FileLayer& layer : file_layers(release)) {
    package->StartTransaction();
    write_layer(*package, layer, projection, file);
    package->CommitTransaction();
  }
}

// The few tables that make QGIS show the layers at once; GDAL does not know them.
class Statements {
 public:
  explicit Statements(const std::string& file) : file_(file) {
    if (sqlite3_open(file.c_str(), &database_) != SQLITE_OK) failed(file, message());
  }
  ~Statements() { sqlite3_close(database_); }
  Statements(const Statements&) = delete;
  Statements& operator=(const Statements&) = delete;

  void run(const char* sql, const std::vector<std::string>& values = {}) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr) != SQLITE_OK) {
      failed(file_, message());
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      sqlite3_bind_text(statement, static_cast<int>(i + 1), values[i].data(),
                        static_cast<int>(values[i].size()), SQLITE_TRANSIENT);
    }
    const int done = sqlite3_step(statement);
    sqlite3_finalize(statement);
    if (done != SQLITE_DONE && done != SQLITE_ROW) failed(file_, message());
  }

 private:
  std::string message() const { return sqlite3_errmsg(database_); }
  std::string file_;
  sqlite3* database_ = nullptr;
};

void register_table(Statements& package, const std::string& table, const std::string& meaning) {
  package.run(
      "INSERT INTO gpkg_contents(table_name, data_type, identifier, description, last_change, "
      "srs_id) VALUES(?1, 'attributes', ?1, ?2, ?3, 0)",
      {table, meaning, no_date});
}

void write_styles(Statements& package, const Map& map) {
  package.run(
      "CREATE TABLE layer_styles(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog "
      "TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), "
      "styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, "
      "owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT "
      "(strftime('%Y-%m-%dT%H:%M:%fZ','now')))");
  register_table(package, "layer_styles", "styles that QGIS loads by itself");
  const auto layers = file_layers(*map.release);
  for (const MapLayer& shown : map.defaults) {  // one a table: several load unreliably in QGIS
    const FileLayer* table = called(layers, shown.table);
    if (!table) continue;
    const auto& [name, title] = std::visit(
        [](const auto& look) {
          return std::pair{look.column, look.title};
        },
        shown.look);
    package.run(
        "INSERT INTO layer_styles(f_table_catalog, f_table_schema, f_table_name, "
        "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, "
        "update_time) VALUES('', '', ?1, 'geom', ?2, ?3, '', 1, ?4, '', NULL, ?5)",
        {table->name, name.substr(0, 30), qml(*table, shown, map.reasons), title, no_date});
  }
}

void write_project(Statements& package, const Map& map, const std::string& file_name) {
  package.run("CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)");
  register_table(package, "qgis_projects", "a project that opens every layer styled");
  const std::string project = qgis_project(map, file_name);
  package.run("INSERT INTO qgis_projects(name, metadata, content) VALUES('medina', ?1, ?2)",
              {fmt::format("{{\"last_modified_time\": \"{}\"}}", no_date),
               zipped_hex(project, "medina.qgs")});
}

void write_provenance(Statements& package, const Release& release) {
  package.run("CREATE TABLE provenance(id INTEGER PRIMARY KEY NOT NULL, what TEXT, value TEXT)");
  register_table(package, "provenance", "what the figures were made from and how");
  const auto add = [&](const std::string& what, const std::string& value) {
    package.run("INSERT INTO provenance(what, value) VALUES(?1, ?2)", {what, value});
  };
  for (const auto& [name, value] : release.parameters()) add(name, value);
  for (const InputFile& input : release.inputs()) {
    add("input " + input.path, input.sha256.empty() ? "withheld" : "sha256 " + input.sha256);
  }
}

}  // namespace

void geopackage(const Map& map, const std::string& file) {
  const std::string unfinished = file + ".part.gpkg";
  std::error_code ignored;  // nothing there is as good as removed
  std::filesystem::remove(unfinished, ignored);
  std::filesystem::create_directories(std::filesystem::path(file).parent_path(), ignored);
  write_layers(*map.release, unfinished);
  {
    Statements package(unfinished);
    // What is left unfinished is thrown away whole: nothing need be undone or wait for the disk.
    for (const char* pragma :
         {"journal_mode=OFF", "synchronous=OFF", "temp_store=MEMORY", "cache_size=-65536"}) {
      package.run(fmt::format("PRAGMA {}", pragma).c_str());
    }
    package.run("BEGIN");
    write_styles(package, map);
    write_project(package, map, std::filesystem::path(file).filename().string());
    write_provenance(package, *map.release);
    package.run("COMMIT");
    package.run("VACUUM");
  }
  std::filesystem::rename(unfinished, file, ignored);
  if (ignored) failed(file, ignored.message());
}

}  // namespace geo::write
