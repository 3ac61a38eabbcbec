#pragma once

#include <string>
#include <vector>

#include "geo/release.hpp"

namespace geo::write {

/// A released layer as files hold it: whole, or one theme of it.
struct FileLayer {
  const ReleasedLayer* layer = nullptr;
  std::string name;
  std::vector<const ReleasedColumn*> columns;
};

/// The most fields a table may have: SQLite, and so GeoPackage, ends at 2000.
inline constexpr std::size_t most_fields = 1900;

/// Every layer of a release, in order. One that has room for all its columns is one file of its
/// own name; a larger one keeps people and shares under its own name and has a file for each theme
/// ("zone_health", "zone_mix"), divided again ("zone_food_2") where a theme alone is too large.
std::vector<FileLayer> file_layers(const Release& release);

/// The file layer that holds a column; null when there is none.
const FileLayer* holding(const std::vector<FileLayer>& layers, const std::string& layer,
                         const std::string& column);

/// The file layer of that name; null when there is none.
const FileLayer* called(const std::vector<FileLayer>& layers, const std::string& name);

}  // namespace geo::write
