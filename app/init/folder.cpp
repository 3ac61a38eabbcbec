#include "app/init/folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace app::init {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 2000;
constexpr int deepest = 6;

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

template <std::size_t n>
bool ends_in(const std::string& name, const std::array<std::string_view, n>& endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

constexpr std::array<std::string_view, 14> layer_endings{
    ".shp", ".gpkg", ".geojson", ".json", ".fgb", ".gdb", ".kml",
    ".csv", ".tsv",  ".xlsx",    ".xls",  ".ods", ".wkb", ".dbf"};
constexpr std::array<std::string_view, 7> osm_endings{".osm.pbf", ".osm", ".osm.bz2", ".osm.gz",
                                                      ".pbf",     ".osc", ".osh"};
constexpr std::array<std::string_view, 2> raster_endings{".tif", ".tiff"};

void walk(const fs::path& folder, int depth, std::vector<std::string>& files, bool& more) {
  std::vector<fs::path> inside;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) inside.push_back(entry.path());
  std::sort(inside.begin(), inside.end());
  for (const fs::path& path : inside) {
    const std::string name = path.filename().string();
    if (name.starts_with('.') || fs::is_symlink(path, error)) continue;
    const bool folder_inside = fs::is_directory(path, error) && !lower(name).ends_with(".gdb");
    if (folder_inside && depth == deepest) more = true;
    if (folder_inside && depth < deepest) walk(path, depth + 1, files, more);
    if (folder_inside) continue;
    if (files.size() == most_files) {
      more = true;
      return;
    }
    // The table of a shapefile is read with its shapes.
    if (lower(name).ends_with(".dbf")) {
      fs::path shapes = path;
      const bool with_shapes = fs::exists(shapes.replace_extension(".shp"), error) ||
                               fs::exists(shapes.replace_extension(".SHP"), error);
      if (with_shapes) continue;
    }
    files.push_back(path.string());
  }
}

}  // namespace

bool is_layer_file(const std::string& name) {
  return ends_in(lower(name), layer_endings);
}

FileSort sort_of_file(const std::string& path) {
  const std::string name = lower(fs::path(path).filename().string());
  if (name.ends_with(".toml")) return FileSort::description;
  if (ends_in(name, osm_endings)) return FileSort::osm;
  if (name.ends_with(".zip")) return FileSort::zip;
  if (ends_in(name, raster_endings)) return FileSort::raster;
  return is_layer_file(name) ? FileSort::layer : FileSort::other;
}

std::vector<std::string> files_of(const std::string& folder, geo::Findings& findings) {
  std::vector<std::string> files;
  bool more = false;
  walk(folder, 0, files, more);
  if (more) {
    geo::Finding finding;
    finding.code = "folder_too_large";
    finding.file = fs::path(folder).filename().string();
    finding.what = fmt::format("only the first {} files, {} folders deep, were looked at",
                               most_files, deepest);
    finding.remedy = "put the city's layers into a folder of their own";
    findings.add(std::move(finding));
  }
  return files;
}

}  // namespace app::init
