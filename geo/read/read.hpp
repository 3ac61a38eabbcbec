#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/core/finding.hpp"
#include "geo/description.hpp"
#include "geo/layers.hpp"
#include "geo/shape/layer.hpp"
#include "geo/shape/polygons.hpp"

namespace geo::read {

/// city.toml as a value. Unknown keys are findings with the nearest known key; a key of the wrong
/// type is an Error naming file and line.
Description description(const std::string& file, Findings& findings);

/// Ground on which the cells of a raster are wanted: a box in a reference system.
struct Window {
  Box box;
  std::string crs;
};

/// How one file is to be read; empty strings: as the file says.
struct LayerOptions {
  std::string sublayer{}, crs{}, encoding{}, nodata{}, x{}, y{};
  bool places = true;    ///< false: a table stays one, whatever coordinates its columns hold
  bool heights = false;  ///< keep the heights of lines, where they have some
  std::optional<Window> window{};  ///< of a raster: only the cells near it; none: all
};

/// One layer of one file. Shapefile, GeoJSON, delimited text, GeoPackage and archives of them are
/// read here byte by byte, because the stock readers pass over what a planner must be told
/// (a missing .dbf, NaN, a number with a thousands mark, text in an unknown encoding). FlatGeobuf,
/// File Geodatabase, KML, XLSX, XLS, ODS, GeoTIFF (each cell an area) and `PG:` come through GDAL,
/// opened with exactly the drivers of their extension. Every oddity that can be lived with is a
/// finding; what cannot is an Error (input_refused).
Layer layer(const std::string& path, const LayerOptions& options, Findings& findings);

/// Names of the layers in a file, or sheets of a workbook.
std::vector<std::string> sublayers(const std::string& path);

/// An OSM extract: streets by the documented foot filter, residential buildings, water.
struct OsmExtract {
  StreetLines streets;  ///< lon/lat
  StreetLines ridden;   ///< alike: where nobody walks, and bicycles or cars may go
  OsmGround ground;
};
OsmExtract osm(const std::string& path, Findings& findings);

/// Services in an OSM extract by the vocabulary of kinds: a point layer with columns id
/// ("node/123"), kind, name, name:xx, opening_hours, wheelchair, capacity, fee, operator,
/// languages. An area counts with a point inside it; what is private does not count and is a
/// finding.
Layer osm_services(const std::string& path, Findings& findings);

/// What is wrong in an OSM file, whatever it is to be used for, and a note of what is in it. Throws
/// Error where it cannot be read.
Findings check_osm(const std::string& path);

/// A feed in GTFS by itself, a zip archive or a folder: what is wrong in it, notes of what it holds
/// and when it runs, and how many rows of stop times can be used. Throws Error where an archive is
/// unsafe or damaged.
struct CheckedFeed {
  Findings findings;
  std::size_t stop_times = 0;
};
CheckedFeed check_feed(const std::string& path);

/// Everything city.toml names. Paths are relative to `data` when given, else to the file.
Layers layers(const Description& description, const std::string& data,
              const std::function<void(std::string_view, double)>& progress = {});

/// SHA-256 of a file's bytes in hexadecimal.
std::string sha256(const std::string& path);

}  // namespace geo::read
