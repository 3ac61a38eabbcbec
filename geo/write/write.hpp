#pragma once

#include <string>
#include <variant>
#include <vector>

#include "geo/release.hpp"

namespace geo::write {

/// How one column is drawn: classes with their colours, as every format and the report use them.
struct ClassStyle {
  std::string instance_or_column;
  std::vector<double> breaks;        ///< k+1 edges; left-closed, right-open, the last closed
  std::vector<std::string> colours;  ///< k, "#rrggbb"
  std::vector<std::string> labels;   ///< k, in the release's first language
  std::string title;
  std::string column;  ///< the column this style is for
  std::string layer;   ///< which layer shows it first
};

/// One sign of a legend that is no scale: a theme of services, streets to walk on, borders.
struct Sign {
  std::string value;  ///< and what continues it after a dot; empty: every other value too
  std::string label;
  std::string colour;  ///< "#rrggbb"; of areas, the colour of their border
  std::string shape;   ///< of points, as QGIS names it: "circle", "square"; of areas "fill" or none
};

/// A layer drawn by signs rather than by classes of a figure.
struct SignStyle {
  std::string column;  ///< whose values the signs stand for; unused by a sign without value
  std::vector<Sign> signs;
  std::string title;
};

using Look = std::variant<ClassStyle, SignStyle>;

/// One layer of a map as QGIS shows it.
struct MapLayer {
  std::string table;  ///< name of the file layer
  Look look;
  std::string group = {};   ///< of the project's tree; empty for its top
  bool shown = false;       ///< on opening
  bool named = false;       ///< with the names of its areas
  bool only_close = false;  ///< drawn only where one looks closely
};

/// Why something has no class, in the reader's language.
struct ReasonWords {
  std::string nobody, uncertain, merged, out_of_reach, withheld, none;
};

/// A release with its styles: what writers turn into files. Only `app::dress` makes one.
struct Map {
  const Release* release = nullptr;
  std::vector<ClassStyle> styles;  ///< of the report's maps
  std::vector<MapLayer> defaults;  ///< how each table of the GeoPackage looks by itself
  std::vector<MapLayer> project;   ///< what the ready project holds, topmost first
  ReasonWords reasons;
};

/// Each writer makes whole files or none: a temporary name, then a rename. They throw Error
/// (Cause::failed) naming the file. Bytes depend on the release alone.
void geojson(const Map& map, const std::string& folder);  ///< layers/*.geojson, RFC 7946
/// One layer of the release as a file of its own.
void geojson_layer(const Map& map, const std::string& layer, const std::string& file);
void geopackage(const Map& map, const std::string& file);  ///< city.gpkg, styled, with project
void csv(const Map& map, const std::string& folder);       ///< tables/*.csv
void findings_json(const Release& release, const std::string& file);
/// datapackage.json: sources, dates, basis, licences, hashes, parameters, versions, and the
/// resources found under `folder`.
void datapackage(const Map& map, const std::string& folder);
/// `text` under a temporary name, flushed, then renamed.
void whole_file(const std::string& file, std::string_view text);

}  // namespace geo::write
