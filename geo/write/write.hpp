#pragma once

#include <string>
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

/// A release with its styles: what writers turn into files. Only `app::dress` makes one.
struct Map {
  const Release* release = nullptr;
  std::vector<ClassStyle> styles;
};

/// Each writer makes whole files or none: a temporary name, then a rename. They throw Error
/// (Cause::failed) naming the file. Bytes depend on the release alone.
void geojson(const Map& map, const std::string& folder);   ///< layers/*.geojson, RFC 7946
void geopackage(const Map& map, const std::string& file);  ///< city.gpkg, styled, with project
void csv(const Map& map, const std::string& folder);       ///< tables/*.csv
void findings_json(const Release& release, const std::string& file);
/// datapackage.json: sources, dates, basis, licences, hashes, parameters, versions, and the
/// resources found under `folder`.
void datapackage(const Map& map, const std::string& folder);
/// `text` under a temporary name, flushed, then renamed.
void whole_file(const std::string& file, std::string_view text);

}  // namespace geo::write
